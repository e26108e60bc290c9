import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type CanaryPredicate, parseCanary } from "@airworthy/canary";
import { sha256 } from "@airworthy/evidence";
import type { Outcome } from "@airworthy/runtime";
import { describe, expect, test } from "vitest";
import { CANARY_DEFAULTS } from "../../../test/harness/canary/canary-defaults.ts";
import { createCanaryWorkspace } from "../../../test/harness/canary/canary-workspace.ts";
import { type FormSaid, startPrometheusStandIn } from "../../../test/harness/canary/prometheus-stand-in.ts";
import { createGitFolder } from "../../../test/harness/git-repository.ts";
import { CANDIDATE } from "../../../test/harness/rollout-workspace.ts";
import { writtenConfig } from "../../canary/fixtures/kayenta-example.ts";
import { analyzeCanary } from "./analyze-canary.ts";

const FILE = "canary/ranker.json";
const prometheus = (metricName: string) => ({ type: "prometheus", metricName, customInlineTemplate: `v="\${scope}"` });
const CONFIG = writtenConfig([
  { name: "errors", query: prometheus("errors"), canary: { critical: true, direction: "increase" } },
  { name: "latency", query: prometheus("latency"), canary: { direction: "increase" } },
  { name: "throughput", query: prometheus("throughput"), canary: { direction: "decrease" } },
  { name: "queue", query: prometheus("queue"), canary: { direction: "increase" } },
]);

/** By the query: how much higher the candidate's values are than the baseline's, which are about 100. */
type World = ReadonlyMap<string, number>;

const FLAG_FILES = ["flags.json", "rollouts.json", "audit.jsonl"].map((name) => `.airworthy/flags/${name}`);
const NOBODY = "http://127.0.0.1:1";

/** A rollout with guardrails that goes by 10, 50 and 100 %, judged by a server that knows a world. */
async function createWorkspace(url: string, { config = CONFIG, exposures = "", guardrails = "errors" } = {}) {
  const at = await createCanaryWorkspace(`policy:
  expose:
    - type: reproducibility
rollouts:
  ranker:
    guardrails: [${guardrails}]
    steps:
      - { share: 10%, bake: 1h }
      - { share: 50%, bake: 1h }
      - { share: 100%, bake: 1h }
canary:
  ranker:
    judge: kayenta
    config: ${FILE}
    sources: { prom: { kind: prometheus, url: "${url}" } }
    source: prom
    bindings: { candidate: { scope: $digest }, baseline: { scope: $digest } }
${exposures}`);
  await mkdir(join(at.path, "canary"));
  await writeFile(join(at.path, FILE), JSON.stringify(config));
  await at.start();
  at.clock.minutes = 61;
  return at;
}

/** Answers as Prometheus does, a value for each step that is asked for. */
function answerOf(world: World, query: string, form: URLSearchParams): FormSaid {
  const [start, end, step] = ["start", "end", "step"].map((name) => Number(form.get(name)));
  const more = query.includes(CANDIDATE) ? (world.get(query.split(/[({]/)[1] ?? "") ?? 0) : 0;
  const values: [number, string][] = [];
  for (let time = start ?? 0, index = 0; time <= (end ?? 0); time += step ?? 1, index++) {
    values.push([time, String(100 + more + ((index * (query.includes(CANDIDATE) ? 1 : 3)) % 7))]);
  }
  return { body: { status: "success", data: { resultType: "matrix", result: [{ metric: {}, values }] } } };
}

const startServer = (world: World = new Map()) =>
  startPrometheusStandIn((form) => answerOf(world, form.get("query") ?? "", form));

function lookOf({ evidence }: Outcome): CanaryPredicate {
  const file = evidence.find(({ name }) => name.startsWith("analyze-canary."));
  if (file === undefined) throw new Error("no evidence of a look");
  return parseCanary(file.statement);
}

describe("by the config's own rules", () => {
  test("a Pass goes on, and its evidence names the config", async () => {
    await using server = await startServer();
    await using at = await createWorkspace(server.url);
    const outcome = await at.analyze({ act: true });
    expect(outcome).toMatchObject({
      verdict: "pass",
      outputs: { decision: "advance", effect: "moved", why: "Kayenta's score is 100 of 100, Pass" },
    });
    const { judge, inputs } = lookOf(outcome);
    expect(judge).toMatchObject({ name: "kayenta", score: 100, classification: "Pass" });
    const digestOf = async (name: string) => ({ name, sha256: sha256(await readFile(join(at.path, name), "utf8")) });
    expect(inputs).toEqual([await digestOf("airworthy.yml"), await digestOf(FILE)]);
    // An hour and a minute of whole minutes, which each query asks for the end of.
    expect(server.requests.map(({ form }) => form.get("query"))).toContain(`avg(errors{v="${CANDIDATE}"})`);
    expect(server.requests[0]?.form.get("step")).toBe("60.000");
  });

  test("a Marginal waits", async () => {
    // Three of four metrics pass: 75, where 95 passes and 75 is marginal.
    await using server = await startServer(new Map([["latency", 50]]));
    await using at = await createWorkspace(server.url);
    expect(await at.analyze({ act: true })).toMatchObject({
      verdict: "inconclusive",
      reasonCode: "score-marginal",
      outputs: { decision: "inconclusive", effect: "", why: "Kayenta's score is 75 of 100, Marginal" },
    });
  });

  test("a Fail goes back, though the step has just begun", async () => {
    await using server = await startServer(new Map([["errors", 50]]));
    await using at = await createWorkspace(server.url);
    at.clock.minutes = 20;
    expect(await at.analyze({ act: true })).toMatchObject({
      verdict: "fail",
      reasonCode: "critical-metric-failed",
      outputs: { decision: "rollback", effect: "moved" },
    });
    await expect(at.file("flags.json")).resolves.not.toContain(CANDIDATE);
  });

  test("a Pass waits for the end of its step, and a guardrail that the config has not holds the move", async () => {
    await using server = await startServer();
    await using at = await createWorkspace(server.url, { guardrails: "toxic replies" });
    at.clock.minutes = 30;
    const early = await at.analyze({ act: true });
    expect(early).toMatchObject({ reasonCode: "bake-not-over", outputs: { decision: "inconclusive", effect: "" } });
    expect(lookOf(early).next.at).toBe("2026-03-02T10:00:00.000Z");
    at.clock.minutes = 61;
    const refused = await at.analyze({ act: true });
    expect(refused).toMatchObject({ outputs: { decision: "advance", effect: "refused" } });
    expect(JSON.stringify(refused.summary)).toContain("toxic replies");
  });
});

describe("what is not known holds", () => {
  test.each<[string, (form: URLSearchParams) => FormSaid, string]>([
    ["an answer without any series", () => ({ body: answerWith([]) }), "has no series"],
    [
      "an answer that is none",
      () => ({ status: 400, body: { status: "error", error: "bad" } }),
      "errors, latency, throughput and 1 more cannot be relied on: prom",
    ],
  ])("%s", async (_, handler, why) => {
    await using server = await startPrometheusStandIn(handler);
    await using at = await createWorkspace(server.url);
    const outcome = await at.analyze({ act: true });
    expect(outcome).toMatchObject({ verdict: "error", outputs: { decision: "hold", effect: "" } });
    expect(outcome.outputs["why"]).toContain(why);
  });

  test("values that are none", async () => {
    const values = (form: URLSearchParams) => [{ metric: {}, values: [[Number(form.get("start")), "NaN"]] }];
    await using server = await startPrometheusStandIn((form) => ({ body: answerWith(values(form)) }));
    await using at = await createWorkspace(server.url);
    expect(await at.analyze()).toMatchObject({
      verdict: "inconclusive",
      reasonCode: "no-data",
      outputs: { decision: "hold", why: "too many metrics, or a critical one, have no data" },
    });
  });

  test("a server that is gone", async () => {
    await using at = await createWorkspace(NOBODY, {
      config: writtenConfig([{ name: "errors", query: prometheus("errors") }]),
    });
    const outcome = await at.analyze({ act: true });
    expect(outcome).toMatchObject({ verdict: "error", outputs: { decision: "hold", effect: "" } });
    expect(outcome.outputs["why"]).toContain("errors cannot be relied on: prom");
  });

  test("a query that cannot be asked is named, and never left out", async () => {
    await using server = await startServer();
    const other = { name: "cpu", query: { type: "atlas", q: "name,Cpu,:eq" } };
    const config = { ...CONFIG, metrics: [...CONFIG.metrics, ...writtenConfig([other]).metrics] };
    await using at = await createWorkspace(server.url, { config });
    const outcome = await at.analyze();
    expect(outcome.outputs).toMatchObject({
      decision: "hold",
      why: "cpu cannot be relied on: queries of the kind atlas are not supported; prometheus is",
    });
    expect(JSON.stringify(outcome.summary)).toContain("queries of the kind atlas");
  });

  test("a split that is off", async () => {
    await using server = await startServer(new Map([["requests", 150]]));
    const exposures = `    exposures: { source: prom, query: 'sum(requests{v="$digest"})', window: 1m }\n`;
    await using at = await createWorkspace(server.url, { exposures });
    const outcome = await at.analyze({ act: true });
    expect(outcome).toMatchObject({ reasonCode: "split-not-as-planned", outputs: { decision: "hold", effect: "" } });
    expect(lookOf(outcome).sampleRatio?.ok).toBe(false);
  });
});

test("a replay judges by the same rules, and keeps the judgement of each look", async () => {
  await using server = await startServer();
  await using at = await createWorkspace(server.url);
  const outcome = await at.analyze({
    task: "replay",
    since: "2026-03-02T09:30:00Z",
    until: "2026-03-02T10:00:00Z",
    every: "30m",
    decisions: "looks.jsonl",
  });
  expect(outcome.outputs).toMatchObject({ decision: "advance" });
  const lines = (await readFile(join(at.path, "looks.jsonl"), "utf8")).trimEnd().split("\n");
  expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
    { decision: "inconclusive", judge: { score: 100 } },
    { decision: "advance", judge: { score: 100 } },
  ]);
});

test("with a branch the config is read there, whatever the working folder holds", async () => {
  await using server = await startServer(new Map([["latency", 50]]));
  await using at = await createWorkspace(server.url);
  await using clone = await createGitFolder();
  const names = ["airworthy.yml", FILE, ...FLAG_FILES];
  const texts = await Promise.all(
    names.map(async (name) => [name, await readFile(join(at.path, name), "utf8")] as const),
  );
  await clone.commit(Object.fromEntries(texts));
  clone.git("switch", "--quiet", "--create", "work");
  await writeFile(join(clone.path, FILE), "{}");
  const outcome = await analyzeCanary.run({ ...CANARY_DEFAULTS, branch: "main" }, { ...at.ports, cwd: clone.path });
  expect(outcome.outputs).toMatchObject({ decision: "inconclusive", why: "Kayenta's score is 75 of 100, Marginal" });
  clone.git("rm", "--quiet", "--force", FILE);
  await clone.commit({});
  clone.git("switch", "--quiet", "--detach");
  const gone = { ...CANARY_DEFAULTS, branch: "work" };
  await expect(analyzeCanary.run(gone, { ...at.ports, cwd: clone.path })).rejects.toThrow(`${FILE} does not exist`);
});

test("what cannot be is said: sizes, a config that is not there, is no config, or has no thresholds", async () => {
  await using at = await createWorkspace(NOBODY);
  await expect(at.analyze({ task: "size", "units-per-hour": 100 })).rejects.toThrow("Kayenta's rules have no margins");
  const { scoreThresholds: _, ...classifier } = CONFIG.classifier;
  await writeFile(join(at.path, FILE), JSON.stringify({ ...CONFIG, classifier }));
  await expect(at.analyze()).rejects.toThrow("no score thresholds were given");
  await writeFile(join(at.path, FILE), "{}");
  await expect(at.analyze()).rejects.toThrow(`the Kayenta canary config ${FILE} is not valid`);
  await writeFile(
    join(at.path, "airworthy.yml"),
    (await readFile(join(at.path, "airworthy.yml"), "utf8")).replace(FILE, "gone.json"),
  );
  await expect(at.analyze()).rejects.toThrow("gone.json");
});

function answerWith(result: readonly object[]): object {
  return { status: "success", data: { resultType: "matrix", result } };
}
