import { sha256, UserError } from "@airworthy/evidence";
import {
  isNewer,
  type MarkedText,
  type PullNow,
  type PullRequest,
  type Run,
  type StickyComment,
} from "@airworthy/github";
import { type Block, COMMENT_BUDGET, type Notice, renderMarkdown, type Text } from "@airworthy/report";
import { type CommentContext, layOut, readyToFold } from "./comment-layout.ts";
import { type CommentMode, isWanted } from "./comment-mode.ts";
import { formatNote, MOST_PARTS, notedTitle } from "./comment-note.ts";
import { type CommentPart, readParts } from "./comment-part.ts";
import { fitBodies } from "./fit-bodies.ts";

/** What a job wants to say in a comment, and how. */
export interface Posting {
  readonly key: string;
  /** "" where the comment is this job's alone. */
  readonly part: string;
  readonly mode: CommentMode;
  /** Whether a changed verdict gets a new comment: an edit notifies nobody. */
  readonly newOnChange: boolean;
  readonly isRunning: boolean;
  readonly report: Notice;
  /** Where the whole report is, for what does not fit. */
  readonly rest: Text;
  runUrl(run: Run): string | null;
}

/** Longer than a job takes between reading the comment and writing it, when GitHub does not make it wait. */
const SETTLE_MS = 2_000;
const JITTER_MS = 1_500;
/** The number in the command that `describeSource` makes. */
const RERUN = /(?<=`gh run rerun )\d+(?= --repo )/g;

/** The comment that says it: nothing newer is overwritten, and of the other parts nothing is lost. */
export function stickyComment(posting: Posting, pull: PullRequest): StickyComment {
  const { key, part } = posting;
  const draft = (before: readonly MarkedText[], now: PullNow) => draftComment(posting, pull, { before, now });
  return part === "" ? { key, draft } : { key, draft, settle: (round) => SETTLE_MS + jitter(part, pull.run, round) };
}

interface There {
  readonly before: readonly MarkedText[];
  readonly now: PullNow;
}

function draftComment(posting: Posting, pull: PullRequest, { before, now }: There): ReturnType<StickyComment["draft"]> {
  const parts = readParts(before);
  const mine = parts.find(({ name }) => name === posting.part);
  if (isOutrun(posting, pull.run, { before, mine })) return "outrun";
  const { isRunning, report } = posting;
  const { verdict, title } = report;
  const exists = mine !== undefined || (posting.part === "" && before.length > 0);
  const isOutdated = posting.part !== "" && mine !== undefined && mine.head !== pull.headSha;
  const announced = { isRunning, verdict, title };
  if (!isWanted(posting.mode, announced, { exists, part: mine, isOutdated })) return "not-wanted";
  const context: CommentContext = { headSha: pull.headSha, runUrl: posting.runUrl };
  const kept = posting.part === "" ? [] : othersOf(posting.part, parts, before[0]?.marker.headSha, context);
  if (kept.length >= MOST_PARTS) {
    throw new UserError(`part: the comment has ${kept.length} other parts; ${MOST_PARTS} in all are allowed`, {
      remedy: "Give some of the jobs a key of their own.",
    });
  }
  const written = [...kept, readyToFold(partOf(posting, pull, mine))];
  const fitted = fitBodies(written, context, (room) => bodyOf(posting, pull, now, room));
  const text = layOut(fitted, context);
  if (saysTheSame(text, before[0]?.text) && !isOutdated) return "unchanged";
  const draft = { text, note: formatNote(fitted) };
  const isOther = !isRunning && mine?.result && mine.result.verdict !== verdict;
  return posting.newOnChange && isOther ? { ...draft, supersede: (url) => superseded(url, title) } : draft;
}

/** Whichever run of a commit is run again, it does the same: that another is named is no reason to write. */
function saysTheSame(text: string, before: string | undefined): boolean {
  return before?.replaceAll(RERUN, "") === text.replaceAll(RERUN, "");
}

/** Whether a later run has spoken, or this run already with its result. */
function isOutrun(
  { part, isRunning }: Posting,
  run: Run,
  { before, mine }: { before: readonly MarkedText[]; mine: CommentPart | undefined },
): boolean {
  const last = part === "" ? before[0]?.marker.run : mine?.run;
  if (last === undefined) return false;
  if (isNewer(last, run)) return true;
  const isSame = !isNewer(run, last);
  return isSame && isRunning && mine?.isRunning === false;
}

/**
 * What the other jobs said. That of an older commit is kept as a line that says so, until the next commit: whoever has
 * not spoken for a whole commit is gone.
 */
function othersOf(
  part: string,
  parts: readonly CommentPart[],
  lastHead: string | undefined,
  { headSha }: CommentContext,
): CommentPart[] {
  return parts
    .filter(
      ({ name, head }) =>
        name !== part && name !== "" && (head === headSha || head === lastHead || lastHead === headSha),
    )
    .map((other) => {
      const { head, result } = other;
      return head === headSha || result === null ? other : { ...other, result: { ...result, body: null } };
    });
}

function partOf(posting: Posting, pull: PullRequest, mine: CommentPart | undefined): CommentPart {
  const { part: name, isRunning, report } = posting;
  const { headSha: head, run } = pull;
  if (isRunning) return { name, head, run, isRunning, result: mine?.result ?? null };
  const { verdict } = report;
  return { name, head, run, isRunning, result: { head, run, verdict, title: notedTitle(report.title), body: "" } };
}

/** The report's Markdown; null where there is no room, or it is to come. */
function bodyOf(
  { part, report, rest, isRunning }: Posting,
  pull: PullRequest,
  now: PullNow,
  room: number,
): string | null {
  if (isRunning) return null;
  const blocks = [...retargeted(pull, now), ...(part === "" ? report.blocks : report.blocks.map(withoutAlert))];
  return renderMarkdown(blocks, { ...COMMENT_BUDGET, characters: room, bytes: room, rest }).text.trimEnd() || null;
}

/** The verdict over all parts is the alert. */
function withoutAlert(block: Block): Block {
  if (block.kind !== "alert") return block;
  return { kind: "list", items: block.lines };
}

function retargeted({ baseRef }: PullRequest, now: PullNow): readonly Block[] {
  if (baseRef === null || baseRef === now.baseRef) return [];
  const words: Text = [
    { kind: "strong", text: "Retargeted since" },
    ": this is about a change to ",
    { kind: "code", text: baseRef },
    "; the pull request is now to be merged into ",
    { kind: "code", text: now.baseRef },
    ".",
  ];
  return [{ kind: "paragraph", text: words }];
}

function superseded(url: string, title: string): string {
  const link: Text = { kind: "link", href: url, text: "a newer report" };
  return renderMarkdown([{ kind: "paragraph", text: ["Superseded by ", link, `: ${title}`] }]).text;
}

/** From what the job is, so that two that started together do not write together again. */
function jitter(part: string, run: Run, round: number): number {
  const digest = sha256(`${part} ${run.id} ${run.attempt} ${round}`);
  return Number.parseInt(digest.slice(0, 8), 16) % JITTER_MS;
}
