import type { InputFile } from "@airworthy/evidence";
import { collect, type Intake, type Read, type RowSettings } from "@airworthy/feedback";
import type { SaltedHash } from "@airworthy/personal-data";
import { formatCounted } from "@airworthy/report";
import type { Ports } from "@airworthy/runtime";
import type { FeedbackSection } from "../configuration/feedback-section.ts";
import type { Remote } from "../history/open-store.ts";
import { capEach } from "./cap-each.ts";
import { readCases } from "./case-table.ts";
import { gatherComments } from "./gather-comments.ts";
import { gatherExports } from "./gather-exports.ts";
import { gatherIssues } from "./gather-issues.ts";
import type { FeedbackInputs } from "./inputs.ts";
import type { FeedbackPlace } from "./open-place.ts";
import { listedRemovals, type RemovalRequest } from "./removals.ts";

/** What people said and asked for, and the files that were read. */
export interface Gathered {
  readonly intake: Intake;
  readonly removals: readonly RemovalRequest[];
  /** The addresses of issues whose authors left nothing that could be kept. */
  readonly withdrawn: ReadonlySet<string>;
  readonly read: readonly InputFile[];
}

/** Who asks, for what, and with which salt. */
export interface Gathering {
  readonly inputs: Pick<FeedbackInputs, "cases">;
  readonly section: FeedbackSection;
  readonly remote: Remote | null;
  readonly place: Pick<FeedbackPlace, "merged">;
  readonly hash: SaltedHash;
  readonly ports: Ports;
}

/**
 * Gathers from everywhere that the section names; nothing is written, and a token that may read suffices. Throws a UserError for a
 * file that cannot be read, and a GitHubProblem.
 */
export async function gather({ inputs, section, remote, place, hash, ports }: Gathering): Promise<Gathered> {
  const settings: RowSettings = {
    model: section.model,
    digest: null,
    consent: section.consent ?? null,
    pseudonym: null,
  };
  const cases = await readCases(inputs.cases ?? [], ports.cwd);
  const source = { section, settings, ports };
  const issues = remote === null ? NONE : await gatherIssues(remote, source);
  const comments = remote === null ? [] : await gatherComments(remote, cases.byId, source);
  const exports = await gatherExports(source, hash);
  const listed = await listedRemovals(section.removals, place);
  const said = [capEach(issues.reads), capEach(comments)];
  const intake = collect(ofModel(section.model, [...said, ...exports.reads]));
  ports.log.info(`${formatCounted(intake.rows.length, "row")} of feedback`);
  return {
    intake,
    removals: [...issues.removals, ...listed.removals],
    withdrawn: new Set(issues.withdrawn),
    read: [...exports.read, ...cases.read, ...listed.read],
  };
}

const NONE = { reads: [], removals: [], withdrawn: [] } as const;

/** A row of another model is a test of none of ours. */
function* ofModel(model: string, sources: readonly Iterable<Read>[]): Generator<Read> {
  for (const source of sources) {
    for (const read of source) {
      const isOther = "row" in read && read.row.model !== model;
      yield isOther ? { refused: "other-model", at: read.row.source.link } : read;
    }
  }
}
