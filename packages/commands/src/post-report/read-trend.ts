import { UserError } from "@airworthy/evidence";
import { trendFolds } from "@airworthy/history";
import type { Fold, ReportSection } from "@airworthy/report";
import type { Ports } from "@airworthy/runtime";
import { defaultBranch } from "../history/default-branch.ts";
import type { Remote } from "../history/open-store.ts";
import { readHistory } from "../history/read-history.ts";
import type { Origin } from "./describe-source.ts";

/**
 * How the candidate's headline metrics moved over the versions that a history knows: nothing where none of them has any. A
 * history that cannot be read costs the trend, not the report: a warning says why.
 */
export async function readTrend(
  ref: string,
  sections: readonly ReportSection[],
  { origin, commit, ports }: { origin: Origin; commit: string | null; ports: Ports },
): Promise<readonly Fold[]> {
  const candidate = sections.find(({ metrics }) => metrics !== undefined && metrics.length > 0)?.candidate;
  if (candidate === undefined) return [];
  const own = sections.filter((section) => section.candidate.sha256 === candidate.sha256);
  const metrics = own.flatMap((section) => section.metrics ?? []);
  try {
    const remote = remoteOf(origin);
    const mainLine = origin.event === null || remote === null ? null : await defaultBranch(origin.event, remote);
    const entries = await readHistory({ ref, remote }, candidate.name, ports);
    return trendFolds(entries, { candidate, commit, metrics, mainLine });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    ports.log.warn(`There is no trend: the history cannot be read. ${error.message}`);
    return [];
  }
}

/** Null for the clone of the working folder. */
function remoteOf({ event, target }: Origin): Remote | null {
  if (event === null || (target.kind !== "pull" && target.kind !== "commit")) return null;
  return { client: target.client, repository: event.repository };
}
