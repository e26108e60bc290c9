import { posix } from "node:path";
import { Script } from "node:vm";
import type { Block } from "@airworthy/report";
import { describe, expect, test } from "vitest";
import { exampleEvidence, exampleMetric, exampleRef, exampleRun, exampleSite } from "./example-site.ts";
import type { SiteInput } from "./input.ts";
import { buildSite } from "./site.ts";

function filesOf(input: SiteInput): ReadonlyMap<string, string> {
  const files = [...buildSite(input).files()];
  expect(new Set(files.map(({ path }) => path.toLowerCase())).size).toBe(files.length);
  return new Map(files.map(({ path, text }) => [path, text]));
}

const HOSTILE = `"><script>alert(1)</script><a href='javascript:x'>&amp; ../.. \u202E`;
const versions = ["1.0.0", "1.1.0", "1.2.0"];
const rich = exampleSite({
  runs: [
    ...versions.map((version, index) =>
      exampleRun(version, index + 1, {
        metrics: [exampleMetric(0.7 + index / 50)],
        baseline: index === 0 ? null : exampleRef(versions[index - 1] ?? null),
        evidence: [
          { type: "https://in-toto.io/attestation/test-result/v0.1", sha256: "c".repeat(64), verdict: "pass" },
        ],
      }),
    ),
    exampleRun("1", 9, { candidate: exampleRef(HOSTILE, HOSTILE), line: HOSTILE, title: HOSTILE, verdict: "fail" }),
  ],
  evidence: [
    exampleEvidence("tests", { verdict: "fail", headline: HOSTILE }),
    exampleEvidence("canary", { type: "https://airworthy.dev/attestation/canary-analysis/v1" }),
    exampleEvidence("promotion", { type: "https://airworthy.dev/attestation/promotion/v1" }),
    exampleEvidence("package", { type: "https://airworthy.dev/attestation/model-package/v1", isTest: false }),
  ],
  cards: new Map([[exampleRef("1.0.0").sha256, `# Card\n\n${HOSTILE}\n`]]),
  title: HOSTILE,
});

describe("a site", () => {
  const files = filesOf(rich);
  const pages = [...files].filter(([path]) => path.endsWith(".html"));

  test("has a page for each model and each version, and what pages need", () => {
    expect([...files.keys()].filter((path) => !path.includes("script"))).toEqual([
      ".nojekyll",
      "style.css",
      "search.js",
      "search-index.js",
      "404.html",
      ...["tests", "canary", "promotion", "package"]
        .map((text) => `evidence/${exampleEvidence(text).sha256}.json`)
        .toSorted(),
      `cards/${exampleRef("1.0.0").sha256}.md`,
      "index.html",
      "models/sentiment/index.html",
      ...versions
        .toReversed()
        .map((version) => `models/sentiment/${version}-${exampleRef(version).sha256.slice(0, 12)}/index.html`),
    ]);
    expect(pages.length).toBe(8);
  });

  test("links within itself only to what is there, and relatively", () => {
    let links = 0;
    for (const [path, text] of pages) {
      for (const [, target = ""] of text.matchAll(/(?:href|src|data-index)="([^"]*)"/g)) {
        if (target.startsWith("https://github.com/octo-org/models")) continue;
        links++;
        if (target.startsWith("#")) expect(text, path).toContain(`id="${target.slice(1)}"`);
        else expect(files.has(posix.join(posix.dirname(path), target)), `${path}: ${target}`).toBe(true);
      }
    }
    expect(links).toBeGreaterThan(40);
  });

  test("runs no script but its own file, and loads nothing from elsewhere", () => {
    for (const [path, text] of pages) {
      expect(text, path).toContain(
        `<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;`.replaceAll(
          "&#39;",
          path === "404.html" ? "'" : "&#39;",
        ),
      );
      expect(text.match(/<script/g)?.length ?? 0, path).toBe(path === "404.html" ? 0 : 1);
      expect(text, path).not.toMatch(/ on[a-z]+=|javascript:x'>|style="|<img|<iframe/);
    }
  });

  test("offers every evidence file and card byte by byte", () => {
    expect(files.get(`evidence/${exampleEvidence("tests").sha256}.json`)).toBe("tests");
    expect(files.get(`cards/${exampleRef("1.0.0").sha256}.md`)).toBe(`# Card\n\n${HOSTILE}\n`);
  });

  test("shows each part of a version's way under a heading, and none that is not there", () => {
    const first = files.get(`models/sentiment/1.0.0-${exampleRef("1.0.0").sha256.slice(0, 12)}/index.html`) ?? "";
    const headings = [...first.matchAll(/<h2 id="(.*?)">/g)].map(([, id]) => id);
    expect(headings).toEqual(["tests", "promotions", "rollouts", "package", "card", "evidence", "history"]);
    const last = files.get(`models/sentiment/1.2.0-${exampleRef("1.2.0").sha256.slice(0, 12)}/index.html`) ?? "";
    expect([...last.matchAll(/<h2 id="(.*?)">/g)].map(([, id]) => id)).toEqual(["evidence", "history"]);
    expect(last).toContain(
      `<a href="../../../models/sentiment/1.1.0-${exampleRef("1.1.0").sha256.slice(0, 12)}/index.html">1.1.0</a>`,
    );
  });

  test("its index finds every model and version by name and digest", () => {
    const sandbox: { airworthySearch?: unknown } = {};
    new Script(files.get("search-index.js") ?? "").runInNewContext(sandbox);
    const entries = JSON.stringify(sandbox.airworthySearch);
    for (const version of versions) expect(entries).toContain(exampleRef(version).sha256);
    expect(() => new Script(files.get("search.js") ?? "")).not.toThrow();
  });

  test("is the same for the same input, in whatever order", () => {
    const { runs, evidence } = rich;
    const turned = { ...rich, runs: runs.toReversed(), evidence: evidence.toReversed() };
    expect([...filesOf(turned)]).toEqual([...files]);
  });
});

test("of thousands of versions no page is beyond 500 kB, and every version can be reached", () => {
  const metrics = ["accuracy", "recall", "precision"].map((name, index) => exampleMetric(0.7 + index / 100, name));
  const runs = Array.from({ length: 5_000 }, (_, index) =>
    exampleRun(`1.${index}.0`, 1 + index, { metrics, line: `branch-${"x".repeat(80)}-${index}` }),
  );
  const files = filesOf(exampleSite({ runs }));
  const pages = [...files].filter(([path]) => path.endsWith(".html"));
  for (const [path, text] of pages) expect(Buffer.byteLength(text), path).toBeLessThan(500_000);
  const listed = pages
    .filter(([path]) => /^models\/sentiment\/[^/]+$/.test(path))
    .map(([, text]) => text)
    .join("");
  expect(new Set(listed.match(/href="[^"]*models\/sentiment\/1\.\d+\.0-[^"]*"/g)).size).toBe(5_000);
}, 60_000);

test("of thousands of runs of one version, as a long rollout makes, the newest are shown", () => {
  const evidence = (index: number) => [
    {
      type: "https://airworthy.dev/attestation/canary-analysis/v1",
      sha256: String(index).padStart(64, "0"),
      verdict: "pass" as const,
    },
  ];
  const runs = Array.from({ length: 5_000 }, (_, index) =>
    exampleRun("1", 1, { run: { id: index, attempt: 1 }, evidence: evidence(index) }),
  );
  const text = [...filesOf(exampleSite({ runs }))].find(([path]) => /sentiment\/1-/.test(path))?.[1] ?? "";
  expect(Buffer.byteLength(text)).toBeLessThan(500_000);
  expect(text).toContain("And 4,900 runs before these.");
  expect(text).toContain("The first 100 of 5,000 files.");
});

test("whatever things are called, and however much there is of one version, no page is beyond 500 kB", () => {
  // What takes the most bytes to show: "‹U+202E›" each.
  const long = (start: unknown) => `${start}${"\u202E".repeat(500)}`;
  const metrics = Array.from({ length: 50 }, (_, index) => exampleMetric(index / 50, long(index)));
  const refs = Array.from({ length: 60 }, (_, index) => exampleRef(long(index), long("model")));
  const ref = refs[0] ?? exampleRef("1");
  const runs = refs.flatMap((candidate, day) => {
    const run = { candidate, metrics, line: long(day), title: long(day), verdict: "fail" as const };
    return [exampleRun("", 1 + day, run), exampleRun("", 1, { ...run, candidate: ref, baseline: candidate })];
  });
  const chart: Block = {
    kind: "chart",
    title: "t",
    description: "d",
    drawing: { shape: "trend", unit: "rate", points: metrics.map(({ value }) => ({ label: "x", value })) },
  };
  const list: Block = { kind: "list", items: Array.from({ length: 10_000 }, long) };
  const evidence = Array.from({ length: 400 }, (_, index) => {
    const given = exampleEvidence(long(index), { ref, verdict: "fail", headline: long(index) });
    const folds = [{ kind: "fold", summary: "s", blocks: [index === 0 ? list : chart] }] as const;
    const rows = Array.from({ length: index === 1 ? 10_000 : 1 }, () => given.section.rows).flat();
    return { ...given, section: { ...given.section, title: long(""), folds, rows } };
  });
  const cards = new Map([[ref.sha256, long("card").repeat(20_000)]]);
  const files = filesOf(exampleSite({ title: long(""), runs, evidence, cards }));
  const pages = [...files].filter(([path]) => path.endsWith(".html"));
  for (const [path, text] of pages) expect(Buffer.byteLength(text), path).toBeLessThan(500_000);
  const largest = pages.map(([, text]) => text).toSorted((a, b) => b.length - a.length)[0];
  expect(largest).toContain("rows shown");
  expect(largest).toMatch(/No room for \d+ parts/);
}, 60_000);

test("an evidence file is saved as what it is, however it was called", () => {
  const named = (name: string) => {
    const evidence = [{ ...exampleEvidence("a"), name }];
    return /download="(.*?)"/.exec([...filesOf(exampleSite({ evidence }))].map(([, text]) => text).join(""))?.[1];
  };
  expect(named("compare-metrics.json")).toBe("compare-metrics.json");
  for (const name of ["report.html", "x.json.hta", ".json", "..json", "a b.json", "\u202E.json", " "]) {
    expect(named(name)).toBe("evidence.json");
  }
});

test("an address of the site leads home from a page that is not there; another scheme does not", () => {
  const home = (address: string) => filesOf(exampleSite({ address, runs: [exampleRun("1", 1)] })).get("404.html");
  expect(home("https://octo-org.github.io/models/")).toContain('<a href="https://octo-org.github.io/models/">');
  expect(home("javascript:alert(1)")).not.toContain("<a ");
});
