import { mkdir, mkdtempDisposable, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type ComparisonPredicate, parseComparison } from "@airworthy/comparison";
import { formatStatement, parseStatement } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { COMPARISON_INPUTS, type ComparisonInputs } from "../../../test/harness/comparison-inputs.ts";
import { silentPorts } from "../../../test/harness/silent-ports.ts";
import { compareMetrics } from "./compare-metrics.ts";

type Rows = readonly Readonly<Record<string, unknown>>[];

const jsonLines = (rows: Rows) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

/** Runs the verb on files of a folder of its own; `also` are read back after it. */
async function run(files: Record<string, string>, given: Partial<ComparisonInputs>, also: readonly string[] = []) {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-kinds-"));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder.path, name)), { recursive: true });
    await writeFile(join(folder.path, name), content);
  }
  const ports = silentPorts(folder.path, { now: () => new Date("2026-11-22T12:00:00Z") });
  const outcome = await compareMetrics.run({ ...COMPARISON_INPUTS, ...given }, ports);
  const [file] = outcome.evidence;
  if (file === undefined) throw new Error("no evidence");
  const text = formatStatement(file.statement);
  const written = await Promise.all(also.map((name) => readFile(join(folder.path, name), "utf8")));
  return { outcome, text, predicate: parseComparison(parseStatement(text, file.name)), written };
}

const changes = ({ findings }: ComparisonPredicate) => findings.map(({ id, change }) => `${id} ${change}`);

/** Values that look random and are not: of a multiplicative generator, each from 0 to 1. */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

test("regression: errors of numbers, where lower is better and R2 higher", async () => {
  const next = noise(1);
  const labels = Array.from({ length: 200 }, () => 10 * next());
  const table = (spread: number) =>
    jsonLines(labels.map((label, id) => ({ id, label, prediction: label + spread * (next() - 0.5) })));
  const { predicate, outcome } = await run(
    { "new.jsonl": table(4), "old.jsonl": table(1) },
    { baseline: "old.jsonl", task: "regression" },
  );
  expect(outcome.verdict).toBe("fail");
  expect(changes(predicate)).toEqual(["mae regression", "rmse regression", "r2 regression"]);
  expect(predicate.findings.map(({ methods }) => methods.interval)).toEqual([
    "paired-t",
    "delta-method",
    "delta-method",
  ]);
});

test("multi-label: sets of classes as JSON lists, and as CSV with |", async () => {
  const sets = Array.from({ length: 90 }, (_, row) => (row % 3 === 0 ? ["a", "b"] : row % 3 === 1 ? ["b"] : ["a"]));
  const wrong = sets.map((set, row) => (row < 30 ? ["a"] : set));
  const json = jsonLines(sets.map((label, id) => ({ id, label, prediction: wrong[id] })));
  const csv = `id,label,prediction\n${sets.map((label, id) => `${id},${label.join("|")},${label.join("|")}`).join("\n")}\n`;
  const { predicate } = await run(
    { "new.jsonl": json, "old.csv": csv },
    { baseline: "old.csv", task: "multi-label", metrics: ["accuracy", "hamming-loss", "f1(class=b)"] },
  );
  expect(changes(predicate)).toEqual(["accuracy regression", "hamming-loss regression", "f1(class=b) regression"]);
  // Of the first thirty rows ten are {a, b}, ten {b} and ten {a}: twenty sets are wrong, in 10 + 20 of 180 decisions.
  expect(predicate.findings[0]?.candidate).toBeCloseTo(70 / 90, 12);
  expect(predicate.findings[1]?.candidate).toBeCloseTo(30 / 180, 12);
  expect(predicate.classes.names).toEqual(["a", "b"]);
});

test("ranking: a row is a query with its relevant items and what was recommended", async () => {
  const table = (first: boolean) =>
    jsonLines(
      Array.from({ length: 60 }, (_, id) => ({
        id,
        label: ["x"],
        prediction: first ? ["x", "y", "z"] : ["y", "x", "z"],
      })),
    );
  const { predicate } = await run(
    { "new.jsonl": table(false), "old.jsonl": table(true) },
    { baseline: "old.jsonl", task: "ranking", metrics: ["mrr", "hit-rate(k=3)", "ndcg@10"] },
  );
  expect(predicate.findings.map(({ id, candidate, change }) => [id, candidate, change])).toEqual([
    ["mrr", 0.5, "regression"],
    ["hit-rate(k=3)", 1, "insufficient-evidence"],
    // The gain of the second place: 1 / log2(3).
    ["ndcg(k=10)", expect.closeTo(1 / Math.log2(3), 12), "regression"],
  ]);
});

test("text: exact match and token F1, the labels compared by their hash", async () => {
  const rows = Array.from({ length: 50 }, (_, id) => ({ id, label: ["The Eiffel Tower", "Eiffel"], answer: id }));
  const table = (text: string) => jsonLines(rows.map(({ id, label }) => ({ id, label, prediction: text })));
  const { predicate } = await run(
    { "new.jsonl": table("eiffel tower, Paris"), "old.jsonl": table("eiffel tower!") },
    { baseline: "old.jsonl", task: "text" },
  );
  // Two of three words, of two: precision 2/3, recall 1.
  expect(predicate.findings.map(({ candidate }) => candidate)).toEqual([0, expect.closeTo(0.8, 12)]);
  const other = table("eiffel tower!").replace("Eiffel Tower", "Big Ben");
  await expect(
    run({ "new.jsonl": table("x"), "old.jsonl": other }, { baseline: "old.jsonl", task: "text" }),
  ).rejects.toThrow(/differ in "label" in 1 row: ids "0"/);
});

test("rows that belong together are one observation, not many", async () => {
  const rows = (lost: (user: number) => boolean) =>
    jsonLines(
      Array.from({ length: 400 }, (_, id) => {
        const user = id % 40;
        return { id, user: `u${user}`, label: "a", prediction: lost(user) ? "b" : "a" };
      }),
    );
  const files = { "new.jsonl": rows((user) => user < 3), "old.jsonl": rows(() => false) };
  const given = { baseline: "old.jsonl", metrics: ["accuracy"] };
  const apart = await run(files, given);
  expect(changes(apart.predicate)).toEqual(["accuracy regression"]);
  const together = await run(files, { ...given, cluster: "user" });
  expect(together.predicate.findings[0]).toMatchObject({ methods: { interval: "cluster-robust" } });
  expect(changes(together.predicate)).toEqual(["accuracy possible-regression"]);
  const few = {
    "new.jsonl": files["new.jsonl"].replaceAll(/"u[0-9]+"/g, '"u"'),
    "old.jsonl": files["old.jsonl"].replaceAll(/"u[0-9]+"/g, '"u"'),
  };
  expect((await run(few, { ...given, cluster: "user" })).predicate.reasonCode).toBe("too-few-clusters");
});

test("weights count rows more or less, and are part of what both versions must agree on", async () => {
  const rows = (heavy: number) =>
    jsonLines(
      Array.from({ length: 100 }, (_, id) => ({
        id,
        label: "a",
        prediction: id < 50 ? "a" : "b",
        weight: id < 50 ? heavy : 1,
      })),
    );
  const { predicate } = await run({ "new.jsonl": rows(3) }, { metrics: ["accuracy: floor=0.75"], classes: ["a", "b"] });
  expect(predicate).toMatchObject({ verdict: "pass", settings: { weighted: true }, findings: [{ candidate: 0.75 }] });
  await expect(
    run({ "new.jsonl": rows(3), "old.jsonl": rows(2) }, { baseline: "old.jsonl", metrics: ["accuracy"] }),
  ).rejects.toThrow(/differ in "weight" in 50 rows/);
  await expect(run({ "new.jsonl": rows(3).replaceAll(/"weight":\d/g, '"weight":0') }, {})).rejects.toThrow(
    /every weight is 0/,
  );
});

const labelled = (right: number) =>
  jsonLines(
    Array.from({ length: 2000 }, (_, id) => ({
      id,
      label: id % 2 ? "a" : "b",
      prediction: id < right ? (id % 2 ? "a" : "b") : "a",
    })),
  );

test("the evidence of an earlier run can stand for its rows: unpaired, and only where the runs are comparable", async () => {
  const earlier = await run({ "new.jsonl": labelled(1800) }, { metrics: ["accuracy: floor=0", "macro-f1: floor=0"] });
  const files = { "new.jsonl": labelled(1400), "old.json": earlier.text };
  const given = { baseline: "old.json", metrics: ["accuracy", "macro-f1"] };
  const { predicate } = await run(files, given);
  expect(changes(predicate)).toEqual(["accuracy regression", "macro-f1 regression"]);
  expect(predicate.findings.map(({ methods }) => methods.test)).toEqual(["fisher-exact", "welch"]);
  await expect(run(files, { ...given, seed: 7, positive: "a" })).rejects.toThrow(
    /cannot be compared with old\.json:\n {2}the positive class: "a", but null before\n {2}seed: 7, but 0 before/,
  );
  const others = { ...files, "new.jsonl": labelled(1400).replace('"label":"b"', '"label":"a"') };
  await expect(run(others, given)).rejects.toThrow(
    /data \(ids and labels\): "[0-9a-f]{16}", but "[0-9a-f]{16}" before/,
  );
});

test("a waiver turns a regression up to its ceiling into a warning; waivers that do nothing are told", async () => {
  const waivers = (ceiling: number, expires: string) =>
    `waivers:\n  - metric: accuracy\n    ceiling: ${ceiling}\n    reason: relabelling\n    owner: ann\n    expires: ${expires}\n`;
  const compare = (text: string) =>
    run(
      { "new.jsonl": labelled(1600), "old.jsonl": labelled(1800), ".airworthy/waivers.yml": text },
      { baseline: "old.jsonl", metrics: ["accuracy"] },
    );
  const waived = await compare(waivers(0.06, "2026-11-22"));
  expect(waived.outcome).toMatchObject({ verdict: "warn", reasonCode: "waived" });
  expect(waived.predicate.findings[0]).toMatchObject({ change: "regression", waiver: { owner: "ann" } });
  expect(waived.outcome.headline).toMatch(/waived by ann until 2026-11-22: relabelling$/);
  for (const [text, reason] of [
    [waivers(0.04, "2026-11-22"), "exceeded"],
    [waivers(0.06, "2026-11-21"), "expired"],
    [waivers(0.06, "2026-12-01").replace("accuracy", "macro-f1"), "unused"],
  ] as const) {
    const { outcome, predicate } = await compare(text);
    expect(outcome.verdict).toBe("fail");
    expect(predicate.waivers?.idle).toMatchObject([{ reason }]);
    expect(outcome.annotations.at(-1)?.message).toMatch(/^The waiver of \S+ by ann, until 2026-1\d-\d\d, did nothing/);
  }
});

test("the section metrics of the configuration says what is compared where the input does not", async () => {
  const files = {
    "new.jsonl": labelled(1800),
    "airworthy.yml": 'metrics: ["mcc: floor=0.95", "kappa: informational"]\n',
  };
  const { predicate, outcome } = await run(files, {});
  expect(outcome).toMatchObject({ verdict: "fail", reasonCode: "floor-not-reached" });
  expect(predicate.settings.metrics).toEqual(["mcc: floor=0.95", "kappa: informational"]);
  expect((await run(files, { metrics: ["accuracy: floor=0.5"] })).outcome.verdict).toBe("pass");
  await expect(run({ ...files, "airworthy.yml": "metrics: []\n" }, {})).rejects.toThrow(
    /airworthy\.yml is not valid:\n {2}line 1, metrics: a list was given; it must not be empty/,
  );
});

test("metrics.json has the candidate's metrics in DVC's form, and can itself be compared", async () => {
  const { written } = await run(
    { "new.jsonl": labelled(1800) },
    { metrics: ["accuracy: floor=0.5"], "metrics-json": "out/../metrics.json" },
    ["metrics.json"],
  );
  const [text = ""] = written;
  expect(JSON.parse(text)).toEqual({ accuracy: 0.95 });
  const { predicate } = await run(
    { "new.json": text, "old.json": '{"accuracy": 0.99}' },
    {
      candidate: "new.json",
      baseline: "old.json",
    },
  );
  expect(predicate).toMatchObject({ kind: "metrics", verdict: "fail", findings: [{ reasonCode: "beyond-margin" }] });
});

test("test results pair by name; inputs about rows are refused for files that have none", async () => {
  const junit = (failures: number) =>
    `<testsuite>${Array.from({ length: 50 }, (_, index) => `<testcase classname="c" name="t${index}">${index < failures ? "<failure/>" : ""}</testcase>`).join("")}</testsuite>`;
  const given = { candidate: "new.xml", baseline: "old.xml" };
  const files = { "new.xml": junit(12), "old.xml": junit(0) };
  const { predicate } = await run(files, given);
  expect(predicate).toMatchObject({
    kind: "tests",
    verdict: "fail",
    findings: [{ id: "pass-rate", candidate: 0.76 }],
  });
  await expect(run(files, { ...given, slices: ["suite"] })).rejects.toThrow(
    /slices was given, but new\.xml is no table of rows/,
  );
});

test("tests of the baseline that did not run are warned of: what failed may have been skipped", async () => {
  const report = (skipped: number) => {
    const cases = Array.from(
      { length: 40 },
      (_, row) => `<testcase name="t${row}">${row < skipped ? "<skipped/>" : ""}`,
    );
    return `<testsuite>${cases.join("</testcase>")}</testcase></testsuite>`;
  };
  const files = { "new.xml": report(3), "old.xml": report(0) };
  const { outcome } = await run(files, { candidate: "new.xml", baseline: "old.xml" });
  expect(outcome).toMatchObject({ verdict: "warn", reasonCode: "tests-removed" });
  expect(outcome.annotations).toEqual([
    { level: "warning", message: expect.stringMatching(/: tests that the baseline has are gone$/) },
    { level: "warning", message: "3 tests of the baseline did not run: gone, or skipped" },
  ]);
});

test("a baseline of another kind than the candidate is an error that says what is allowed", async () => {
  const files = {
    "new.jsonl": jsonLines([{ id: 1, label: "a", prediction: "a" }]),
    "metrics.json": '{"accuracy": 0.9}',
  };
  await expect(run(files, { baseline: "metrics.json" })).rejects.toMatchObject({
    message: expect.stringMatching(
      /^the baseline metrics\.json is neither a table nor an earlier comparison's evidence/,
    ),
    remedy: expect.stringContaining(".parquet"),
  });
  await expect(run(files, { candidate: "metrics.json", baseline: "new.jsonl" })).rejects.toMatchObject({
    message: "new.jsonl is no file of metrics or test results, as metrics.json is",
    remedy: expect.stringContaining(".xml"),
  });
});
