import { mkdir, mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildSite } from "@airworthy/site";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  exampleAudit,
  exampleEvidence,
  exampleMetric,
  exampleMove,
  exampleRef,
  exampleRun,
  exampleSite,
} from "../../packages/site/src/example-site.ts";
import { slugOf } from "../../packages/site/src/slug.ts";
import { conforms } from "../harness/conforms.ts";
import { npmVersion } from "../harness/peer-versions.ts";
import { LOOKS, openBrowser, violationsOf } from "./reports/browser.ts";

const HOSTILE = '"><img src=x onerror="document.title=1"> @team `a|b` \u202E';
const VERSIONS = 12;

/** Three models, one with a hostile name; one whose names show nothing; a version with all that a page can have. */
const site = buildSite(
  exampleSite({
    title: "Octo models",
    runs: ["sentiment", "acme/toxicity", HOSTILE, " "].flatMap((name, model) =>
      Array.from({ length: VERSIONS }, (_, index) => {
        const version = name.trim() === "" ? " ".repeat(index) : `1.${index}.0`;
        const verdict = (["pass", "warn", "fail", "inconclusive", "error"] as const)[(index + model) % 5] ?? "pass";
        const metrics = [exampleMetric(0.7 + index / 100), exampleMetric(0.6 + Math.sin(index) / 20, HOSTILE)];
        const baseline = index === 0 ? null : exampleRef(name.trim() === "" ? "" : `1.${index - 1}.0`, name);
        return exampleRun(version, index + 1, { candidate: exampleRef(version, name), baseline, verdict, metrics });
      }),
    ),
    evidence: [
      exampleEvidence("tests", { verdict: "fail", headline: HOSTILE }),
      exampleEvidence("canary", { type: "https://airworthy.dev/attestation/canary-analysis/v1" }),
      exampleEvidence("package", { type: "https://airworthy.dev/attestation/model-package/v1", isTest: false }),
    ],
    audit: exampleAudit([
      exampleMove(1, { move: "start", actor: HOSTILE, why: HOSTILE, run: HOSTILE }),
      exampleMove(2, { isSigned: true }),
      exampleMove(3, { move: "rollback", denied: `sha256:${exampleRef("1.0.0").sha256}`, why: "negations fail" }),
    ]),
    cards: new Map([
      [exampleRef("1.0.0").sha256, `# Card\n\n| a | b |\n| - | - |\n| ${HOSTILE} | 1 |\n\n\`\`\`\ncode\n\`\`\`\n`],
    ]),
  }),
);
const digits = (version: string) => exampleRef(version).sha256.slice(0, 12);
const PAGES = [
  "index.html",
  "models/sentiment/index.html",
  `models/sentiment/1.0.0-${digits("1.0.0")}/index.html`,
  `models/${slugOf(" ")}/${slugOf("  ")}-${exampleRef("  ", " ").sha256.slice(0, 12)}/index.html`,
  "audit-log/index.html",
  "audit-log/rollouts/sentiment/index.html",
  "404.html",
];

let browser: Browser;
let folder: Awaited<ReturnType<typeof mkdtempDisposable>>;
beforeAll(async () => {
  browser = await openBrowser();
  folder = await mkdtempDisposable(join(tmpdir(), "airworthy-site-"));
  for (const { path, text } of site.files()) {
    await mkdir(dirname(join(folder.path, path)), { recursive: true });
    await writeFile(join(folder.path, path), text);
  }
});
afterAll(async () => {
  await browser.close();
  await folder.remove();
});

interface Opened extends AsyncDisposable {
  readonly page: Page;
  /** What the page tried beyond the site's own files, and what went wrong. */
  readonly trouble: readonly string[];
}

async function open(path: string, options: BrowserContextOptions = {}): Promise<Opened> {
  const context = await browser.newContext(options);
  const trouble: string[] = [];
  const page = await context.newPage();
  const home = pathToFileURL(folder.path).href;
  page.on("request", (request) => {
    if (!request.url().startsWith(home)) trouble.push(`request: ${request.url()}`);
  });
  page.on("requestfailed", (request) => trouble.push(`failed: ${request.url()}`));
  page.on("console", (message) => trouble.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => trouble.push(`error: ${error.message}`));
  await page.goto(`${home}/${path}`);
  return { page, trouble, [Symbol.asyncDispose]: () => context.close() };
}

describe.each(PAGES)("%s, opened from a disk", (path) => {
  test.each(LOOKS)("has no fault at $width px in $colorScheme", async ({ width, colorScheme }) => {
    await using opened = await open(path, { viewport: { width, height: 900 }, colorScheme });
    const { page, trouble } = opened;
    expect(trouble).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
    expect(await page.locator("img, iframe, object, embed, base, [onload], [onerror]").count()).toBe(0);
    expect(await page.title()).not.toBe("1");
    expect(await violationsOf(page)).toEqual([]);
    conforms({
      area: "Reports",
      claim: "pages of the site without a violation, at each width, by day and by night",
      peer: "axe-core",
      version: await npmVersion("axe-core"),
      cases: 1,
    });
  });

  test("says the same without JavaScript", async () => {
    await using plain = await open(path, { javaScriptEnabled: false });
    await using scripted = await open(path);
    const words = (page: Page) => page.locator("main").innerText();
    expect(await words(plain.page)).toBe(await words(scripted.page));
    expect(await plain.page.locator("input").count()).toBe(0);
  });
});

describe("the search", () => {
  test("finds versions by name and digest, and is gone through by keyboard", async () => {
    await using opened = await open(`models/sentiment/1.0.0-${digits("1.0.0")}/index.html`);
    const { page, trouble } = opened;
    const results = page.locator("#search-results a");
    await page.getByRole("searchbox", { name: "Search" }).focus();
    await page.keyboard.type("toxicity 1.7");
    await expect.poll(() => results.count()).toBe(1);
    expect(await page.getByRole("status").innerText()).toBe("1 result");
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press("ArrowDown");
    await Promise.all([page.waitForURL(/acme\+toxicity\/1\.7\.0/), page.keyboard.press("Enter")]);
    expect(await page.locator("h1").innerText()).toBe("acme/toxicity 1.7.0");
    await page.getByRole("searchbox").fill(digits("1.3.0"));
    await expect.poll(() => results.allInnerTexts()).toEqual([expect.stringContaining("sentiment 1.3.0")]);
    expect(trouble.filter((line) => !line.includes("style.css") && !line.includes("preload"))).toEqual([]);
  });

  test("shows a name as it is, says where nothing is found, and is emptied by Escape", async () => {
    await using opened = await open("index.html");
    const { page } = opened;
    const list = page.locator("#search-results");
    const box = page.getByRole("searchbox");
    await box.fill("<img");
    await expect.poll(() => list.locator("a").count()).toBe(VERSIONS + 1);
    expect(await list.locator("img").count()).toBe(0);
    for (const words of ["nothing of that name", "index.html"]) {
      await box.fill(words);
      await expect.poll(() => list.innerText()).toBe("Nothing found");
    }
    await page.keyboard.press("Escape");
    expect(await box.inputValue()).toBe("");
    expect(await list.isVisible()).toBe(false);
  });
});

test("every link of the start page is reached by keyboard, first of all the one to the content", async () => {
  await using opened = await open("index.html");
  const { page } = opened;
  const reached = new Set<string>();
  for (let step = 0; step < 100; step++) {
    await page.keyboard.press("Tab");
    const href = await page.evaluate<string | null>("document.activeElement.getAttribute('href')");
    if (step === 0) expect(href).toBe("#content");
    if (href !== null) reached.add(href);
    if ((await page.evaluate<string>("document.activeElement.tagName")) === "BODY") break;
  }
  const all = await page
    .locator("a[href]")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  expect([...reached].toSorted()).toEqual([...new Set(all)].toSorted());
});

test("on paper the search and the ways through the site are left out, and nothing is cut", async () => {
  await using opened = await open(PAGES[2] ?? "", { viewport: { width: 800, height: 900 } });
  const { page } = opened;
  await page.emulateMedia({ media: "print" });
  for (const way of [".search", ".crumbs", ".contents"]) expect(await page.locator(way).isVisible(), way).toBe(false);
  expect(await page.locator("h1").isVisible()).toBe(true);
  const scrolling =
    "[...document.querySelectorAll('main *')].filter((one) => getComputedStyle(one).overflowX === 'auto')";
  const cut = await page.evaluate<readonly string[]>(`${scrolling}.map(({ outerHTML }) => outerHTML)`);
  expect(cut).toEqual([]);
});
