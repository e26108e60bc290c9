import { wordList } from "./word-list.ts";

/**
 * Large cities of all continents, written down by hand. Without those whose name is an ordinary word, a person's or a
 * country's as well (Nice, Bath, Sydney, Florence, Singapore), since a text may mean the other.
 */
export const CITIES = wordList(`
Abidjan, Abuja, Accra, Addis Ababa, Adelaide, Ahmedabad, Albuquerque, Algiers, Almaty, Amman, Amsterdam, Ankara,
Antwerp, Asunción, Athens, Atlanta, Auckland, Baghdad, Baku, Baltimore, Bamako, Bangkok, Barcelona, Beijing, Beirut,
Belfast, Belgrade, Berlin, Bern, Birmingham, Bogotá, Bologna, Bordeaux, Boston, Brasília, Bratislava, Brisbane,
Brussels, Bucharest, Budapest, Buenos Aires, Bulawayo, Busan, Cairo, Calgary, Canberra, Cape Town, Caracas, Cardiff,
Casablanca, Chengdu, Chennai, Chicago, Cincinnati, Cleveland, Cologne, Colombo, Copenhagen, Córdoba, Dakar, Dallas,
Damascus, Dar es Salaam, Delhi, Denver, Detroit, Dhaka, Doha, Dortmund, Dubai, Dublin, Durban, Düsseldorf, Edinburgh,
Edmonton, Frankfurt, Fukuoka, Geneva, Glasgow, Gothenburg, Guadalajara, Guangzhou, Guayaquil, Hamburg, Hanoi, Harare,
Havana, Helsinki, Hiroshima, Ho Chi Minh City, Hong Kong, Honolulu, Houston, Hyderabad, Indianapolis, Istanbul,
Jakarta, Johannesburg, Kabul, Kampala, Kansas City, Karachi, Kathmandu, Khartoum, Kigali, Kingston, Kinshasa, Kolkata,
Kraków, Kuala Lumpur, Kyiv, Kyoto, La Paz, Lagos, Lahore, Las Vegas, Leipzig, Lima, Lisbon, Liverpool, Ljubljana,
London, Los Angeles, Luanda, Lusaka, Lyon, Madrid, Managua, Manchester, Manila, Maputo, Marrakesh, Marseille, Mecca,
Medellín, Melbourne, Memphis, Miami, Milan, Milwaukee, Minneapolis, Minsk, Mogadishu, Mombasa, Monterrey, Montevideo,
Montreal, Moscow, Mumbai, Munich, Nagoya, Nairobi, Nanjing, Naples, Nashville, New Orleans, New York, Osaka, Oslo,
Ottawa, Palermo, Perth, Philadelphia, Phnom Penh, Pittsburgh, Porto, Prague, Pretoria, Pune, Pyongyang, Quito, Rabat,
Recife, Reykjavik, Riga, Rio de Janeiro, Riyadh, Rome, Rotterdam, Sacramento, Salt Lake City, Samarkand, San Antonio,
San Diego, San Francisco, Santiago, Santo Domingo, São Paulo, Sapporo, Sarajevo, Seattle, Seoul, Seville, Shanghai,
Shenzhen, Skopje, Stockholm, Stuttgart, Surabaya, Taipei, Tallinn, Tashkent, Tbilisi, Tehran, Tel Aviv, Tirana, Tokyo,
Toronto, Tripoli, Tunis, Turin, Ulaanbaatar, Utrecht, Valencia, Vancouver, Vienna, Vientiane, Vilnius, Warsaw,
Washington, Wellington, Winnipeg, Wuhan, Yangon, Yerevan, Yokohama, Zagreb, Zürich
`);
