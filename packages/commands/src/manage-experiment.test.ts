import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatStatement } from "@airworthy/evidence";
import { parseExperiment } from "@airworthy/experiments";
import type { InputValues } from "@airworthy/runtime";
import { afterEach, describe, expect, test } from "vitest";
import { silentPorts } from "../../../test/harness/silent-ports.ts";
import { exampleStatement } from "../../governance/src/reproducibility/example-reproduction.ts";
import { manageExperiment } from "./manage-experiment.ts";

type Inputs = InputValues<typeof manageExperiment.inputs>;

const MONDAY = Date.parse("2026-03-02T08:00:00Z");
const DIGITS = { control: "a", short: "b", long: "c" } as const;

const CONFIGURATION = `policy:
  expose:
    - type: reproducibility
experiments:
  prompts:
    flag: ranker
    arms:
      control: { digest: "sha256:${"a".repeat(64)}" }
      short: { digest: "sha256:${"b".repeat(64)}" }
      # long: { digest: "sha256:${"c".repeat(64)}" }
    traffic: 50 %
    metric: { name: answered, better: higher }
`;

const HAND_WRITTEN = `{
  "flags": {
    "banner": {"state": "ENABLED", "variants": {"on": true, "off": false},  "defaultVariant": "off"}
  }
}
`;

const DEFAULTS: Omit<Inputs, "move"> = {
  experiment: "prompts",
  folder: ".airworthy/flags",
  branch: undefined,
  propose: false,
  config: "airworthy.yml",
  evidence: ["airworthy-evidence/*.json"],
  artifacts: undefined,
  arm: undefined,
  results: undefined,
  roster: undefined,
  attributes: undefined,
  candidates: 100,
  token: undefined,
};

const folders: string[] = [];

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

/** A workspace with a plan, flags of others, evidence of some arms, and a clock that goes on by a day a move. */
async function createWorkspace(cleared: readonly (keyof typeof DIGITS)[] = ["control", "short"]) {
  const path = await mkdtemp(join(tmpdir(), "airworthy-experiment-"));
  folders.push(path);
  const flags = join(path, ".airworthy/flags");
  await mkdir(flags, { recursive: true });
  await mkdir(join(path, "airworthy-evidence"));
  await writeFile(join(path, "airworthy.yml"), CONFIGURATION);
  await writeFile(join(flags, "flags.json"), HAND_WRITTEN);
  const clear = async (arm: keyof typeof DIGITS) => {
    const candidate = { name: arm, version: null, sha256: DIGITS[arm].repeat(64), digestOf: "package" } as const;
    await writeFile(join(path, "airworthy-evidence", `${arm}.json`), formatStatement(exampleStatement({ candidate })));
  };
  for (const arm of cleared) await clear(arm);
  const clock = { days: 0 };
  const now = () => new Date(MONDAY + clock.days * 86_400_000);
  const ports = silentPorts(path, { now });
  return {
    path,
    flags,
    clear,
    read: () => readFile(join(flags, "flags.json"), "utf8"),
    async move(move: Inputs["move"], given: Partial<Inputs> = {}) {
      const outcome = await manageExperiment.run({ ...DEFAULTS, ...given, move }, ports);
      clock.days++;
      const [evidence] = outcome.evidence;
      if (evidence === undefined) throw new Error("there is evidence");
      return { ...outcome, predicate: parseExperiment(evidence.statement) };
    },
  };
}

function resultsText(since: string, arms: object): string {
  const written = Object.entries(arms).map(([name, [units, successes]]) => ({ name, units, successes }));
  return JSON.stringify({ periods: [{ since, arms: written }] });
}

describe("manage-experiment", () => {
  test("goes from the start over a new arm and new weights to the end, and other flags stay byte by byte", async () => {
    const { path, read, move, clear } = await createWorkspace();
    const started = await move("start");
    expect(started).toMatchObject({
      verdict: "pass",
      outputs: { effect: "moved", weights: "control=5000,short=5000" },
    });
    expect(started.outputs.since).toBe("2026-03-02T08:00:00.000Z");
    expect(started.predicate.inputs.map(({ name }) => name)).toEqual([
      "flags.json",
      "airworthy.yml",
      "airworthy-evidence/control.json",
      "airworthy-evidence/short.json",
    ]);
    const banner = HAND_WRITTEN.slice(HAND_WRITTEN.indexOf('"banner"'), HAND_WRITTEN.indexOf("\n  }"));
    expect(await read()).toContain(banner);

    await clear("long");
    await writeFile(join(path, "airworthy.yml"), CONFIGURATION.replace("# long", "long"));
    const added = await move("add-arm", { arm: "long" });
    expect(added.outputs).toMatchObject({
      effect: "moved",
      weights: "control=3334,short=3333,long=3333",
      changed: "3333",
    });

    await writeFile(
      join(path, "results.json"),
      resultsText("2026-03-03T08:00:00.000Z", { control: [5_000, 500], short: [5_010, 900], long: [4_990, 510] }),
    );
    const weighed = await move("weigh", { results: "results.json" });
    expect(weighed.outputs).toMatchObject({ effect: "moved", weights: "control=100,short=9800,long=100" });
    expect(weighed.predicate.propensities).toHaveLength(3);

    const dropped = await move("drop-arm", { arm: "long" });
    expect(dropped.outputs).toMatchObject({ effect: "moved", changed: "100" });
    expect(await move("status")).toMatchObject({ verdict: "pass", outputs: { effect: "looked", phase: "running" } });

    const stopped = await move("stop");
    expect(stopped.outputs).toMatchObject({ effect: "moved", phase: "stopped", weights: "", since: "", changed: "0" });
    expect(JSON.parse(await read()).flags.ranker).toEqual({
      state: "ENABLED",
      variants: { control: `sha256:${"a".repeat(64)}` },
      defaultVariant: "control",
    });
    expect(await read()).toContain(banner);
  });

  test("a move that is refused writes nothing, and says what is missing", async () => {
    const { flags, read, move } = await createWorkspace(["control"]);
    const refused = await move("start");
    expect(refused).toMatchObject({
      verdict: "inconclusive",
      reasonCode: "not-cleared",
      outputs: { effect: "refused", phase: "" },
    });
    expect(refused.annotations).toEqual([
      { level: "warning", message: expect.stringMatching(/^short .*is not cleared/) },
    ]);
    expect(await read()).toBe(HAND_WRITTEN);
    expect(await readdir(flags)).toEqual(["flags.json"]);
  });

  test("without a policy nothing is cleared", async () => {
    const { path, move } = await createWorkspace();
    await writeFile(join(path, "airworthy.yml"), CONFIGURATION.slice(CONFIGURATION.indexOf("experiments:")));
    expect(await move("start")).toMatchObject({ verdict: "error", outputs: { effect: "refused" } });
  });

  test("a digest that a rollout went back from is no arm", async () => {
    const { flags, move } = await createWorkspace();
    const denial = {
      digest: `sha256:${"b".repeat(64)}`,
      version: null,
      reason: "toxic replies",
      by: "@ann",
      on: "2026-03-01T08:00:00.000Z",
      rollout: "ranker-1",
    };
    const text = JSON.stringify({ version: 1, rollouts: {}, denied: [denial], log: { length: 0, head: null } });
    await writeFile(join(flags, "rollouts.json"), text);
    expect(await move("start")).toMatchObject({ verdict: "fail", reasonCode: "denied" });
    await writeFile(join(flags, "rollouts.json"), text.slice(1));
    await expect(move("start")).rejects.toThrow(/rollouts\.json/);
  });

  test("a stop waits neither for a plan nor for a list of denied digests that is broken", async () => {
    const { path, flags, move } = await createWorkspace();
    await move("start");
    await writeFile(join(flags, "rollouts.json"), "{");
    await writeFile(join(path, "airworthy.yml"), "experiments: [broken");
    expect(await move("stop")).toMatchObject({ verdict: "pass", outputs: { effect: "moved", phase: "stopped" } });
  });

  test("a split that is not as planned stops weights, and status says so too", async () => {
    const { path, read, move } = await createWorkspace();
    await move("start");
    const before = await read();
    await writeFile(
      join(path, "results.json"),
      resultsText("2026-03-02T08:00:00Z", { control: [5_000, 500], short: [6_000, 900] }),
    );
    const results = { results: "results.json" };
    expect(await move("weigh", results)).toMatchObject({ verdict: "fail", reasonCode: "split-not-as-planned" });
    expect(await move("status", results)).toMatchObject({ verdict: "fail", reasonCode: "split-not-as-planned" });
    expect(await read()).toBe(before);
  });

  test("a roster chooses the salt that the experiment starts with", async () => {
    const { path, flags, read, move } = await createWorkspace();
    const rows = Array.from(
      { length: 400 },
      (_, index) => `user-${index},${20 + (index % 47)},${["de", "fr"][index % 2]}`,
    );
    await writeFile(join(path, "users.csv"), `id,age,country\n${rows.join("\n")}\n`);
    const roster = { roster: "users.csv", attributes: ["age: numeric", "country : categorical"] };
    const balanced = await move("balance", roster);
    expect(balanced).toMatchObject({ verdict: "pass", outputs: { effect: "moved", phase: "balanced", weights: "" } });
    const { balance } = balanced.predicate;
    expect(balance).toMatchObject({ roster: { name: "users.csv" }, rows: 400, candidates: 100 });
    expect(balance?.after.criterion).toBeLessThan(balance?.before.criterion ?? 0);
    expect(await read()).toBe(HAND_WRITTEN);
    expect(await move("balance", roster)).toMatchObject({ outputs: { effect: "unchanged" } });
    const started = await move("start");
    expect(started.predicate.experiment.salt).toBe(balance?.after.salt);
    await expect(move("balance", roster)).rejects.toThrow(/is running: it cannot balance/);
    expect((await readdir(flags)).toSorted()).toEqual(["experiments.json", "flags.json"]);
  });

  test.each<[Inputs["move"], Partial<Inputs>, RegExp]>([
    ["start", { experiment: "promts" }, /plans no experiment "promts"; did you mean prompts\?/],
    ["weigh", {}, /never started: it cannot weigh/],
    ["balance", {}, /balance needs roster and attributes/],
    ["balance", { roster: "users.csv", attributes: ["age"] }, /"age" was given; a column, a colon/],
    ["balance", { roster: "users.csv", attributes: ["age: numeric", "age: categorical"] }, /given twice/],
    ["start", { config: "other.yml" }, /other\.yml/],
    ["start", { propose: true }, /propose was given without branch/],
    ["start", { branch: "main", folder: "../flags" }, /a path from the root of the repository is allowed/],
  ])("%s with %j is an error that says how to mend it", async (name, given, message) => {
    const { move } = await createWorkspace();
    await expect(move(name, given)).rejects.toThrow(message);
  });

  test("arms and results must be named where a move needs them", async () => {
    const { move } = await createWorkspace();
    await move("start");
    await expect(move("add-arm")).rejects.toThrow(/add-arm needs arm/);
    await expect(move("drop-arm")).rejects.toThrow(/drop-arm needs arm/);
    await expect(move("weigh")).rejects.toThrow(/weigh needs results/);
    expect(await move("start")).toMatchObject({ outputs: { effect: "unchanged" } });
  });
});
