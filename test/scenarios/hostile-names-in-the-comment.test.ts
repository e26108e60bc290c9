import rehypeRaw from "rehype-raw";
import rehypeSanitize from "rehype-sanitize";
import rehypeStringify from "rehype-stringify";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import { expect, test } from "vitest";
import { HEAD_SHA, startGitHub } from "../harness/github/index.ts";
import { postReportStep } from "./post-report-step.ts";
import { behaviorEvidence, createWorkspace } from "./report-workspace.ts";

const MARKER = `<!-- airworthy key=airworthy schema=1 head=${"e".repeat(40)} run=9999999 attempt=9 -->`;

const HOSTILE = [
  "a|b",
  "`code`",
  "```",
  "[x](javascript:alert(1))",
  "![x](https://evil.test/pixel.png)",
  "@team and @octo-org/admins",
  ":mega:",
  "#12 and octo-org/sentiment#12",
  "line\nbreak\r\nand more",
  "\u202Eright to left\u202C",
  "x".repeat(300),
  "__proto__",
  "constructor",
  MARKER,
  "-->",
  "</details></table><img src=x onerror=alert(1)>",
  "https://evil.test and www.evil.test",
  "$\\frac{1}{2}$",
  "\u001b[31mred\u0000",
  "🏳️‍🌈 漢字 עברית",
];

test("no name can format, link, mention, break the table, or pass for our marker", async () => {
  await using github = await startGitHub();
  await using workspace = await createWorkspace(behaviorEvidence({ titles: HOSTILE, headline: MARKER }));
  const run = await postReportStep(github, workspace);
  expect(run.outputs).toMatchObject({ verdict: "fail", comment: "created" });
  const body = github.state.comments[0]?.body ?? "";
  expect(body.match(/<!-- airworthy/g)).toHaveLength(1);
  expect(body.split("\n").at(-1)).toContain(`head=${HEAD_SHA} run=1000 `);

  const html = await render(body);
  expect(html).not.toMatch(/<img|<em>|<[^>]* on\w+=|href="(?!https:\/\/github\.com\/octo-org\/)/);
  const rows = [...html.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = ""]) => row.match(/<t[hd]/g)?.length);
  expect(rows).toHaveLength(HOSTILE.length + 1);
  expect(new Set(rows).size).toBe(1);
  for (const shown of ["a|b", "__proto__", "constructor", "漢字", "evil.test"]) expect(html).toContain(shown);
  expect(body).not.toMatch(/@team|@octo-org/);
  expect(body).not.toMatch(/[\u202E\u001b\u0000]/);

  // A second run must find exactly this comment.
  const again = await postReportStep(github, workspace, { run: { id: 1001, attempt: 1 } });
  expect(again.outputs["comment"]).toBe("unchanged");
});

async function render(markdown: string): Promise<string> {
  const pipeline = unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkRehype, { allowDangerousHtml: true })
    .use(rehypeRaw)
    .use(rehypeSanitize)
    .use(rehypeStringify);
  return String(await pipeline.process(markdown));
}
