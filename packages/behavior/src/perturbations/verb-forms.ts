/** A verb's base, its form with he, she or it, and its past. */
export interface VerbForms {
  readonly base: string;
  readonly third: string;
  readonly past: string;
}

/** Common verbs of opinions and reports whose forms differ; not "use", since "used to" is none of its past. */
const REGULAR = `
admire agree appreciate arrive believe complain deliver deserve dislike enjoy expect fail happen hate help like live look
love miss need offer order play promise recommend return seem serve start stay support talk trust visit wait want watch
wish work`;

const IRREGULAR = `
buy buys bought, come comes came, do does did, eat eats ate, feel feels felt, find finds found, get gets got,
give gives gave, go goes went, have has had, hear hears heard, keep keeps kept, know knows knew, leave leaves left,
lose loses lost, make makes made, mean means meant, pay pays paid, plan plans planned, prefer prefers preferred,
regret regrets regretted, run runs ran, say says said, see sees saw,
sell sells sold, send sends sent, sit sits sat, sleep sleeps slept, spend spends spent, stop stops stopped,
take takes took, taste tastes tasted, tell tells told, think thinks thought, try tries tried,
understand understands understood, win wins won, write writes wrote`;

const VERBS: readonly VerbForms[] = [
  ...IRREGULAR.trim()
    .split(/,\s*/)
    .map((forms) => forms.split(" "))
    .map(([base = "", third = "", past = ""]) => ({ base, third, past })),
  ...REGULAR.trim().split(/\s+/).map(regular),
];

const BY_BASE = new Map(VERBS.toReversed().map((forms) => [forms.base, forms]));
const BY_FORM = new Map(
  VERBS.flatMap((forms) => [forms.base, forms.third, forms.past].map((form) => [form, forms] as const)).toReversed(),
);

/** The forms of a verb by its base; undefined for a verb that is not listed. */
export function verbOf(base: string): VerbForms | undefined {
  return BY_BASE.get(base);
}

/** The forms of the verb that a word is a form of. */
export function verbWith(form: string): VerbForms | undefined {
  return BY_FORM.get(form);
}

function regular(base: string): VerbForms {
  const third = /(?:s|sh|ch|x)$/.test(base) ? `${base}es` : `${base}s`;
  return { base, third, past: base.endsWith("e") ? `${base}d` : `${base}ed` };
}
