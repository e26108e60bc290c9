import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Block, renderMarkdown } from "@airworthy/report";
import { beforeAll, expect, test } from "vitest";
import { HOSTILE_NAMES } from "../../packages/report/test/hostile.ts";
import { needProgram } from "./debian-packages.ts";

const run = promisify(execFile);
const EXTENSIONS = ["table", "strikethrough", "autolink", "tasklist", "footnotes"].flatMap((name) => ["-e", name]);

beforeAll(() => needProgram("cmark-gfm"));

/** HTML as GitHub's own Markdown parser makes it, raw HTML let through. */
async function cmark(blocks: readonly Block[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "airworthy-cmark-"));
  try {
    await writeFile(join(folder, "a.md"), renderMarkdown(blocks).text);
    const { stdout } = await run("cmark-gfm", ["--unsafe", ...EXTENSIONS, join(folder, "a.md")]);
    return stdout;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const tagsOf = (html: string) => new Set([...html.matchAll(/<\/?([a-z][a-z0-9]*)|<!/gi)].map(([tag]) => tag));

test.each(HOSTILE_NAMES.map((name) => [name.slice(0, 40), name]))(
  "GitHub's parser makes no structure of %j in a paragraph, a table or a fold",
  async (_shown, name) => {
    const blocks = (text: string): Block[] => [
      { kind: "paragraph", text },
      {
        kind: "table",
        columns: [
          { title: text, align: "left" },
          { title: "b", align: "right" },
        ],
        rows: [[text, text]],
      },
      { kind: "fold", summary: text, blocks: [{ kind: "list", items: [text] }] },
    ];
    const plain = await cmark(blocks("plain"));
    const hostile = await cmark(blocks(name));
    const allowed = new Set([...tagsOf(plain), "<span", "</span"]);
    expect([...tagsOf(hostile)].filter((tag) => !allowed.has(tag))).toEqual([]);
    expect(hostile.match(/<td/g)).toHaveLength(2);
    expect(hostile.match(/<details>/g)).toHaveLength(1);
  },
);
