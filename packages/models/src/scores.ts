/** exp(x_i) / sum exp(x_j); the greatest is taken away first, which changes nothing but keeps exp from overflowing. */
export function softmax(logits: readonly number[]): number[] {
  const greatest = logits.reduce((most, logit) => Math.max(most, logit), Number.NEGATIVE_INFINITY);
  const powers = logits.map((logit) => Math.exp(logit - greatest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** The class of the highest score, of equal ones the first; undefined where there is none. */
export function highest(scores: ReadonlyMap<string, number>): string | undefined {
  let found: string | undefined;
  let best = Number.NEGATIVE_INFINITY;
  for (const [name, score] of scores) if (score > best) [found, best] = [name, score];
  return found;
}
