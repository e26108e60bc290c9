import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { renderPage } from "@airworthy/report/page";
import type { Browser } from "playwright-core";
import { type Looks, openBrowser, openPage } from "../../test/interop/reports/browser.ts";
import { needCmark } from "../../test/interop/reports/cmark.ts";
import { COMMENT_STORIES } from "../../test/interop/reports/comment-stories.ts";
import { reportNamed } from "../../test/interop/reports/report-stories.ts";
import { commentPage, openFirstFolds } from "./github-comment.ts";

/**
 * Draws the pictures of the documentation: the demo's comment, and the stories' comments and pages as GitHub and browsers
 * show them. Run `npm run demo` first; brings Chromium and cmark-gfm where they are missing (CHROMIUM may say where it is).
 */
interface Picture {
  readonly name: string;
  readonly html: string;
  readonly width: number;
  readonly colorScheme?: Looks["colorScheme"];
  /** What is below is cut off. */
  readonly height: number;
  /** Device pixels a pixel; SCALE unless given. */
  readonly scale?: number;
  /** So many of the folds are open. */
  readonly openFolds?: number;
}

const DEMO = ["examples", "review-sentiment", "output", "airworthy-report", "report.md"];
const DESKTOP = 920;
const PHONE = 390;
const SCALE = 1.5;
/** A page of documentation is to load quickly. */
const MOST_BYTES = 250_000;

await needCmark();
const browser = await openBrowser();
try {
  for (const picture of await pictures()) await draw(browser, picture);
} finally {
  await browser.close();
}

async function pictures(): Promise<readonly Picture[]> {
  const demo = await readFile(join(import.meta.dirname, "..", "..", ...DEMO), "utf8");
  const regression = await commentPage(commentNamed("regression"));
  const page = renderPage(reportNamed("regression"));
  return [
    { name: "comment", html: await commentPage(demo), width: DESKTOP, height: 900, scale: 1.25 },
    { name: "regression", html: regression, width: DESKTOP, height: 900 },
    { name: "regression-dark", html: regression, width: DESKTOP, height: 900, colorScheme: "dark" },
    { name: "regression-phone", html: regression, width: PHONE, height: 1200 },
    { name: "regression-open", html: regression, width: DESKTOP, height: 1510, scale: 1, openFolds: 3 },
    ...(await Promise.all(
      ["all-well", "undecided", "several-jobs", "running-again", "no-result", "canary-undecided"].map(async (name) => ({
        name,
        html: await commentPage(commentNamed(name)),
        width: DESKTOP,
        height: 900,
      })),
    )),
    { name: "page", html: page, width: DESKTOP, height: 1000 },
    { name: "page-phone", html: page, width: PHONE, height: 1200, colorScheme: "dark" },
  ];
}

function commentNamed(name: string): string {
  const found = COMMENT_STORIES.find((story) => story.name === name);
  if (found === undefined) throw new TypeError(`there is no story ${name}`);
  return found.markdown;
}

async function draw(into: Browser, picture: Picture): Promise<void> {
  const { name, html, width, height, colorScheme = "light", scale = SCALE, openFolds = 0 } = picture;
  await using opened = await openPage(into, html, { width, colorScheme, scale });
  const { page } = opened;
  if (openFolds > 0) await openFirstFolds(page, openFolds);
  const path = join(import.meta.dirname, `${name}.png`);
  const whole = await page.evaluate<number>("document.body.getBoundingClientRect().bottom");
  await page.screenshot({ path, fullPage: true, clip: { x: 0, y: 0, width, height: Math.min(height, whole) } });
  const { size } = await stat(path);
  if (size > MOST_BYTES) throw new RangeError(`${name}.png has ${size} bytes; ${MOST_BYTES} are allowed`);
}
