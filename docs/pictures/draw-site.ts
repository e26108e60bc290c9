import { mkdir, mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildSite } from "@airworthy/site";
import { exampleRef, exampleRun, exampleSite } from "../../packages/site/src/example-site.ts";
import { openBrowser } from "../../test/interop/reports/browser.ts";

/** Draws the pictures of docs/site.md: pages of a made-up site, as a browser shows them. */

const WIDTH = 1180;
const VERSIONS = 9;
/** Titles as a report has them, by the rest of a version's number divided by their count. */
const STANDINGS = [
  { verdict: "pass", title: "Ready: 2 improvements · 31 stable" },
  { verdict: "pass", title: "Ready: 33 stable" },
  { verdict: "warn", title: "Ready, with care: 2 to watch · 31 stable" },
  { verdict: "fail", title: "Not ready: 1 regression · 32 stable" },
  { verdict: "inconclusive", title: "Undecided: 1 without enough evidence · 32 stable" },
] as const;

const runs = ["review-sentiment", "acme/toxicity", "invoice-fields"].flatMap((name, model) =>
  Array.from({ length: VERSIONS }, (_, index) => {
    const wave = Math.sin(index * 1.7 + model);
    return exampleRun(`1.${index}.0`, 1 + 3 * index + model, {
      candidate: exampleRef(`1.${index}.0`, name),
      line: index % 4 === 3 ? `pull/${40 + index}` : "main",
      ...(STANDINGS[(index + model) % STANDINGS.length] ?? STANDINGS[0]),
      metrics: [
        { name: "accuracy", value: 0.71 + 0.008 * index + 0.012 * wave, unit: "rate", better: "higher" },
        { name: "negation, fails", value: 0.31 - 0.02 * index + 0.02 * wave, unit: "rate", better: "lower" },
        { name: "latency p95", value: 118 + 4 * wave + index, unit: "milliseconds", better: "lower" },
      ],
    });
  }),
);
const PICTURES = [
  { name: "site", path: "index.html", height: 560 },
  { name: "site-model", path: "models/review-sentiment/index.html", height: 980 },
] as const;

await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-site-"));
for (const { path, text } of buildSite(exampleSite({ title: "Octo models", runs })).files()) {
  await mkdir(dirname(join(folder.path, path)), { recursive: true });
  await writeFile(join(folder.path, path), text);
}
const browser = await openBrowser();
try {
  for (const { name, path, height } of PICTURES) {
    const page = await browser.newPage({ viewport: { width: WIDTH, height } });
    await page.goto(pathToFileURL(join(folder.path, path)).href);
    await page.screenshot({ path: join(import.meta.dirname, `${name}.png`) });
  }
} finally {
  await browser.close();
}
