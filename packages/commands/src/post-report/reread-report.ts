import { resolve } from "node:path";
import { UserError } from "@airworthy/evidence";
import { parseReport, type ReportFile } from "@airworthy/report";
import type { Ports } from "@airworthy/runtime";
import { readTextFile } from "@airworthy/storage";
import { describeSource, type Origin } from "./describe-source.ts";

/** More than all the evidence that a report may be made of. */
const MOST_BYTES = 128 * 1024 * 1024;

/**
 * Reads a report that was made before. Throws a UserError for one of another commit, and under `workflow_run`, where
 * whoever opened a pull request may have written it: there a report is made anew of its evidence.
 */
export async function rereadReport(path: string, origin: Origin, ports: Ports): Promise<ReportFile> {
  if (origin.event?.name === "workflow_run") {
    throw new UserError("report: a report of another run is not to be relied on", {
      remedy: "Leave `report` out and collect the run's evidence with `artifacts`.",
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
