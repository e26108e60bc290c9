import { renderPage } from "@airworthy/report/page";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { biasAudit, CANDIDATE, SIGNED_FILE, stated } from "../../packages/governance/fixtures/example-checklist.ts";
import { parseSignOffs } from "../../packages/governance/src/checklist/sign-off-file.ts";
import { composeDossier } from "../../packages/governance/src/dossier/compose-dossier.ts";
import type { DossierEvidence, DossierInput } from "../../packages/governance/src/dossier/dossier-input.ts";
import { row, section } from "../../packages/report/test/sections.ts";
import { conforms } from "../harness/conforms.ts";
import { npmVersion } from "../harness/peer-versions.ts";
import { LOOKS, openBrowser, openPage, violationsOf } from "./reports/browser.ts";

const EMPTY: DossierInput = {
  subject: CANDIDATE,
  writtenOn: "2026-01-15",
  tool: { name: "airworthy", version: "0.1.0" },
  evidence: [],
  leftOut: 0,
  checklist: null,
  unproven: [],
  said: [],
  documents: [],
  standards: [],
  changes: [],
  inputs: [],
};

/** As long as words get that no browser can break. */
const LONG = "x".repeat(200);

const tests: DossierEvidence = {
  name: `airworthy-evidence/${LONG}.json`,
  sha256: "2".repeat(64),
  type: "https://in-toto.io/attestation/test-result/v0.1",
  class: null,
  madeOn: "2026-01-09T10:00:00Z",
  section: section({
    candidate: CANDIDATE,
    rows: [row("negation"), { ...row(LONG), verdict: "fail", change: "regression" }],
    folds: [{ kind: "fold", summary: "Examples", blocks: [{ kind: "code", text: LONG, language: "" }] }],
  }),
};

const FULL: DossierInput = {
  ...EMPTY,
  evidence: [
    tests,
    {
      ...tests,
      name: "audit.json",
      sha256: "1".repeat(64),
      type: "https://airworthy.dev/attestation/audit/v1",
      class: "bias",
    },
  ],
  leftOut: 1,
  checklist: stated({ evidence: [biasAudit(0.2)], signOffs: parseSignOffs(SIGNED_FILE, "sign-offs.yml") }).predicate,
  said: [{ topic: "purpose", text: `Finds spam. ${LONG}`, source: "airworthy.yml" }],
  documents: [{ item: "8", name: "declaration.pdf", sha256: "8".repeat(64) }],
  standards: ["ISO/IEC 42001:2023"],
  changes: [
    {
      recordedOn: "2026-01-01T00:00:00Z",
      version: CANDIDATE,
      commit: "c".repeat(40),
      verdict: "warn",
      title: "Ready, with care",
    },
  ],
  inputs: [{ name: "airworthy.yml", sha256: "7".repeat(64) }],
};

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe.each([
  ["empty", EMPTY],
  ["full", FULL],
])("a dossier that is %s", (_, input) => {
  const html = renderPage(composeDossier(input).notice);

  test.each(LOOKS)("has no fault at $width px in $colorScheme", async (looks) => {
    await using opened = await openPage(browser, html, looks);
    expect(await violationsOf(opened.page)).toEqual([]);
    expect(await opened.page.evaluate("document.documentElement.scrollWidth")).toBe(looks.width);
    expect(await opened.page.locator("script, iframe, object, embed, link, base, img").count()).toBe(0);
    expect(opened.trouble).toEqual([]);
    conforms({
      area: "Reports",
      claim: "dossiers without a violation, at each width, by day and by night",
      peer: "axe-core",
      version: await npmVersion("axe-core"),
      cases: 1,
    });
  });
});

test("a print is a document of several pages, with what its folds hold", async () => {
  await using opened = await openPage(browser, renderPage(composeDossier(FULL).notice), {
    width: 1280,
    colorScheme: "dark",
  });
  const pdf = await opened.page.pdf({ format: "A4" });
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  expect(pdf.toString("latin1").match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(2);
  await opened.page.emulateMedia({ media: "print" });
  const hidden = () =>
    opened.page
      .locator("details > :not(summary)")
      .evaluateAll((all) => all.filter((element) => !element.checkVisibility({ contentVisibilityAuto: true })).length);
  await expect.poll(hidden).toBe(0);
});
