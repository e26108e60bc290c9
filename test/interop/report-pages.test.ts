import { composeReport } from "@airworthy/report";
import { renderPage } from "@airworthy/report/page";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CONTEXT, row, section } from "../../packages/report/test/sections.ts";
import { conforms } from "../harness/conforms.ts";
import { npmVersion } from "../harness/peer-versions.ts";
import { LOOKS, openBrowser, openPage, violationsOf } from "./reports/browser.ts";
import { REPORT_STORIES, reportNamed } from "./reports/report-stories.ts";

const DESKTOP = { width: 1280, colorScheme: "light" } as const;
const MOST_BYTES = 500_000;
/** More than any story has to focus on. */
const MOST_STEPS = 200;

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** The story whose page is so long that one look is enough. */
const LONG = "many-rows";

describe.each(REPORT_STORIES)("the page “$name”", ({ name, report }) => {
  const html = () => renderPage(report);

  test.each(name === LONG ? LOOKS.slice(-1) : LOOKS)("has no fault at $width px in $colorScheme", async (looks) => {
    await using opened = await openPage(browser, html(), looks);
    const { page, trouble } = opened;
    expect(await violationsOf(page)).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(looks.width);
    expect(await page.locator("script, iframe, object, embed, link, base, [onload], [onerror]").count()).toBe(0);
    expect(trouble).toEqual([]);
    conforms({
      area: "Reports",
      claim: "pages of reports without a violation, at each width, by day and by night",
      peer: "axe-core",
      version: await npmVersion("axe-core"),
      cases: 1,
    });
  });

  test("shows on paper what its folds hold", async () => {
    await using opened = await openPage(browser, html(), DESKTOP);
    const hidden = () =>
      opened.page
        .locator("details > :not(summary)")
        .evaluateAll(
          (all) => all.filter((element) => !element.checkVisibility({ contentVisibilityAuto: true })).length,
        );
    const folds = await opened.page.locator("details").count();
    expect(await hidden()).toBe(folds);
    await opened.page.emulateMedia({ media: "print" });
    // The browser lays the page out anew after it was told.
    await expect.poll(hidden).toBe(0);
  });

  test("is small", () => {
    expect(Buffer.byteLength(html())).toBeLessThan(MOST_BYTES);
  });
});

test("every fold and every wide table is reached and opened by keyboard, from the top to the end", async () => {
  await using opened = await openPage(browser, renderPage(reportNamed("regression")), DESKTOP);
  const { page } = opened;
  const folds = await page.locator("main > details").count();
  expect(folds).toBeGreaterThan(3);
  const reached: string[] = [];
  for (let step = 0; step < MOST_STEPS; step++) {
    await page.keyboard.press("Tab");
    const name = await page.evaluate<string>("document.activeElement.tagName");
    if (name === "BODY") break;
    reached.push(name);
    if (name === "SUMMARY") await page.keyboard.press("Enter");
  }
  expect(reached.length).toBeLessThan(MOST_STEPS);
  expect(await page.locator("main > details[open]").count()).toBe(folds);
  expect(reached.filter((name) => name === "DIV").length).toBe(await page.locator(".frame").count());
});

test("a page of 10,000 rows is no larger than others", () => {
  const rows = Array.from({ length: 10_000 }, (_, index) => row(`test ${index}, fails`));
  const changed = rows.map((given) => ({ ...given, change: "regression", verdict: "fail" }) as const);
  for (const all of [rows, changed]) {
    const html = renderPage(composeReport([section({ rows: all })], CONTEXT));
    expect(Buffer.byteLength(html)).toBeLessThan(MOST_BYTES);
  }
});
