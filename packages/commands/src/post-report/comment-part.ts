import { sha256, type Verdict } from "@airworthy/evidence";
import { isNewer, type MarkedText, type Run } from "@airworthy/github";
import { type NotedPart, parseNote } from "./comment-note.ts";

/** What one job has to say in a comment; its name is "" where the comment is one job's alone. */
export interface CommentPart {
  readonly name: string;
  /** Who wrote it last, and for which commit. */
  readonly head: string;
  readonly run: Run;
  /** Whether a result is still to come. */
  readonly isRunning: boolean;
  /** The last result; of an earlier commit, perhaps, while another is to come. */
  readonly result: PartResult | null;
}

export interface PartResult {
  readonly head: string;
  readonly run: Run;
  readonly verdict: Verdict;
  readonly title: string;
  /** Markdown; null where there was no room for it. */
  readonly body: string | null;
}

/**
 * The parts of our comments, each as the latest run left it. What the note says is checked, and a body counts only with
 * the digest that the note has: one that was edited or damaged is left out.
 */
export function readParts(comments: readonly MarkedText[]): readonly CommentPart[] {
  const parts = new Map<string, CommentPart>();
  for (const { text, marker } of comments) {
    for (const noted of parseNote(marker.note)) {
      const before = parts.get(noted.name);
      if (before === undefined || isNewer(noted.run, before.run)) parts.set(noted.name, readPart(noted, text));
    }
  }
  return [...parts.values()];
}

/** A body between two comments that GitHub does not show, so that it can be found again. */
export function enclose(name: string, body: string): string {
  return `${startOf(name)}\n\n${body}\n\n${endOf(name)}`;
}

function readPart({ name, head, run, running, result }: NotedPart, text: string): CommentPart {
  if (result === null) return { name, head, run, isRunning: running, result };
  const { digest, ...rest } = result;
  const found = name === "" && !running ? text : bodyIn(text, name);
  const body = found !== null && sha256(found) === digest ? found : null;
  return { name, head, run, isRunning: running, result: { ...rest, body } };
}

function bodyIn(text: string, name: string): string | null {
  const [, rest] = text.split(`${startOf(name)}\n\n`, 2);
  const end = rest?.indexOf(`\n\n${endOf(name)}`) ?? -1;
  return rest === undefined || end < 0 ? null : rest.slice(0, end);
}

function startOf(name: string): string {
  return `<!-- airworthy body="${name}" -->`;
}

function endOf(name: string): string {
  return `<!-- airworthy end="${name}" -->`;
}
