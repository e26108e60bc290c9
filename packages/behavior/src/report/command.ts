import type { BehaviorPredicate } from "../evidence/predicate.ts";

/** What a shell takes as it is, and, within double quotes, as text; others are left for the reader to fill in. */
const PLAIN_WORD = /^(?!-)[\w./:@+-]{1,200}$/;
const QUOTABLE = /^(?!-)[\w./:@+=, -]{1,200}$/;

type Parts = Pick<BehaviorPredicate, "suite" | "references" | "seed" | "rule" | "findings">;

/** The command that asks the same cases again, and decides by the same rule. */
export function commandOf({ suite, references, seed, rule, findings }: Parts): string {
  const { candidate, baseline } = references;
  // What a test says itself goes before the option, so that the least of all is the option's, or changes nothing.
  const repeats = Math.min(...findings.map(({ repeat }) => repeat.times));
  return [
    "npx airworthy test-behavior",
    option("suite", suite.file),
    option("candidate", candidate),
    ...(baseline === null ? [] : [option("baseline", baseline)]),
    ...(seed === null ? [] : [`--seed ${seed}`]),
    ...(repeats > 1 && Number.isFinite(repeats) ? [`--repeats ${repeats}`] : []),
    `--alpha ${rule.alpha} --minimum-effect ${rule.minimumEffect}`,
  ].join(" ");
}

/** What would run a program of its own words: whoever wrote the evidence is not to say what a reader pastes into a shell. */
const PROGRAM = /^\s*command:/i;

function option(name: string, value: string): string {
  if (PROGRAM.test(value)) return `--${name} <${name}>`;
  if (PLAIN_WORD.test(value)) return `--${name} ${value}`;
  return QUOTABLE.test(value) ? `--${name} "${value}"` : `--${name} <${name}>`;
}
