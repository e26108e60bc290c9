import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { npmProject } from "../npm-packages.ts";

const run = promisify(execFile);

/** What a browser shows of a diagram; `error` is Mermaid's own, null where it drew. */
export interface DrawnDiagram {
  readonly error: string | null;
  readonly title: string;
  readonly texts: readonly string[];
  readonly bars: number;
  readonly lines: number;
  readonly tags: readonly string[];
}

const START = "DRAWN[";
const END = "]DRAWN";

/** Diagrams as Mermaid of a version draws them in Chromium. */
export async function drawDiagrams(sources: readonly string[], version: string): Promise<readonly DrawnDiagram[]> {
  const library = await mermaidLibrary(version);
  const folder = await mkdtemp(join(tmpdir(), "airworthy-mermaid-page-"));
  try {
    const page = join(folder, "page.html");
    await writeFile(page, pageOf(sources, pathToFileURL(library).href));
    const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"];
    const { stdout } = await run(
      process.env["CHROMIUM"] ?? "chromium",
      [
        ...flags,
        `--user-data-dir=${join(folder, "profile")}`,
        "--virtual-time-budget=60000",
        "--dump-dom",
        pathToFileURL(page).href,
      ],
      { maxBuffer: 100_000_000 },
    );
    const answer = stdout.slice(stdout.lastIndexOf(START) + START.length, stdout.lastIndexOf(END));
    return JSON.parse(decodeURIComponent(answer));
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** The path of the browser build of a version of Mermaid. */
export async function mermaidLibrary(version: string): Promise<string> {
  return join(await npmProject([`mermaid@${version}`]), "node_modules", "mermaid", "dist", "mermaid.min.js");
}

function pageOf(sources: readonly string[], library: string): string {
  const embedded = JSON.stringify(sources).replaceAll("<", "\\u003c");
  return `<!doctype html><meta charset="utf-8"><body><script src="${library}"></script><script>
    const strings = (nodes) => [...nodes].map((node) => node.textContent);
    const draw = async (source, index) => {
      try {
        const { svg } = await mermaid.render("drawn" + index, source);
        const shown = document.body.appendChild(document.createElement("div"));
        shown.innerHTML = svg;
        const all = shown.querySelectorAll("svg *");
        return {
          error: null,
          title: strings(shown.querySelectorAll("title")).join(),
          texts: strings(shown.querySelectorAll("text")),
          bars: shown.querySelectorAll("g[class*=bar-plot] rect").length,
          lines: shown.querySelectorAll("g[class*=line-plot] path").length,
          tags: [...new Set([...all].map((node) => node.tagName))],
        };
      } catch (error) {
        return { error: String(error), title: "", texts: [], bars: 0, lines: 0, tags: [] };
      }
    };
    (async () => {
      mermaid.initialize({ startOnLoad: false, securityLevel: "strict" });
      const drawn = [];
      for (const [index, source] of ${embedded}.entries()) drawn.push(await draw(source, index));
      document.body.textContent = "${START}" + encodeURIComponent(JSON.stringify(drawn)) + "${END}";
    })();
  </script>`;
}
