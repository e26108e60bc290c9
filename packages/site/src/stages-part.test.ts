import { describe, expect, test } from "vitest";
import { exampleEvidence, exampleRef, exampleSite } from "./example-site.ts";
import { buildSite } from "./site.ts";
import type { SiteStageChange } from "./stage-input.ts";

const HOSTILE = `"><script>alert(1)</script>&amp; \u202E`;

/** What happened on a day of January 2026. */
function changeOn(day: number, given: Partial<SiteStageChange> = {}): SiteStageChange {
  return {
    model: "sentiment",
    stage: "production",
    stages: ["staging", "production"],
    move: "promote",
    on: new Date(Date.UTC(2026, 0, day)).toISOString(),
    by: "@ann",
    why: "",
    version: exampleRef("1.0.0"),
    before: null,
    ...given,
  };
}

function pageOf(stages: readonly SiteStageChange[]): string {
  const evidence = [exampleEvidence("first"), exampleEvidence("second", { ref: exampleRef("2.0.0") })];
  const files = [...buildSite(exampleSite({ evidence, stages })).files()];
  return files.find(({ path }) => path === "models/sentiment/index.html")?.text ?? "";
}

function rowsOf(page: string, label: string): readonly string[] {
  const [, table = ""] = new RegExp(`aria-label="${label}">(.*?)</table>`, "s").exec(page) ?? [];
  const rows = [...table.matchAll(/<tr role="row">(.*?)<\/tr>/gs)].map(([, row = ""]) => row);
  return rows.slice(1).map((row) =>
    row
      .replace(/<[^>]*>/g, " ")
      .replace(/\s+/g, " ")
      .trim(),
  );
}

describe("a model's stages", () => {
  const second = exampleRef("2.0.0");
  const history = [
    changeOn(1, { stage: "staging" }),
    changeOn(2),
    changeOn(3, { version: second, before: exampleRef("1.0.0"), by: "@bob" }),
    changeOn(4, { move: "rollback", before: second, by: "@carl", why: "toxic replies" }),
    changeOn(5, { stage: "old", version: exampleRef("0.1.0") }),
    changeOn(6, { model: "other", version: second }),
  ];
  const page = pageOf(history);

  test("whose evidence is there twice are shown once", () => {
    expect(pageOf([...history, ...history.toReversed()])).toBe(page);
  });

  test("are shown with what each has now, in the policy's order, what it has no longer last", () => {
    expect(rowsOf(page, "Stages")).toEqual([
      "staging 1.0.0 2026-01-01 00:00 UTC @ann",
      "production 1.0.0 2026-01-04 00:00 UTC @carl",
      "old 0.1.0 2026-01-05 00:00 UTC @ann",
    ]);
  });

  test("have a history, the newest first, with links to the versions that there are", () => {
    expect(page).toContain("<h2>5 changes of stages</h2>");
    expect(rowsOf(page, "Changes of stages").slice(0, 3)).toEqual([
      "2026-01-05 00:00 UTC old nothing known → 0.1.0 @ann",
      "2026-01-04 00:00 UTC production rolled back 2.0.0 → 1.0.0 @carl toxic replies",
      "2026-01-03 00:00 UTC production 1.0.0 → 2.0.0 @bob",
    ]);
    const folder = `models/sentiment/2.0.0-${second.sha256.slice(0, 12)}/index.html`;
    expect(page).toContain(`<a href="../../${folder}">2.0.0</a>`);
  });

  test("are the same whatever the order, though all happened at once", () => {
    const at = [1, 2, 3].flatMap((day) => [
      changeOn(1, { by: `@${day}` }),
      changeOn(1, { stage: "staging", why: `${day}` }),
    ]);
    expect(pageOf(at.toReversed())).toBe(pageOf(at));
  });

  test("are not spoken of where nothing is known of any", () => {
    expect(pageOf([])).not.toContain("Stages");
  });
});

test("texts of others are escaped and cut, and thousands of changes leave the page below 500 kB", () => {
  const stages = Array.from({ length: 5_000 }, (_, index) =>
    changeOn(1 + (index % 28), {
      stage: `stage-${index}`,
      by: HOSTILE,
      why: HOSTILE.repeat(30),
      version: exampleRef(HOSTILE.repeat(20)),
    }),
  );
  const page = pageOf(stages);
  expect(page).not.toContain("<script>alert");
  expect(page).toContain("And 4,900 earlier changes.");
  expect(Buffer.byteLength(page)).toBeLessThan(500_000);
});
