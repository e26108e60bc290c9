/** Contractions and what they stand for, by what stands after the apostrophe. Of two readings the commoner one. */
const NEGATED = {
  aren: "are",
  couldn: "could",
  daren: "dare",
  didn: "did",
  doesn: "does",
  don: "do",
  hadn: "had",
  hasn: "has",
  haven: "have",
  isn: "is",
  mightn: "might",
  mustn: "must",
  needn: "need",
  oughtn: "ought",
  shouldn: "should",
  wasn: "was",
  weren: "were",
  wouldn: "would",
};

const ENDINGS = {
  // "he's" is "he has" as well, and "he'd" is "he had": the words after it would tell.
  is: ["'s", "he she it that there here what when where who why how"],
  are: ["'re", "you we they what who there"],
  will: ["'ll", "I you he she it we they that there who what how"],
  would: ["'d", "I you he she it we they that there who"],
  have: ["'ve", "I you we they who where could might must should would"],
} as const;

/** Contractions in n't, and the words that they stand for. */
export const NEGATED_CONTRACTIONS: readonly (readonly [string, string])[] = [
  ...Object.entries(NEGATED).map(([stem, verb]) => [`${stem}n't`.replace("nn't", "n't"), `${verb} not`] as const),
  ["can't", "cannot"],
  ["won't", "will not"],
  ["shan't", "shall not"],
];

/** All of them: some ninety. */
export const CONTRACTIONS: readonly (readonly [string, string])[] = [
  ...NEGATED_CONTRACTIONS,
  ["I'm", "I am"],
  ...Object.entries(ENDINGS).flatMap(([verb, [ending, stems]]) =>
    stems.split(" ").map((stem) => [`${stem}${ending}`, `${stem} ${verb}`] as const),
  ),
];

/** Read one way only: "how'd" is not what one writes for "how did", nor "ma'am" for "madam". */
export const EXPANDED_ONLY: readonly (readonly [string, string])[] = [
  ["ain't", "is not"],
  ["can't've", "cannot have"],
  ["he'd've", "he would have"],
  ["how'd", "how did"],
  ["let's", "let us"],
  ["ma'am", "madam"],
  ["she'd've", "she would have"],
  ["they'd've", "they would have"],
  ["where'd", "where did"],
  ["wouldn't've", "would not have"],
  ["you'd've", "you would have"],
];
