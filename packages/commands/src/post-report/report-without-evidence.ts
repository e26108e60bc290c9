import type { UserError } from "@airworthy/evidence";
import { GitHubProblem } from "@airworthy/github";
import { type Block, composeReport, type Notice, type Text } from "@airworthy/report";
import { type Ports, TOOL } from "@airworthy/runtime";
import { findEvidence } from "../read-evidence.ts";
import { describeSource, type Origin } from "./describe-source.ts";

const COMMIT_DIGITS = 7;

/** The report for while there is no result yet: nothing was shown, so nothing passes. */
export async function reportRunning(origin: Origin, ports: Ports): Promise<Notice> {
  const { commit } = await describeSource(origin, ports);
  const what = commit === null ? "" : ` for ${commit.slice(0, COMMIT_DIGITS)}`;
  const title = `Running${what}`;
  const headline = "The result takes the place of this when it is there.";
  const blocks: readonly Block[] = [
    { kind: "alert", tone: "note", lines: [{ kind: "strong", text: title }, headline] },
  ];
  return { verdict: "inconclusive", title, headline, blocks };
}

/**
 * The report for when the evidence is missing or not to be relied on: it takes the place of an earlier comment, which
 * would otherwise seem to speak of this commit, and of one that says "running".
 */
export async function reportProblem(
  problem: UserError,
  patterns: readonly string[],
  origin: Origin,
  ports: Ports,
): Promise<Notice> {
  const composed = composeReport([], { tool: TOOL, ...(await describeSource(origin, ports)), evidenceFiles: 0 });
  const [, ...rest] = composed.blocks;
  const isMissing = !(problem instanceof GitHubProblem) && (await hasNone(patterns, ports));
  const title = isMissing ? "No result: the job failed before reporting" : "No result: the evidence could not be read";
  const remedy = problem.remedy === undefined ? [] : [problem.remedy];
  const lines: readonly Text[] = [{ kind: "strong", text: title }, problem.message, ...remedy];
  return {
    verdict: "error",
    title,
    headline: problem.message,
    blocks: [{ kind: "alert", tone: "warning", lines }, ...rest],
  };
}

/** Whether not one file is there: then what was to write it did not get so far. */
async function hasNone(patterns: readonly string[], { cwd }: Ports): Promise<boolean> {
  try {
    return (await findEvidence(patterns, cwd, true)).length === 0;
  } catch {
    return false;
  }
}
