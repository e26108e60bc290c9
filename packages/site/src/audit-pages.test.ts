import { posix } from "node:path";
import { describe, expect, test } from "vitest";
import type { SiteAudit } from "./audit-input.ts";
import { exampleAudit, exampleMove, examplePromotion, exampleRef, exampleRun, exampleSite } from "./example-site.ts";
import { buildSite } from "./site.ts";

const HOSTILE = `"><script>alert(1)</script><a href='javascript:x'>&amp; \u202E`;

function filesOf(audit: SiteAudit): ReadonlyMap<string, string> {
  const site = buildSite(exampleSite({ audit, runs: [exampleRun("1.0.0", 1)] }));
  const files = [...site.files()].map(({ path, text }) => [path, text] as const);
  expect(new Set(files.map(([path]) => path.toLowerCase())).size).toBe(files.length);
  return new Map(files);
}

const ROLLOUT = "audit-log/rollouts/sentiment/index.html";

describe("an audit log that holds", () => {
  const moves = [
    exampleMove(1, { move: "start" }),
    exampleMove(2, { why: "no more errors than before", isSigned: true }),
    exampleMove(3, {
      move: "rollback",
      denied: `sha256:${exampleRef("1.0.0").sha256}`,
      after: { phase: "rolled-back", step: null, share: 0, segment: null },
      pullRequest: null,
      run: "javascript:alert(1)",
    }),
    exampleMove(4, {
      rollout: { name: "Ranker", number: 2 },
      after: { phase: "running", step: 1, share: 0.05, segment: "staff" },
    }),
  ];
  const files = filesOf(exampleAudit(moves));

  test("is linked from the start page, with its verdict, and lists each rollout with how it stands", () => {
    expect(files.get("index.html")).toContain('<a href="audit-log/index.html">Audit log</a> of rollouts:');
    expect(files.get("index.html")).toContain("The audit log holds: 4 entries.");
    const page = files.get("audit-log/index.html") ?? "";
    expect(page).toContain("running, step 1: 5.0 % of staff");
    expect(page).toContain("rolled-back");
    expect(page).toContain("d".repeat(64));
  });

  test("has a page for each rollout: who, when, why, before and after, newest first", () => {
    const page = files.get(ROLLOUT) ?? "";
    const moved = [...page.matchAll(/<td [^>]*data-title="Move">(\w+)/g)].map(([, move]) => move);
    expect(moved).toEqual(["rollback", "advance", "start"]);
    expect(page).toContain("no more errors than before");
    expect(page).toContain("running, step 2: 30.0 % → rolled-back");
    expect(page).toContain(", signed");
    expect(page).toContain("@ann");
  });

  test("links pull requests, runs and the versions that the site has, and no other address", () => {
    const page = files.get(ROLLOUT) ?? "";
    expect(page).toContain('<a href="https://github.com/octo-org/models/pull/2">#2</a>');
    expect(page).toContain('<a href="https://github.com/octo-org/models/actions/runs/7">run</a>');
    expect(page).not.toContain("javascript:");
    for (const [path, text] of files) {
      for (const [, target = ""] of text.matchAll(/ href="((?!https:|#)[^"]*)"/g)) {
        expect(files.has(posix.join(posix.dirname(path), target)), `${path}: ${target}`).toBe(true);
      }
    }
    expect(page).toMatch(/href="\.\.\/\.\.\/\.\.\/models\/sentiment\/1\.0\.0-/);
  });
});

describe("promotions in the log", () => {
  const promotions = [
    examplePromotion(1, { stage: "staging", stable: null }),
    examplePromotion(2, { tags: ["sentiment@v1.0.0", "sentiment#production#2"] }),
    examplePromotion(3, { model: "index.html", actor: "@bob" }),
    examplePromotion(4, {
      move: "rollback",
      why: "toxic replies",
      denied: `sha256:${"b".repeat(64)}`,
      isSigned: true,
    }),
  ];
  const files = filesOf(exampleAudit([exampleMove(5)], { promotions }));

  test("are linked from the log's page, and listed by model and stage with what each has", () => {
    expect(files.get("index.html")).toContain("Audit log</a> of rollouts and promotions:");
    expect(files.get("audit-log/index.html")).toContain(
      '<a href="../audit-log/stages/index.html">Stages of models</a>: 4 changes.',
    );
    const page = files.get("audit-log/stages/index.html") ?? "";
    const stages = [...page.matchAll(/<a href="([^"]*)">([^<]*)<\/a><\/th><td [^>]*>([^<]*)</g)].map((found) =>
      found.slice(2),
    );
    expect(stages).toEqual([
      ["index.html", "production"],
      ["sentiment", "production"],
      ["sentiment", "staging"],
    ]);
    expect(page).toMatch(/href="\.\.\/\.\.\/models\/sentiment\/1\.0\.0-/);
  });

  test("have a page for each model: who, why, packages and tags, newest first", () => {
    const page = files.get("audit-log/models/sentiment/index.html") ?? "";
    const moved = [...page.matchAll(/data-title="Stage"><span [^>]*>\w+<\/span><div>(\w+)/g)].map(([, move]) => move);
    expect(moved).toEqual(["rollback", "promote", "promote"]);
    for (const text of [
      "toxic replies",
      ", signed",
      '<code class="whole">sentiment#production#2</code>',
      "commit cccccccccc<",
    ]) {
      expect(page).toContain(text);
    }
    expect(page).toContain('<a href="https://github.com/octo-org/models/pull/2">#2</a>');
    expect(page.match(/<small>had<\/small>/g)).toHaveLength(2);
    expect(files.get("audit-log/models/index.html/index.html")).toContain("@bob");
  });

  test("lead to no page that is not there", () => {
    for (const [path, text] of files) {
      for (const [, target = ""] of text.matchAll(/ href="((?!https:|#)[^"]*)"/g)) {
        expect(files.has(posix.join(posix.dirname(path), target)), `${path}: ${target}`).toBe(true);
      }
    }
  });
});

test("one that does not hold is told as such, with what is wrong, and without a table", () => {
  const findings = [
    `line 3 does not follow ${HOSTILE}`,
    ...Array.from({ length: 30 }, (_, index) => `line ${index} is empty`),
  ];
  const headline = "The audit log of 3 entries does not hold: line 3 does not follow";
  const files = filesOf(exampleAudit([], { verdict: "fail", headline, findings }));
  const page = files.get("audit-log/index.html") ?? "";
  expect(page).toContain('<span class="badge bad">');
  expect(page).toContain("does not hold: line 3");
  expect(page).toContain("And 11 more findings.");
  expect(page).not.toContain("<table");
  expect(page).not.toContain("<script>alert");
  expect(files.get("index.html")).toContain('<span class="badge bad">');
  expect([...files.keys()].filter((path) => path.startsWith("audit-log/"))).toEqual(["audit-log/index.html"]);
});

test("whatever things are called, nothing of it is markup, and no page is beyond 500 kB", () => {
  const long = `${HOSTILE}${"\u202E".repeat(900)}`;
  const moves = Array.from({ length: 1_000 }, (_, index) =>
    exampleMove(index + 1, {
      rollout: { name: index % 2 === 0 ? "index.html" : `page-${index}.html`, number: 1 },
      actor: long,
      why: long,
      run: long,
      denied: long,
      candidate: long,
      after: { phase: long, step: 1, share: 0.1, segment: long },
    }),
  );
  const promotions = Array.from({ length: 1_000 }, (_, index) => {
    const names = { model: index % 2 === 0 ? "index.html" : `page-${index}.html`, stage: long, tags: [long] };
    return examplePromotion(index + 1, {
      ...names,
      commit: long,
      actor: long,
      why: long,
      run: long,
      candidate: long,
    });
  });
  const files = filesOf(exampleAudit(moves, { findings: [long], promotions }));
  for (const [path, text] of files) {
    expect(Buffer.byteLength(text), path).toBeLessThan(500_000);
    expect(text, path).not.toMatch(/<script>alert|<a href='javascript/);
  }
  for (const folder of ["audit-log/rollouts/", "audit-log/models/"]) {
    expect([...files.keys()].filter((path) => path.startsWith(folder)).length).toBeGreaterThan(501);
  }
});

test("a site without an audit log says nothing of one", () => {
  const site = buildSite(exampleSite({ runs: [exampleRun("1.0.0", 1)] }));
  expect([...site.files()].filter(({ path, text }) => path.includes("audit") || /audit log/i.test(text))).toEqual([]);
});
