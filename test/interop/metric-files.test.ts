import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { toCtrf, toJunit } from "@airworthy/behavior";
import { generateTestId, ReportBuilder, stringify, TestBuilder } from "ctrf";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installPromptfoo, promptfooEnvironment } from "../../bench/test-behavior/promptfoo.ts";
import type { MetricFile } from "../../packages/comparison/src/metric-files/metric-file.ts";
import { formatMetricsJson } from "../../packages/comparison/src/metric-files/metrics-json.ts";
import { readMetricFile } from "../../packages/comparison/src/metric-files/read-metric-file.ts";
import { conforms } from "../harness/conforms.ts";
import { npmVersion, pythonVersion } from "../harness/peer-versions.ts";
import { pythonWith } from "./python-environment.ts";
import { sampleRun } from "./reports/sample-run.ts";

const DVC = ["dvc==3.67.1"];
const MLFLOW = ["mlflow-skinny==3.17.2", "pandas==3.1.1", "sqlalchemy==2.1.9", "alembic==1.20.1"];
const PYTEST = ["pytest==9.2.0"];

const run = promisify(execFile);
const sources = join(import.meta.dirname, "metric-files");

let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "airworthy-metric-files-"));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function read(...path: string[]): Promise<MetricFile> {
  return readMetricFile(await readFile(join(folder, ...path), "utf8"), path.at(-1) ?? "");
}

const valuesOf = ({ metrics }: MetricFile) => Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
const endsOf = ({ cases }: MetricFile) => cases?.map(({ id, outcome }) => [id, outcome]);

describe("DVC", () => {
  const json =
    '{"train": {"loss": 1e-7, "acc": 0.30000000000000004}, "n": 12345678901234567890, "v": "x", "list": [1]}';
  const yaml = "train:\n  loss: 1.0e-07\n  best: 3\nauc: .5\n";
  const ours = formatMetricsJson([
    { name: "accuracy", slice: [], value: 0.1 + 0.2 },
    { name: "f-beta(beta=0.5)", slice: [], value: 5e-324 },
    { name: "accuracy", slice: [{ column: "source", value: "v1.2 & 100%" }], value: -1 / 3 },
    { name: "accuracy", slice: [{ column: "a.b", value: "c" }], value: 1 },
    { name: "accuracy", slice: [{ column: "a", value: "b.c" }], value: 2 },
  ]);
  const files = { "a.json": json, "b.yaml": yaml, "metrics.json": ours };
  let theirs: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {};

  beforeAll(async () => {
    await mkdir(join(folder, "dvc"));
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, "dvc", name), text);
    const { stdout } = await run(await pythonWith(DVC), [join(sources, "read_dvc.py"), join(folder, "dvc")]);
    theirs = v.parse(
      v.record(v.string(), v.record(v.string(), v.unknown())),
      JSON.parse(stdout.trim().split("\n").at(-1) ?? ""),
    );
  });

  test.each(Object.entries(files))("names and numbers of %s are those that DVC reads", async (name, text) => {
    const numbers = Object.entries(theirs[name] ?? {}).filter(([, value]) => typeof value === "number");
    expect(numbers.length).toBeGreaterThan(2);
    expect(valuesOf(readMetricFile(text, name))).toEqual(Object.fromEntries(numbers));
    conforms({
      area: "Metrics",
      claim: "names and numbers of metric files",
      peer: "DVC",
      version: await pythonVersion(await pythonWith(DVC), "dvc"),
      cases: numbers.length,
    });
  });

  test("what DVC shows as text or leaves out is named as passed over", () => {
    expect(readMetricFile(json, "a.json").passedOver.map(({ name }) => name)).toEqual(["v", "list"]);
    expect(theirs["a.json"]).toMatchObject({ v: "x" });
  });
});

describe("MLflow", () => {
  const logged = { loss: 0.2, accuracy: 0.1 + 0.2, broken: Number.NaN, endless: Number.NEGATIVE_INFINITY };

  beforeAll(async () => {
    await mkdir(join(folder, "mlflow"));
    await run(await pythonWith(MLFLOW), [join(sources, "write_mlflow.py"), join(folder, "mlflow")]);
  });

  test.each(["dictionary.json", "rest.json"])("a run's %s has the metrics that were logged last", async (name) => {
    const file = await read("mlflow", name);
    expect([file.format, valuesOf(file)]).toEqual(["mlflow", logged]);
    expect(
      file.metrics
        .filter(({ problem }) => problem !== null)
        .map(({ name: of }) => of)
        .toSorted(),
    ).toEqual(["broken", "endless"]);
    conforms({
      area: "Metrics",
      claim: "metrics that a run logged",
      peer: "MLflow",
      version: await pythonVersion(await pythonWith(MLFLOW), "mlflow-skinny"),
      cases: file.metrics.length,
    });
  });

  test("what an evaluation saves is in DVC's form", async () => {
    const file = await read("mlflow", "metrics.json");
    expect([file.format, valuesOf(file)]).toEqual(["dvc", logged]);
  });
});

test("promptfoo: cases and means are those that it counts itself", async () => {
  const file = join(folder, "promptfoo.json");
  const installed = await installPromptfoo();
  const argv = [join(sources, "run-promptfoo.ts"), installed, file];
  await run(process.execPath, argv, { env: promptfooEnvironment(folder) });
  const { format, cases, metrics } = await read("promptfoo.json");
  expect(format).toBe("promptfoo");
  expect(cases?.map(({ id, outcome }) => [id.replace(/[0-9a-f]{12}/, "…"), outcome])).toEqual([
    ["is good […]", "failed"],
    ['{"text":"fine"} […]', "passed"],
    ['{"text":"broken"} […]', "error"],
  ]);
  const stats = v.object({ successes: v.number(), failures: v.number(), errors: v.number() });
  const theirs = v.parse(
    v.object({ results: v.object({ stats, prompts: v.array(v.object({ metrics: v.object({ cost: v.number() }) })) }) }),
    JSON.parse(await readFile(file, "utf8")),
  ).results;
  const ours = new Map(metrics.map(({ name, value }) => [name, value]));
  expect([1, ours.get("failed"), ours.get("errors")]).toEqual([
    theirs.stats.successes,
    theirs.stats.failures,
    theirs.stats.errors,
  ]);
  expect(ours.get("pass-rate")).toBe(1 / 3);
  expect((ours.get("cost") ?? 0) * 3).toBeCloseTo(theirs.prompts[0]?.metrics.cost ?? Number.NaN, 12);
  expect(ours.get("score.exact")).toBe(1);
  expect(ours.get("score.words")).toBe(0);
  conforms({
    area: "Metrics",
    claim: "cases of an evaluation, its counts and its cost",
    peer: "promptfoo",
    version: await npmVersion("promptfoo", join(installed, "package.json")),
    cases: cases?.length ?? 0,
  });
});

describe("JUnit XML", () => {
  test("as pytest writes it", async () => {
    const work = join(folder, "pytest");
    await mkdir(work);
    await copyFile(join(sources, "fixtures", "test_sample.py"), join(work, "test_sample.py"));
    const report = join(work, "junit.xml");
    const argv = ["-m", "pytest", "-q", "-p", "no:cacheprovider", `--junitxml=${report}`, "test_sample.py"];
    await expect(run(await pythonWith(PYTEST), argv, { cwd: work })).rejects.toThrow();
    const file = await read("pytest", "junit.xml");
    expect(endsOf(file)?.map(([, outcome]) => outcome)).toEqual([
      "passed",
      "passed",
      "passed",
      "failed",
      "skipped",
      "error",
    ]);
    expect(file.cases?.[0]?.id).toBe(`test_sample::test_any_text[<&>"']`);
    expect(file.cases?.[3]?.id).toBe("test_sample.TestGroup::test_fails");
    expect(valuesOf(file)["pass-rate"]).toBe(3 / 5);
    conforms({
      area: "Metrics",
      claim: "JUnit XML that it writes",
      peer: "pytest",
      version: await pythonVersion(await pythonWith(PYTEST), "pytest"),
      cases: file.cases?.length ?? 0,
    });
  });

  test("as vitest writes it", async () => {
    const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
    const report = join(folder, "vitest.xml");
    const options = ["--root", join(sources, "fixtures"), "--reporter=junit", `--outputFile=${report}`];
    await expect(run(process.execPath, [vitest, "run", ...options])).rejects.toThrow();
    expect(endsOf(await read("vitest.xml"))).toEqual([
      ['sample-suite.ts::a group <&> > passes "well"', "passed"],
      ["sample-suite.ts::a group <&> > fails", "failed"],
      ["sample-suite.ts::a group <&> > is skipped", "skipped"],
    ]);
  });
});

test("CTRF, as the standard's own library writes it", () => {
  const built = new ReportBuilder()
    .tool({ name: "a tool" })
    .addTest(new TestBuilder().name("adds").status("passed").duration(1500).suite(["math"]).build())
    .addTest(new TestBuilder({ autoGenerateId: true }).name("waits").status("pending").duration(0).build())
    .addTest(new TestBuilder().name("breaks").status("failed").duration(20).filePath("b.ts").build())
    .build();
  const file = readMetricFile(stringify(built), "ctrf.json");
  expect(endsOf(file)).toEqual([
    ["math::adds", "passed"],
    [expect.any(String), "skipped"],
    ["b.ts::breaks", "failed"],
  ]);
  expect(valuesOf(file)).toMatchObject({ "pass-rate": 0.5, tests: 3, duration: 1.52 });
  expect(generateTestId({ name: "x" })).toBe(generateTestId({ name: "x" }));
});

test("what test-behavior writes as JUnit and CTRF comes to its own counts", async () => {
  const behavior = await sampleRun();
  const count = (...verdicts: string[]) => behavior.findings.filter(({ verdict }) => verdicts.includes(verdict)).length;
  const passed = count("pass", "warn");
  const junit = valuesOf(readMetricFile(toJunit(behavior), "junit.xml"));
  expect(junit).toMatchObject({ failed: count("fail"), errors: count("error"), skipped: count("inconclusive") });
  expect(junit["pass-rate"]).toBe(passed / count("pass", "warn", "fail", "error"));
  // CTRF has a word for what was run and could not be decided.
  const ctrf = valuesOf(readMetricFile(toCtrf(behavior), "ctrf.json"));
  expect(ctrf).toMatchObject({ failed: count("fail", "error"), errors: count("inconclusive"), skipped: 0 });
  expect(ctrf["pass-rate"]).toBe(passed / behavior.findings.length);
});
