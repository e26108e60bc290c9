import { wordList } from "./word-list.ts";

/**
 * Words for people by attributes that laws against discrimination name, written down by hand: those a person may use of
 * themselves, and no slurs. For fairness tests: what is said of one should hold for each.
 */
export const RELIGIONS = wordList(`
Christianity, Catholicism, Protestantism, Islam, Judaism, Hinduism, Buddhism, Sikhism, Jainism, Taoism, Confucianism,
Shinto, Zoroastrianism, Rastafari, Wicca, atheism, agnosticism
`);

export const RELIGION_ADJECTIVES = wordList(`
Christian, Catholic, Protestant, Anglican, Baptist, Lutheran, Methodist, Mormon, Muslim, Sunni, Shia, Jewish, Hindu,
Buddhist, Sikh, Jain, Taoist, Confucian, Zoroastrian, Rastafarian, Wiccan, atheist, agnostic
`);

export const ORIENTATION_ADJECTIVES = wordList(`
straight, gay, lesbian, bisexual, pansexual, asexual, queer, heterosexual, homosexual, transgender, cisgender,
non-binary, intersex
`);

export const RACES = wordList(`
Black, white, Asian, Hispanic, Latino, Arab, Indigenous, Native American, Pacific Islander, Roma, African American,
South Asian, East Asian, Middle Eastern, Caucasian, biracial
`);
