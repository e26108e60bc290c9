import { spawn } from "node:child_process";
import { once } from "node:events";
import { text as readAll } from "node:stream/consumers";
import { needProgram } from "../debian-packages.ts";

/** Both as GitHub parses a comment: its extensions, line breaks kept, raw HTML left to the sanitiser. */
const EXTENSIONS = ["table", "strikethrough", "autolink", "tasklist", "tagfilter", "footnotes"];
const OPTIONS = ["--unsafe", "--hardbreaks", ...EXTENSIONS.flatMap((name) => ["--extension", name])];

/** No report has a heading of the first level, and untrusted text cannot make one. */
const BOUNDARY = "document-boundary";
const BOUNDARY_HTML = `<h1>${BOUNDARY}</h1>\n`;

/** Has GitHub's Markdown parser installed where it is missing. */
export async function needCmark(): Promise<void> {
  await needProgram("cmark-gfm");
}

/**
 * Documents as HTML by GitHub's own Markdown parser, all of them by one process. Throws where one leaves something open
 * (a fence, a comment, an HTML block), for it then takes the next one in.
 */
export async function cmarkHtml(documents: readonly string[]): Promise<readonly string[]> {
  const source = documents.map((markdown) => `${markdown}\n\n# ${BOUNDARY}\n\n`).join("");
  const html = await runCmark(source);
  const parts = html.split(BOUNDARY_HTML);
  if (parts.length !== documents.length + 1 || parts.at(-1) !== "") {
    throw new Error(`${documents.length} documents became ${parts.length - 1}: one of them is not closed`);
  }
  return parts.slice(0, -1);
}

async function runCmark(source: string): Promise<string> {
  const child = spawn("cmark-gfm", OPTIONS, { stdio: ["pipe", "pipe", "inherit"] });
  const closed = once(child, "close");
  child.stdin.end(source);
  const html = await readAll(child.stdout);
  const [code] = await closed;
  if (code !== 0) throw new Error(`cmark-gfm ended with ${code}`);
  return html;
}
