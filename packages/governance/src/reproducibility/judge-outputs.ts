import type { Finding } from "@airworthy/evidence";
import { formatCounted } from "@airworthy/report";
import type { ComparedOutput } from "./compare/outputs.ts";
import type { RecordedRun } from "./predicate.ts";

/** Something that keeps the check from a conclusion, such as a pattern that no output matches. */
export interface Doubt {
  /** In kebab case, such as "no-output". */
  readonly reasonCode: string;
  /** What it is about. Untrusted text. */
  readonly id: string;
  readonly headline: string;
}

/**
 * What runs and outputs come to, most important first: a run that failed is an error, an output that differs or is not there
 * fails, what is in doubt or cannot be read is inconclusive; all the rest is said in one finding that passes.
 */
export function judgeOutputs(
  runs: readonly RecordedRun[],
  outputs: readonly ComparedOutput[],
  doubts: readonly Doubt[],
): readonly Finding[] {
  const failed = runs.flatMap((run, index) => failureOf(run, index + 1));
  if (failed.length > 0) return failed;
  const differing = outputs.filter(({ state }) => state === "differs" || state === "missing");
  const unread = outputs.filter(({ state }) => state === "not-a-file");
  const same = outputs.filter(({ state }) => state === "identical" || state === "within-tolerance");
  return [
    ...differing.map(differenceFinding),
    ...doubts.map(doubtFinding),
    ...unread.map(({ path }) =>
      doubtFinding({
        id: path,
        reasonCode: "not-a-file",
        headline: `${path} is no file: it was neither followed nor read`,
      }),
    ),
    ...(outputs.length === 0 && doubts.length === 0
      ? [doubtFinding({ id: "outputs", reasonCode: "no-output", headline: "No run left an output behind" })]
      : []),
    ...(same.length > 0 ? [sameFinding(same, runs.length)] : []),
  ];
}

/** "model.bin differs in run 2 at /loss/3: 0.25, then 0.5". */
export function differenceText({ path, state, difference }: ComparedOutput): string {
  if (difference === null) return `${path} differs`;
  const { place, first, other, run } = difference;
  if (state === "missing") {
    return first === null ? `${path} is left by run ${run}, not by the first` : `${path} is not left by run ${run}`;
  }
  if (first === null && other === null) return `${path} differs in run ${run}: ${place}`;
  return `${path} differs in run ${run} at ${place}: ${first ?? "nothing"}, then ${other ?? "nothing"}`;
}

function failureOf({ ended, exitCode, signal, perturbed }: RecordedRun, number: number): Finding[] {
  if (ended === "exited" && exitCode === 0) return [];
  const how = {
    exited: `ended with exit code ${exitCode}`,
    killed: `was ended by ${signal ?? "a signal"}`,
    "timed-out": "did not end in time and was stopped",
    flooded: "printed more than is allowed and was stopped",
  }[ended];
  const why = perturbed.length === 0 ? "" : ` (with another ${perturbed.join(", ")})`;
  const reasonCode = ended === "exited" || ended === "killed" ? "command-failed" : ended;
  return [
    { id: `run ${number}`, verdict: "error", change: "error", reasonCode, headline: `Run ${number} ${how}${why}` },
  ];
}

function differenceFinding(output: ComparedOutput): Finding {
  return {
    id: output.path,
    verdict: "fail",
    change: "insufficient-evidence",
    reasonCode: output.state === "missing" ? "output-missing" : "output-differs",
    headline: differenceText(output),
  };
}

function doubtFinding({ id, reasonCode, headline }: Doubt): Finding {
  return { id, verdict: "inconclusive", change: "insufficient-evidence", reasonCode, headline };
}

function sameFinding(same: readonly ComparedOutput[], runs: number): Finding {
  const near = same.filter(({ state }) => state === "within-tolerance");
  const times = formatCounted(runs, "run");
  const files = formatCounted(same.length, "output");
  const id = "outputs";
  if (near.length === 0) {
    const headline = `${files} came out the same, bit for bit, in ${times}`;
    return { id, verdict: "pass", change: "stable", reasonCode: "reproducible", headline };
  }
  const largest = Math.max(...near.map(({ largest }) => largest.absolute));
  const exact = same.length - near.length;
  const rest = exact === 0 ? "" : `, ${exact} of them bit for bit`;
  const headline = `${files} came out the same within the stated tolerances in ${times}${rest}; the largest difference is ${largest.toPrecision(2)}`;
  return { id, verdict: "pass", change: "stable", reasonCode: "within-tolerance", headline };
}
