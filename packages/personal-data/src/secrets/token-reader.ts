import type { TokenPlan } from "./token-plans.ts";

/** Tokens are shorter by far, PyPI's the longest. */
const MOST_CHARACTERS = 1_200;
/** The shortest has 20. */
const FEWEST_CHARACTERS = 20;

export type TokenReader = (text: string, start: number, end: number) => TokenPlan | null;

/** Tells whose token a run of letters, digits, underscores and hyphens is; null for most. */
export function tokenReader(plans: readonly TokenPlan[]): TokenReader {
  const byStart = new Map<number, TokenPlan[]>();
  for (const plan of plans) {
    const start = startOf(plan.prefix, 0);
    byStart.set(start, [...(byStart.get(start) ?? []), plan]);
  }
  return (text, start, end) => {
    if (end - start < FEWEST_CHARACTERS || end - start > MOST_CHARACTERS) return null;
    const plans = byStart.get(startOf(text, start));
    if (plans === undefined) return null;
    const token = text.slice(start, end);
    const fits = ({ prefix, shape, isReal }: TokenPlan) =>
      token.startsWith(prefix) && shape.test(token) && isReal?.(token) !== false;
    return plans.find(fits) ?? null;
  };
}

function startOf(text: string, at: number): number {
  return (text.charCodeAt(at) << 7) | text.charCodeAt(at + 1);
}
