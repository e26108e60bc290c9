import { isSha256, sha256, verdictSchema } from "@airworthy/evidence";
import type { Run } from "@airworthy/github";
import { capText } from "@airworthy/report";
import * as v from "valibot";
import type { CommentPart } from "./comment-part.ts";

/** More parts than this are no calm comment; their note then stays under 24,000 characters, whatever their titles hold. */
export const MOST_PARTS = 16;

/** Of a title as the note keeps it: room for a verdict and five counts. */
const TITLE_CHARACTERS = 120;
/** Of a part's name, as of a key. */
const NAME = /^$|^[A-Za-z0-9]([A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$/;
const SHA = /^[0-9a-f]{40}([0-9a-f]{24})?$/;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const sha = v.pipe(v.string(), v.regex(SHA));
const runSchema = v.strictObject({ id: count, attempt: count });

const partSchema = v.strictObject({
  name: v.pipe(v.string(), v.regex(NAME)),
  head: sha,
  run: runSchema,
  running: v.boolean(),
  result: v.nullable(
    v.strictObject({
      head: sha,
      run: runSchema,
      verdict: verdictSchema,
      title: v.pipe(v.string(), v.maxLength(TITLE_CHARACTERS)),
      digest: v.nullable(v.pipe(v.string(), v.check(isSha256))),
    }),
  ),
});

const noteSchema = v.strictObject({ parts: v.pipe(v.array(partSchema), v.maxLength(MOST_PARTS)) });

/** A part as the note has it: its body is elsewhere in the comment, to be believed only if this is its SHA-256. */
export type NotedPart = v.InferOutput<typeof partSchema>;

/** What the parts of a comment are to tell the next run. */
export function formatNote(parts: readonly CommentPart[]): string {
  const noted = parts.map(({ name, head, run, isRunning, result }): NotedPart => {
    return { name, head, run: plain(run), running: isRunning, result: result && notedResult(result) };
  });
  return JSON.stringify({ parts: noted });
}

/** The title as a note keeps it, to compare another with. */
export function notedTitle(title: string): string {
  return capText(title, TITLE_CHARACTERS);
}

/** Reads a note; nothing where it is none of ours, for whoever may edit the comment may have changed it. */
export function parseNote(note: string): readonly NotedPart[] {
  const result = v.safeParse(noteSchema, jsonOrNull(note));
  if (!result.success) return [];
  const { parts } = result.output;
  return new Set(parts.map(({ name }) => name)).size === parts.length ? parts : [];
}

function notedResult({ head, run, verdict, title, body }: NonNullable<CommentPart["result"]>) {
  return { head, run: plain(run), verdict, title: notedTitle(title), digest: body === null ? null : sha256(body) };
}

function plain({ id, attempt }: Run): Run {
  return { id, attempt };
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
