import { createRandom, seedFrom } from "@airworthy/stats";
import type { Dispute } from "../agreement/agree.ts";
import { plainLetters } from "../clean/shingles.ts";
import type { DataRow } from "./data-set.ts";

/** Why a row is no example. */
export const LEFT_OUT = ["comment", "no-input", "no-answer", "disputed", "unknown-class", "contradicted"] as const;

export type LeftOut = (typeof LEFT_OUT)[number];

/** An input with the answer that people expect. */
export interface Example {
  /** Of its row. */
  readonly id: string;
  readonly input: string;
  readonly answer: string;
  readonly language: string | null;
}

export interface Examples {
  /** In the rows' order. */
  readonly examples: readonly Example[];
  /** Rows that are none, by reason, in the order of `LEFT_OUT`. */
  readonly left: readonly { readonly reason: LeftOut; readonly count: number }[];
}

export interface ExampleSettings {
  /** All that the model may answer; null where it answers with text. */
  readonly classes: readonly string[] | null;
  /** Cases that somebody has to look at first. */
  readonly disputes: readonly Pick<Dispute, "caseId">[];
}

/**
 * What rows teach: of a wrong answer what was expected instead, of a right one the answer, which is to stay. An input for which
 * rows name different answers teaches nothing until somebody settles it.
 */
export function examplesOf(rows: readonly DataRow[], { classes, disputes }: ExampleSettings): Examples {
  const disputed = new Set(disputes.map(({ caseId }) => caseId));
  const known = classes === null ? null : new Set(classes);
  const found = rows.map((row) => exampleOf(row, disputed, known));
  const answers = new Map<string, Set<string>>();
  for (const example of found) {
    if (typeof example === "string") continue;
    answers.set(example.input, (answers.get(example.input) ?? new Set()).add(example.answer));
  }
  const settled = found.map((example) =>
    typeof example !== "string" && (answers.get(example.input)?.size ?? 0) > 1 ? "contradicted" : example,
  );
  const seen = new Set<string>();
  return {
    examples: settled.filter((example): example is Example => {
      if (typeof example === "string" || seen.has(example.input)) return false;
      seen.add(example.input);
      return true;
    }),
    left: LEFT_OUT.flatMap((reason) => {
      const count = settled.filter((example) => example === reason).length;
      return count === 0 ? [] : [{ reason, count }];
    }),
  };
}

/**
 * Examples in two parts, of which a model may be trained on the second without having seen the first: `share` of them, 0 to 1, are
 * tests. An input is always in the same part, whatever else there is, and so is the same in other punctuation.
 */
export function splitExamples(
  examples: readonly Example[],
  { share, seed }: { readonly share: number; readonly seed: number },
): { readonly tests: readonly Example[]; readonly training: readonly Example[] } {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`a share is from 0 to 1; ${share} was given`);
  const isTest = ({ input }: Example) =>
    createRandom(seedFrom(seed, "feedback-tests", plainLetters(input) || input)).next() < share;
  return { tests: examples.filter(isTest), training: examples.filter((example) => !isTest(example)) };
}

/** What the case of a row is called that names none, and its example: "feedback/" and the row's id. */
export function exampleName(id: string): string {
  return `feedback/${id}`;
}

/** Rows for a training set: `text` and `label`, with the feedback's id. JSON Lines. */
export function asTrainingRows(examples: readonly Example[]): string {
  return examples
    .map(({ id, input, answer }) => `${JSON.stringify({ id: exampleName(id), text: input, label: answer })}\n`)
    .join("");
}

function exampleOf(
  { id, caseId, kind, input, output, expected, language }: DataRow,
  disputed: ReadonlySet<string>,
  known: ReadonlySet<string> | null,
): Example | LeftOut {
  if (kind === "comment") return "comment";
  if (caseId !== null && disputed.has(caseId)) return "disputed";
  if (input === null) return "no-input";
  const answer = kind === "wrong" ? expected : (expected ?? output);
  if (answer === null) return "no-answer";
  if (known !== null && !known.has(answer)) return "unknown-class";
  return { id, input, answer, language };
}
