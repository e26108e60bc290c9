import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import rehypeGithubAlert from "rehype-github-alert";
import rehypeRaw from "rehype-raw";
import rehypeSanitize, { defaultSchema } from "rehype-sanitize";
import rehypeStringify from "rehype-stringify";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";

/**
 * Draws the README's picture: the demo's comment as GitHub shows it. Run `npm run demo` first; wants Chromium on the
 * path (or its path in CHROMIUM).
 */
const COMMENT = join(
  import.meta.dirname,
  "..",
  "..",
  "examples",
  "review-sentiment",
  "output",
  "airworthy-report",
  "report.md",
);
const PICTURE = join(import.meta.dirname, "comment.png");
const SIZE = { width: 920, height: 1560 };

const folder = await mkdtemp(join(tmpdir(), "airworthy-picture-"));
try {
  const page = join(folder, "comment.html");
  await writeFile(page, await pageOf(await readFile(COMMENT, "utf8")));
  await promisify(execFile)(process.env["CHROMIUM"] ?? "chromium", [
    ...["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-background-networking"],
    ...["--disable-component-update", "--disable-sync", "--no-first-run", `--user-data-dir=${join(folder, "profile")}`],
    ...["--force-device-scale-factor=1.5", `--window-size=${SIZE.width},${SIZE.height}`],
    ...[`--screenshot=${PICTURE}`, `file://${page}`],
  ]);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function pageOf(markdown: string): Promise<string> {
  const style = await readFile(
    createRequire(import.meta.url).resolve("github-markdown-css/github-markdown-light.css"),
    "utf8",
  );
  const body = await unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkRehype, { allowDangerousHtml: true })
    .use(rehypeRaw)
    .use(rehypeSanitize, defaultSchema)
    .use(rehypeGithubAlert)
    .use(rehypeStringify)
    .process(markdown);
  return `<!doctype html><meta charset="utf-8"><style>${style}
    body { margin: 24px; background: #fff; font-family: system-ui, sans-serif }
    .comment { border: 1px solid #d1d9e0; border-radius: 6px; overflow: hidden }
    .comment header { background: #f6f8fa; border-bottom: 1px solid #d1d9e0; padding: 8px 16px; font-size: 14px; color: #59636e }
    .comment header b { color: #1f2328 }
    .comment .markdown-body { padding: 16px; font-size: 14px }
  </style><div class="comment"><header><b>github-actions</b> bot commented</header>
  <div class="markdown-body">${String(body)}</div></div>`;
}
