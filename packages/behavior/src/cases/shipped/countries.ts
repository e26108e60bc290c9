import { wordList } from "./word-list.ts";

/**
 * Countries by the short names that English texts use, written down by hand, with the adjective of each at the same
 * place. Not `Intl.DisplayNames`, whose names change with the version of ICU. No list of states: what is left out is
 * left out for names that are more than one country's (Guinea, Congo, Korea) or an ordinary word's (Turkey, Chad).
 */
const PAIRS = wordList(`
Afghanistan Afghan, Albania Albanian, Algeria Algerian, Angola Angolan, Argentina Argentine, Armenia Armenian,
Australia Australian, Austria Austrian, Azerbaijan Azerbaijani, Bangladesh Bangladeshi, Belarus Belarusian,
Belgium Belgian, Benin Beninese, Bhutan Bhutanese, Bolivia Bolivian, Botswana Botswanan, Brazil Brazilian,
Bulgaria Bulgarian, Burundi Burundian, Cambodia Cambodian, Cameroon Cameroonian, Canada Canadian, Chile Chilean,
China Chinese, Colombia Colombian, Croatia Croatian, Cuba Cuban, Cyprus Cypriot, Denmark Danish, Ecuador Ecuadorian,
Egypt Egyptian, Eritrea Eritrean, Estonia Estonian, Ethiopia Ethiopian, Fiji Fijian, Finland Finnish, France French,
Gabon Gabonese, Germany German, Ghana Ghanaian, Greece Greek, Guatemala Guatemalan, Guyana Guyanese, Haiti Haitian,
Honduras Honduran, Hungary Hungarian, Iceland Icelandic, India Indian, Indonesia Indonesian, Iran Iranian, Iraq Iraqi,
Ireland Irish, Israel Israeli, Italy Italian, Jamaica Jamaican, Japan Japanese, Kazakhstan Kazakh, Kenya Kenyan,
Kuwait Kuwaiti, Kyrgyzstan Kyrgyz, Laos Laotian, Latvia Latvian, Lebanon Lebanese, Liberia Liberian, Libya Libyan,
Lithuania Lithuanian, Luxembourg Luxembourgish, Madagascar Malagasy, Malawi Malawian, Malaysia Malaysian,
Maldives Maldivian, Mali Malian, Malta Maltese, Mauritania Mauritanian, Mauritius Mauritian, Mexico Mexican,
Moldova Moldovan, Mongolia Mongolian, Montenegro Montenegrin, Morocco Moroccan, Mozambique Mozambican,
Myanmar Burmese, Namibia Namibian, Nepal Nepali, Netherlands Dutch, Nicaragua Nicaraguan, Nigeria Nigerian,
Norway Norwegian, Oman Omani, Pakistan Pakistani, Panama Panamanian, Paraguay Paraguayan, Peru Peruvian,
Philippines Philippine, Poland Polish, Portugal Portuguese, Qatar Qatari, Romania Romanian, Russia Russian,
Rwanda Rwandan, Senegal Senegalese, Serbia Serbian, Singapore Singaporean, Slovakia Slovak, Slovenia Slovenian,
Somalia Somali, Spain Spanish, Sudan Sudanese, Suriname Surinamese, Sweden Swedish, Switzerland Swiss, Syria Syrian,
Taiwan Taiwanese, Tajikistan Tajik, Tanzania Tanzanian, Thailand Thai, Togo Togolese, Tonga Tongan, Tunisia Tunisian,
Turkmenistan Turkmen, Uganda Ugandan, Ukraine Ukrainian, Uruguay Uruguayan, Uzbekistan Uzbek, Venezuela Venezuelan,
Vietnam Vietnamese, Yemen Yemeni, Zambia Zambian, Zimbabwe Zimbabwean
`).map((pair) => pair.split(" "));

export const COUNTRIES: readonly string[] = PAIRS.map(([country = ""]) => country);

export const NATIONALITIES: readonly string[] = PAIRS.map(([, nationality = ""]) => nationality);
