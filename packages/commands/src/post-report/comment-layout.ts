import { compareCodePoints, VERDICTS, type Verdict, worstVerdict } from "@airworthy/evidence";
import type { Run } from "@airworthy/github";
import {
  type Block,
  escapeMarkdown,
  formatCounted,
  type Inline,
  renderMarkdown,
  type Text,
  type Tone,
  VERDICT_WORDS,
} from "@airworthy/report";
import { type CommentPart, enclose, type PartResult } from "./comment-part.ts";

/** What a comment says beside its parts. */
export interface CommentContext {
  /** The commit that the pull request is at. */
  readonly headSha: string;
  /** The page of a run; null where there is none. */
  runUrl(run: Run): string | null;
}

const TONES: Readonly<Record<Verdict, Tone>> = {
  pass: "tip",
  warn: "warning",
  inconclusive: "warning",
  fail: "caution",
  error: "warning",
};

/** What must be seen without a click. */
const SHOWN: readonly Verdict[] = ["inconclusive", "fail", "error"];
const COMMIT_DIGITS = 7;
const GAP = "\n\n";
/** GitHub shows no alert inside a fold, but its first line as it is. */
const ALERT = /^> \[![A-Z]+\]\n/;

/** The comment's Markdown: of one job's alone its report, else a verdict over all, a line for each part, then their reports. */
export function layOut(parts: readonly CommentPart[], context: CommentContext): string {
  const [only, ...others] = parts;
  if (only?.name === "" && others.length === 0) return layOutOne(only, context);
  const ordered = parts.toSorted((a, b) => rank(b, context) - rank(a, context) || compareCodePoints(a.name, b.name));
  return [alertOver(ordered, context), ...ordered.flatMap((part) => sectionOf(part))].join(GAP);
}

/** The parts as they are to be kept: what a fold cannot show is taken out of the bodies that it will hold. */
export function readyToFold(part: CommentPart): CommentPart {
  const { isRunning, result } = part;
  if (!isRunning || result === null || result.body === null) return part;
  return { ...part, result: { ...result, body: result.body.replace(ALERT, "") } };
}

/** What a part stands for now: a result of another commit, or one that is to come, is no verdict on this one. */
export function verdictNow({ head, isRunning, result }: CommentPart, { headSha }: CommentContext): Verdict {
  return isRunning || result === null || head !== headSha ? "inconclusive" : result.verdict;
}

function layOutOne(part: CommentPart, context: CommentContext): string {
  if (!part.isRunning) return part.result?.body ?? "";
  const title: Text = [{ kind: "strong", text: "Running" }, " for ", commit(part.head)];
  const alert: Block = {
    kind: "alert",
    tone: "note",
    lines: [[...title, ...runLink(part.run, context, "see the run")]],
  };
  return [markdown(alert), ...sectionOf(part)].join(GAP);
}

function alertOver(parts: readonly CommentPart[], context: CommentContext): string {
  const verdict = worstVerdict(parts.map((part) => verdictNow(part, context)));
  const first: Text = [{ kind: "strong", text: VERDICT_WORDS[verdict] }, ` · ${formatCounted(parts.length, "part")}`];
  return markdown({
    kind: "alert",
    tone: TONES[verdict],
    lines: [first, ...parts.map((part) => lineOf(part, context))],
  });
}

/** "metrics: Not ready: 1 regression", with what there is to know of how it came about. */
function lineOf(part: CommentPart, context: CommentContext): Text {
  const { name, head, run, isRunning, result } = part;
  const named: Inline = { kind: "strong", text: name };
  const link = result?.body === null || isRunning ? runLink(run, context, "see its run") : [];
  if (isRunning) return [named, ": running for ", commit(head), ...link];
  const title = result?.title ?? "";
  const outdated = head === context.headSha ? [] : ["as of ", commit(head), ", not this commit: "];
  return [named, ": ", ...outdated, title, ...link];
}

function sectionOf(part: CommentPart): readonly string[] {
  const { name, result, isRunning } = part;
  if (result === null || result.body === null) return [];
  const body = enclose(name, result.body);
  if (isRunning) return [fold(`${name === "" ? "Last" : `${name}: last`} result, ${describe(result)}`, body)];
  if (SHOWN.includes(result.verdict)) return [markdown({ kind: "heading", level: 3, text: name }), body];
  return [fold(`${name}: ${result.title}`, body)];
}

function describe({ head, title }: PartResult): string {
  return `for ${head.slice(0, COMMIT_DIGITS)}: ${title}`;
}

/** The body is Markdown already. */
function fold(summary: string, body: string): string {
  return [`<details><summary>${escapeMarkdown(summary)}</summary>`, body, "</details>"].join(GAP);
}

function rank(part: CommentPart, context: CommentContext): number {
  return VERDICTS.indexOf(verdictNow(part, context));
}

function runLink(run: Run, { runUrl }: CommentContext, text: string): readonly Inline[] {
  const href = runUrl(run);
  return href === null ? [] : [" · ", { kind: "link", href, text }];
}

function commit(sha: string): Inline {
  return { kind: "code", text: sha.slice(0, COMMIT_DIGITS) };
}

function markdown(block: Block): string {
  return renderMarkdown([block]).text;
}
