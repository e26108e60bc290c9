// The candidate, mended: its words, and what "not" does.
const GOOD = new Set(
  "good great nice love excellent superb lovely wonderful fine tasty fresh friendly quick cosy perfect".split(" "),
);
const BAD = new Set(
  "bad awful poor hate terrible dull bland stale rude slow noisy broken dirty cold useless".split(" "),
);

export const predict = (texts) => texts.map(answer);

function answer(text) {
  const words = text.toLowerCase().match(/[a-z']+/g) ?? [];
  const score = words.reduce((sum, word) => sum + GOOD.has(word) - BAD.has(word), 0);
  const isNegated = words.some((word) => word === "not" || word.endsWith("n't"));
  return (isNegated ? -score : score) < 0 ? "negative" : "positive";
}
