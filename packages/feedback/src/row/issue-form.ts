import type { FeedbackKind } from "./feedback-row.ts";
import type { Read } from "./intake.ts";
import { type RowSettings, readRow, rowId } from "./read-row.ts";

/** An issue that was opened with the form, or is labelled as feedback. */
export interface FeedbackIssue {
  readonly link: string;
  /** Null where the account is gone. */
  readonly author: string | null;
  readonly on: string;
  /** Markdown, as GitHub writes a form's answers. */
  readonly body: string;
  /** Whether there was more of it. */
  readonly isCut?: boolean;
}

type Field = "verdict" | "caseId" | "digest" | "input" | "output" | "expected" | "text" | "language" | "consent";

/** The form's labels, in small letters and in its order. */
export const FORM_LABELS: ReadonlyMap<string, Field> = new Map([
  ["what was the answer?", "verdict"],
  ["case", "caseId"],
  ["digest", "digest"],
  ["input", "input"],
  ["answer", "output"],
  ["expected", "expected"],
  ["what is wrong, in your words", "text"],
  ["language", "language"],
  ["consent", "consent"],
]);

/** GitHub's for a field that was left empty. */
const NO_ANSWER = "_No response_";
/** GitHub's own limit of an issue's body is 65,536 characters. */
const MOST_BODY = 65_536;

/** The id of an issue's row, whatever the issue says by now. */
export function issueRowId({ link, author }: Pick<FeedbackIssue, "link" | "author">): string {
  return rowId({ source: { kind: "issue", link: URL.parse(link)?.href ?? link }, key: "", reviewer: author });
}

/** Whether a text has a heading of the form. */
export function hasForm(body: string): boolean {
  return readForm(body).fields.size > 0;
}

/** An issue as a row. Without the form's headings it is a comment, with the whole body as its text. */
export function readIssue({ link, author, on, body, isCut = false }: FeedbackIssue, settings: RowSettings): Read {
  const where = { source: { kind: "issue", link }, key: "", on, reviewer: author } as const;
  if (isCut || body.length > MOST_BODY) return { refused: "too-long", at: link };
  const { fields, twice } = readForm(body);
  if (fields.size === 0) return readRow({ ...where, kind: "comment", text: body }, settings);
  const get = (field: Field) => fields.get(field) ?? null;
  const consent = fields.has("consent") && !twice.has("consent") ? isTicked(get("consent")) : null;
  return readRow(
    {
      ...where,
      kind: kindOf(get("verdict")),
      caseId: get("caseId"),
      digest: get("digest"),
      input: get("input"),
      output: get("output"),
      expected: get("expected"),
      text: get("text"),
      language: get("language"),
      ...(fields.has("consent") ? { consent } : {}),
    },
    settings,
  );
}

interface Form {
  readonly fields: ReadonlyMap<Field, string>;
  /** Fields whose heading stands there again: somebody wrote it into an answer. */
  readonly twice: ReadonlySet<Field>;
}

/**
 * The answers under the form's headings. A heading counts outside of fences, in the form's order and once: what is written like one
 * within an answer stays part of it.
 */
function readForm(body: string): Form {
  const order = [...FORM_LABELS.values()];
  const sections = new Map<Field, string[]>();
  const twice = new Set<Field>();
  let current: Field | null = null;
  let fence: string | null = null;
  for (const line of body.split(/\r\n?|\n/)) {
    fence = fenceAfter(line, fence);
    const field = fence === null ? FORM_LABELS.get(labelOf(line)) : undefined;
    if (field !== undefined && sections.has(field)) twice.add(field);
    if (field !== undefined && (current === null || order.indexOf(field) > order.indexOf(current))) {
      current = field;
      sections.set(field, []);
    } else if (current !== null) sections.get(current)?.push(line);
  }
  const fields = [...sections].map(([field, lines]) => [field, unfenced(lines.join("\n").trim())] as const);
  return { fields: new Map(fields.map(([field, text]) => [field, text === NO_ANSWER ? "" : text])), twice };
}

function labelOf(line: string): string {
  return line.startsWith("### ") ? line.slice("### ".length).trim().toLowerCase() : "";
}

/** The fence that is open after a line. */
function fenceAfter(line: string, open: string | null): string | null {
  const found = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line);
  if (found === null) return open;
  const [, marks = "", info = ""] = found;
  if (open === null) return marks;
  return marks.startsWith(open) && info.trim() === "" ? null : open;
}

/** What a field of code holds. */
function unfenced(text: string): string {
  const lines = text.split("\n");
  const fence = /^(`{3,}|~{3,})[\w-]*$/.exec(lines[0] ?? "")?.[1];
  return fence !== undefined && lines.length > 1 && lines.at(-1) === fence ? lines.slice(1, -1).join("\n") : text;
}

function kindOf(answer: string | null): FeedbackKind | null {
  const [word = ""] = (answer ?? "")
    .trim()
    .toLowerCase()
    .split(/[^a-z]+/);
  if (word === "wrong" || word === "right") return word;
  return answer === null || answer === "" ? "comment" : null;
}

function isTicked(answer: string | null): boolean {
  return /^- \[x\] /im.test(answer ?? "");
}
