import type { GitHubProblem } from "@airworthy/github";
import type { Recorded, Recording } from "@airworthy/history";
import { type Block, capText, type Inline } from "@airworthy/report";
import type { Outcome } from "@airworthy/runtime";

export const RECORDING_OUTPUTS = {
  entry: "recorded, already-there (nothing was written again), or not-permitted (a fork's pull request).",
  commit: "The commit that the ref points to now; empty where nothing was permitted.",
  entries: "How many entries were appended: one for each candidate that the evidence speaks of.",
  ref: "The ref in full.",
} as const;

export type RecordingOutcome = Outcome<keyof typeof RECORDING_OUTPUTS>;

const COMMIT_DIGITS = 7;

/** What was appended is no judgement: the outcome passes whatever verdict was recorded. */
export function toOutcome({ appended, commit }: Recorded, { entries }: Recording, ref: string): RecordingOutcome {
  const isNew = appended > 0;
  const [first] = entries;
  const more = entries.length > 1 ? ` and ${entries.length - 1} more` : "";
  const name = [first.candidate.name, first.candidate.version].filter((part) => part !== null).join(" ");
  const what = `${capText(name)}${more}, for ${first.line ?? "no branch"}: ${first.title}`;
  const headline = isNew ? `Recorded ${what}` : `Already recorded: ${what}`;
  return answer({ entry: isNew ? "recorded" : "already-there", commit, entries: `${appended}`, ref }, headline);
}

/** A fork's token may not write: no reason to fail. */
export function notPermitted(problem: GitHubProblem, ref: string): RecordingOutcome {
  const message = `Nothing was recorded. ${problem.message} ${problem.remedy ?? ""}`.trim();
  const outcome = answer(
    { entry: "not-permitted", commit: "", entries: "0", ref },
    "Nothing was recorded: not permitted",
  );
  return { ...outcome, verdict: "warn", annotations: [{ level: "warning", message }] };
}

function answer(outputs: RecordingOutcome["outputs"], headline: string): RecordingOutcome {
  const { commit, ref } = outputs;
  const at: readonly Inline[] =
    commit === "" ? [] : [" is at ", { kind: "code", text: commit.slice(0, COMMIT_DIGITS) }];
  const where: Block = { kind: "paragraph", text: [`${headline}. `, { kind: "code", text: ref }, ...at, "."] };
  return {
    verdict: "pass",
    reasonCode: outputs.entry,
    headline,
    outputs,
    evidence: [],
    summary: [where],
    annotations: [],
  };
}
