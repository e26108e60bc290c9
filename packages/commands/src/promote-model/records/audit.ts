import { UserError } from "@airworthy/evidence";
import { type Pause, untilWritten } from "@airworthy/refs";
import {
  type AuditEntry,
  type Denial,
  denialOf,
  denialsDigest,
  findPromotion,
  type PromotionDraft,
  readLog,
} from "@airworthy/rollout";
import { commitMessage, titleDigest } from "../../manage-rollout/commit-message.ts";
import { readFlagFiles } from "../../manage-rollout/flag-files.ts";
import type { FlagsPlace } from "../../manage-rollout/open-flags.ts";
import { refuseLifted } from "../../manage-rollout/refuse-edited.ts";
import { type LoggedWriter, type OpenedFiles, writeLogged } from "../../manage-rollout/write-logged.ts";
import type { Change } from "../change.ts";
import type { Said } from "./keeping.ts";
import { shortReason } from "./short-reason.ts";

/** Who records it, and by which means. `by` is whoever asked for the change. */
export interface LogOptions extends Omit<LoggedWriter, "place" | "isStop"> {
  readonly by: AuditEntry["by"];
  readonly pause: Pause;
}

/**
 * Appends a stage's change to the audit log and, in the same commit, what it denies to the list of denied packages; where
 * somebody wrote meanwhile, all of it anew. An entry that the same request made of the same stage stays the only one. A rollback
 * waits neither for a log to be mended nor for a signature, and denies even where the log cannot be read. Throws a UserError
 * where there is no entry after all, and what the store throws.
 */
export function recordInLog(change: Change, place: FlagsPlace, options: LogOptions): Promise<Said> {
  const waitsBy = [change.model, change.stage.name, change.move, change.request].join(" ");
  return untilWritten(() => attempt(change, place, options), { what: place.store.ref, waitsBy, pause: options.pause });
}

async function attempt(change: Change, place: FlagsPlace, options: LogOptions): Promise<Said | null> {
  const isStop = change.move === "rollback";
  const store = await place.store.open();
  const problems: string[] = [];
  const files = await readFlagFiles(store, place, isStop ? (why) => void problems.push(why) : null);
  const { denied, log } = files.rollouts;
  const draft = draftOf(change, options.by, denied);
  const unread = () => new UserError(`The change is not in the audit log: ${problems.join("; ")}`);
  if (files.audit !== null) {
    if (findPromotion(readLog(files.audit), log, draft) !== null) return { state: "there", where: null };
    if (!isStop) refuseLifted(files.audit, denied);
  } else if (draft.denied === null) throw unread();
  const written = await write({ ...options, place, isStop }, { store, files }, change, draft);
  if (written !== null && files.audit === null) throw unread();
  return written === null ? null : { state: "written", where: written.place };
}

function write(writer: LoggedWriter, opened: OpenedFiles, change: Change, draft: PromotionDraft) {
  const { rollouts, denied } = opened.files.rollouts;
  return writeLogged(writer, opened, {
    draft,
    next: { rollouts, denied: deniedAfter(denied, change) },
    flags: null,
    message: (length) => messageOf(change, draft, length),
  });
}

function draftOf(change: Change, by: LogOptions["by"], denied: readonly Denial[]): PromotionDraft {
  const { model, stage, denial } = change;
  const isNew = denial !== null && denialOf(denied, denial.digest) === undefined;
  return {
    promotion: { model, stage: stage.name },
    move: change.move,
    on: change.on,
    by,
    why: shortReason(change.reason),
    pullRequest: change.pullRequest,
    candidate: change.version.digest,
    stable: change.before?.digest ?? null,
    commit: change.commit,
    tags: [...change.tags],
    before: { denials: denialsDigest(denied) },
    after: { denials: denialsDigest(deniedAfter(denied, change)) },
    denied: isNew ? denial.digest : null,
    allowed: null,
    evidence: change.evidence.map(({ name, sha256: digest }) => ({ name, sha256: digest })),
    request: change.request,
  };
}

/** The list with what the change denies at its end, unless that is on it already. */
function deniedAfter(denied: readonly Denial[], { denial, before, stage, model }: Change): readonly Denial[] {
  if (denial === null || denialOf(denied, denial.digest) !== undefined) return denied;
  const { digest, by, on, reason } = denial;
  const version = before?.digest === digest ? before.version : null;
  const rollout = `${stage.name} of ${model}`;
  return [...denied, { digest, version, reason: shortReason(reason) ?? "no reason given", by, on, rollout }];
}

function messageOf(change: Change, { why, by, evidence }: PromotionDraft, length: number): string {
  const { stage, model, move, version } = change;
  return commitMessage({
    title: `Stage ${stage.name} of ${model}: ${move} (entry ${length}, ${titleDigest(version.digest)})`,
    why,
    actor: by.actor,
    evidence,
  });
}
