import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseComparison } from "@airworthy/comparison";
import { parseStatement, sha256, stableDigest, UserError } from "@airworthy/evidence";
import type { Ports } from "@airworthy/runtime";
import { expect, test } from "vitest";
import { COMPARISON_INPUTS, type ComparisonInputs } from "../../../test/harness/comparison-inputs.ts";
import { silentPorts } from "../../../test/harness/silent-ports.ts";
import { compareMetrics } from "./compare-metrics.ts";

const INPUTS: ComparisonInputs = { ...COMPARISON_INPUTS, baseline: "old.csv" };

/** Eighty rows; the candidate has `wrong` of them wrong, the baseline none. */
function tables(wrong: number): Record<string, string> {
  const rows = Array.from({ length: 80 }, (_, row) => ({ id: `r${row}`, label: row % 2 ? "yes" : "no" }));
  const flip = (label: string) => (label === "yes" ? "no" : "yes");
  return {
    "new.jsonl": rows
      .map(({ id, label }, row) =>
        JSON.stringify({ id, label, prediction: row < wrong ? flip(label) : label, site: row < 40 ? "x" : "y" }),
      )
      .join("\n"),
    "old.csv": `id,label,prediction,site\n${rows.map(({ id, label }, row) => `${id},${label},${label},${row < 40 ? "x" : "y"}`).join("\n")}\n`,
  };
}

async function run(files: Record<string, string>, given: Partial<ComparisonInputs> = {}, ports: Partial<Ports> = {}) {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-compare-"));
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder.path, name), content);
  let clock = 0;
  return await compareMetrics.run(
    { ...INPUTS, ...given },
    silentPorts(folder.path, { now: () => new Date(clock++ * 1000), ...ports }),
  );
}

function predicateOf(outcome: Awaited<ReturnType<typeof run>>) {
  const [file] = outcome.evidence;
  if (file === undefined) throw new Error("no evidence");
  return parseComparison(parseStatement(JSON.stringify(file.statement), file.name));
}

test("a candidate that got worse fails, with a regression for each metric and evidence on its table", async () => {
  const files = tables(20);
  const outcome = await run(files);
  expect(outcome).toMatchObject({
    verdict: "fail",
    reasonCode: "regression",
    headline: expect.stringMatching(/^accuracy is 75\.0 %, was 100\.0 % \(▼ 25\.0 pp worse, .*80 rows\): regression$/),
    outputs: { rows: "80", regressions: "3", "possible-regressions": "0", improvements: "0" },
    summary: [{ kind: "alert", tone: "caution" }, ...Array(outcome.summary.length - 1).fill(expect.anything())],
  });
  expect(outcome.annotations.map(({ level }) => level)).toEqual(["error", "error", "error"]);
  expect(outcome.evidence.map(({ name }) => name)).toEqual(["compare-metrics.new.json"]);
  const digest = sha256(files["new.jsonl"] ?? "");
  expect(outcome.evidence[0]?.statement.subject).toEqual([{ name: "new", digest: { sha256: digest } }]);
  expect(predicateOf(outcome)).toMatchObject({
    candidate: { name: "new", version: null, sha256: digest, digestOf: "input" },
    baseline: { name: "old", digestOf: "input" },
    inputs: [{ name: "new.jsonl", sha256: digest }, { name: "old.csv" }],
    startedOn: "1970-01-01T00:00:00.000Z",
    finishedOn: "1970-01-01T00:00:01.000Z",
    seed: 0,
  });
});

test("equal predictions pass without annotations", async () => {
  const outcome = await run(tables(0), { slices: ["site"] });
  expect(outcome).toMatchObject({ verdict: "pass", reasonCode: "identical-answers", annotations: [] });
  expect(predicateOf(outcome).findings).toHaveLength(9);
});

test("evidence is on the package that is given, under the names that are given", async () => {
  const digest = "ab".repeat(32);
  const outcome = await run(tables(0), {
    package: `sha256:${digest}`,
    "candidate-name": "model",
    "candidate-version": "2.0.0",
    "baseline-name": "model",
    "baseline-version": "1.0.0",
  });
  expect(outcome.evidence[0]?.statement.subject).toEqual([{ name: "model@2.0.0", digest: { sha256: digest } }]);
  expect(predicateOf(outcome)).toMatchObject({
    candidate: { name: "model", version: "2.0.0", sha256: digest, digestOf: "package" },
    baseline: { name: "model", version: "1.0.0", digestOf: "input" },
  });
});

test("without a baseline nothing passes but by a floor", async () => {
  expect(await run(tables(20), { baseline: undefined })).toMatchObject({
    verdict: "inconclusive",
    reasonCode: "no-baseline",
  });
  expect(await run(tables(20), { baseline: undefined, metrics: ["accuracy: floor=0.75"] })).toMatchObject({
    verdict: "pass",
  });
  expect(await run(tables(20), { baseline: undefined, metrics: ["accuracy: floor=0.76"] })).toMatchObject({
    verdict: "fail",
    reasonCode: "floor-not-reached",
  });
});

test("the same tables and seed give the same evidence but for its times", async () => {
  const digestOf = async (seed: number, start: number) => {
    const outcome = await run(tables(9), { seed }, { now: () => new Date(start) });
    const predicate = predicateOf(outcome);
    const statement = outcome.evidence[0]?.statement;
    if (statement === undefined) throw new Error("no evidence");
    return stableDigest({ ...statement, predicate });
  };
  expect(await digestOf(1, 0)).toBe(await digestOf(1, 5000));
  expect(await digestOf(1, 0)).not.toBe(await digestOf(2, 0));
});

test("bad input is a UserError that names it", async () => {
  const good = tables(0);
  const other = { ...good, "old.csv": (good["old.csv"] ?? "").replace("r79,", "r99,") };
  const cases: [Record<string, string>, Partial<ComparisonInputs>, RegExp][] = [
    [good, { candidate: "none.jsonl" }, /none\.jsonl cannot be read: there is no such file/],
    [{ ...good, "new.jsonl": "" }, {}, /new\.jsonl has no rows/],
    [{ ...good, "new.jsonl": `${good["new.jsonl"]}\n{` }, {}, /new\.jsonl, line 81: not JSON/],
    [
      { ...good, "new.jsonl": `${good["new.jsonl"]}\n{"id":"r0","label":"no","prediction":"no"}` },
      {},
      /new\.jsonl repeats ids, in 1 row: "r0"/,
    ],
    [other, {}, /1 row of new\.jsonl not in old\.csv: ids "r79"\n1 row of old\.csv not in new\.jsonl: ids "r99"/],
    [good, { metrics: ["acuracy"] }, /did you mean accuracy/],
    [good, { classes: ["yes"] }, /new\.jsonl, line 1: the label is not one of the declared classes/],
    [good, { slices: ["sitee"] }, /new\.jsonl, line 1: the column "sitee" is missing; did you mean "site"/],
    [good, { package: "sha256:abc" }, /sha256/],
    [good, { "metrics-json": "./old.csv" }, /would be written over what is read/],
  ];
  for (const [files, given, message] of cases) {
    await expect(run(files, given), String(message)).rejects.toThrow(message);
    await expect(run(files, given)).rejects.toThrow(UserError);
  }
});

test("the metrics of airworthy.yml decide, and evidence names the file; one that says something else is an error", async () => {
  const lines = 'metrics: ["accuracy: floor=0.9"]\n';
  const outcome = await run({ ...tables(20), "airworthy.yml": lines }, { baseline: undefined });
  expect(outcome).toMatchObject({ verdict: "fail", reasonCode: "floor-not-reached" });
  expect(predicateOf(outcome).inputs[1]).toEqual({ name: "airworthy.yml", sha256: sha256(lines) });
  const misspelt = run({ ...tables(20), "airworthy.yml": lines.replace("metrics", "metrcs") });
  await expect(misspelt).rejects.toThrow(/airworthy\.yml is not valid:\s+line 1, metrcs/);
  await expect(run({ ...tables(20), "airworthy.yml": "" })).rejects.toThrow(/airworthy\.yml holds no settings/);
  await expect(run(tables(20), { config: "other.yml" })).rejects.toThrow("config: there is no other.yml");
});

test("slices too many for the resamples are warned of", async () => {
  const { annotations } = await run(tables(0), {
    metrics: ["accuracy", "macro-recall: test=bootstrap", "macro-f1: test=bootstrap"],
    slices: ["site"],
    interval: "percentile",
    resamples: 100,
  });
  expect(annotations).toEqual([
    { level: "warning", message: expect.stringMatching(/^100 resamples are too few .* at least 239\.$/) },
  ]);
});

test("an interrupted run stops while it reads", async () => {
  await expect(run(tables(0), {}, { signal: AbortSignal.abort(new Error("stop")) })).rejects.toThrow("stop");
});

test("a baseline that is described but not given is an error, not ignored", async () => {
  const given = { baseline: undefined, "baseline-version": "1.0.0" };
  await expect(run(tables(0), given)).rejects.toThrow("baseline-version was given without baseline");
});
