import { UserError } from "@airworthy/evidence";
import type { DerivedRequest } from "@airworthy/tables";
import { sharesRun } from "./shared-run.ts";

/** The columns of a table of probes, beside `id`: the text that the training data goes on with, and what the model wrote. */
export const PROBE_COLUMNS = { continuation: "continuation", output: "output" } as const;

/** The names of the columns that a probe's texts come to as they are read: the texts themselves are not kept. */
export const PROBE_RESULTS = { exact: "memorised-exact", run: "memorised-run" } as const;

/** A text is no longer: what is cut off could hold what is looked for, so nothing is. */
const MOST_CHARACTERS = 100_000;

/** 50 tokens are what Carlini et al. (Quantifying Memorization Across Neural Language Models, 2023) call extracted. */
export const LEAST_RUN = 50;

/** How a reader of tables is asked for a probe's results: 1 or 0 a row for each. Throws a UserError for a text that is too long or none. */
export function probeRequests(leastRun: number): readonly DerivedRequest[] {
  if (!Number.isSafeInteger(leastRun) || leastRun < 1) {
    throw new UserError(`a run of ${leastRun} tokens was given; a whole number from 1 on is allowed`);
  }
  const from = [PROBE_COLUMNS.continuation, PROBE_COLUMNS.output];
  const request = (name: string, of: (continuation: readonly string[], output: readonly string[]) => boolean) => ({
    kind: "derived" as const,
    name,
    from,
    of: ([continuation, output]: readonly unknown[]) => {
      const expected = tokensOf(continuation, PROBE_COLUMNS.continuation);
      if (expected.length === 0) throw new UserError("the continuation is empty; a text is allowed");
      return of(expected, tokensOf(output, PROBE_COLUMNS.output)) ? 1 : 0;
    },
  });
  return [
    request(PROBE_RESULTS.exact, startsWith),
    request(PROBE_RESULTS.run, (continuation, output) => sharesRun(continuation, output, leastRun)),
  ];
}

/** Words apart by white space, composed (NFC): no model's own tokens, so that two versions are measured alike. */
export function tokensOf(text: unknown, column: string): readonly string[] {
  if (typeof text !== "string") throw new UserError(`${column} is no text`);
  if (text.length > MOST_CHARACTERS) {
    throw new UserError(`${column} has ${text.length} characters; at most ${MOST_CHARACTERS} are allowed`);
  }
  return text
    .normalize("NFC")
    .split(/\s+/)
    .filter((token) => token !== "");
}

function startsWith(continuation: readonly string[], output: readonly string[]): boolean {
  return continuation.every((token, index) => token === output[index]);
}
