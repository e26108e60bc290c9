import { resolve } from "node:path";
import { UserError } from "@airworthy/evidence";
import { parseReport, type ReportFile } from "@airworthy/report";
import type { Ports } from "@airworthy/runtime";
import { readTextFile } from "@airworthy/storage";
import { isHarmlessOfFork } from "../is-of-fork.ts";
import { describeSource, type Origin } from "./describe-source.ts";

/** More than all the evidence that a report may be made of. */
const MOST_BYTES = 128 * 1024 * 1024;

/**
 * Reads a report that was made before. Throws a UserError for one of another commit, and where whoever opened a pull request
 * may have written it while the token is not theirs: there a report is made anew of its evidence.
 */
export async function rereadReport(path: string, origin: Origin, ports: Ports): Promise<ReportFile> {
  if (mayBeForged(origin)) {
    throw new UserError("report: one that a pull request may have written is not to be relied on", {
      remedy: "Leave `report` out and post what the evidence says, by `artifacts` or `evidence`.",
    });
  }
  const report = parseReport(await readTextFile(resolve(ports.cwd, path), path, MOST_BYTES), path);
  const { commit } = await describeSource(origin, ports);
  if (origin.event !== null && report.commit !== commit) {
    throw new UserError(
      `${path} speaks of the commit ${report.commit ?? "(none)"}, this workflow of ${commit ?? "none"}`,
      {
        remedy: "Make the report anew of this commit's evidence.",
      },
    );
  }
  return report;
}

/** Under `workflow_run`, and on a fork's pull request under whatever event gives a token that writes. */
function mayBeForged({ event, target }: Origin): boolean {
  if (event === null || isHarmlessOfFork(event)) return false;
  return event.name === "workflow_run" || (target.kind === "pull" && target.pull.fromFork);
}
