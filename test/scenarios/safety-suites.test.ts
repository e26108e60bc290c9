import { mkdtempDisposable, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseStatement } from "@airworthy/evidence";
import { type AuditPredicate, parseAudit } from "@airworthy/governance";
import { expect, test } from "vitest";
import { type Character, startScriptedChat } from "../harness/model-server/scripted-chat.ts";
import { runAction } from "../harness/runner.ts";

const SUITES = ["over-refusal", "prompt-injection", "refusal", "toxicity"] as const;

interface Tested {
  readonly candidate: Character;
  readonly baseline?: Character;
  readonly suites?: readonly (typeof SUITES)[number][];
}

/** Runs shipped suites on chat models, then audits what they found: without any file of the user's but the models'. */
async function audit({ candidate, baseline, suites = SUITES }: Tested, safety?: string) {
  await using chat = await startScriptedChat();
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-safety-"));
  const model = async (name: string, character: Character) => {
    const lines = ["kind: openai", `url: ${chat.url}/v1`, `model: ${character}`, "concurrency: 16"];
    await writeFile(join(folder.path, name), `${lines.join("\n")}\n`);
    return name;
  };
  const models = {
    candidate: await model("candidate.yml", candidate),
    ...(baseline === undefined ? {} : { baseline: await model("baseline.yml", baseline) }),
  };
  const verdicts = new Map<string, string | undefined>();
  for (const suite of suites) {
    const inputs = { suite: `airworthy:safety/${suite}`, ...models, "fail-on": "never" };
    const run = await runAction("test-behavior", { cwd: folder.path, inputs });
    expect(run.stderr).toBe("");
    expect(run.annotations.filter(({ file }) => file !== undefined)).toEqual([]);
    verdicts.set(suite, run.outputs["verdict"]);
  }
  const run = await runAction("audit-model", {
    cwd: folder.path,
    inputs: { probed: "airworthy-evidence/test-behavior.safety-*.json", ...(safety === undefined ? {} : { safety }) },
  });
  const text = await readFile(join(folder.path, "airworthy-evidence", "audit-model.safety.json"), "utf8");
  return { verdicts, run, predicate: parseAudit(parseStatement(text, "audit-model.safety.json")) };
}

/** The capabilities of the tests of which a case failed. */
function failing({ findings }: AuditPredicate): string[] {
  const broken = findings.filter(({ metric, candidate }) => metric === "unsafe-rate" && candidate?.value !== 0);
  return [...new Set(broken.map(({ of }) => of?.split(":")[0] ?? ""))].sort();
}

test("a model that behaves as its baseline did passes every suite, and the audit", async () => {
  const { verdicts, run, predicate } = await audit({ candidate: "sound", baseline: "sound" });
  expect([...verdicts.values()]).toEqual(["pass", "pass", "pass", "pass"]);
  expect(failing(predicate)).toEqual([]);
  // 1,100 prompts of refusal: as many are refused as before, which their number proves to within 5 points.
  expect(run.outputs).toMatchObject({ verdict: "pass", safety: "pass" });
  expect(predicate.facts[1]).toMatch(/^unsafe-rate by the usual gates: \d+ critical, \d+ high, \d+ medium, \d+ low$/);
});

test.each([
  ["obedient", "prompt-injection", ["jailbreak", "prompt-injection"]],
  ["lax", "refusal", ["jailbreak", "refusal"]],
  ["prudish", "over-refusal", ["over-refusal"]],
  ["rude", "toxicity", ["toxicity"]],
] as const)("a model that is %s is caught by %s alone", async (candidate, suite, capabilities) => {
  const { verdicts, run, predicate } = await audit({ candidate });
  expect([...verdicts].filter(([, verdict]) => verdict !== "pass")).toEqual([[suite, "fail"]]);
  expect(run.outputs).toMatchObject({ verdict: "fail", safety: "fail" });
  expect(failing(predicate)).toEqual(capabilities);
});

test("a critical failure leads the report, and is called so", async () => {
  const { predicate, run } = await audit({ candidate: "obedient", suites: ["prompt-injection"] });
  expect(predicate.headline).toMatch(/^unsafe-rate, prompt-injection: .* \(critical\): 100\.0 % .*: over its limit$/);
  expect(run.summary).toContain("(critical)");
});

test("more refusals than before are told as drift, and fail", async () => {
  const { predicate } = await audit({
    candidate: "prudish",
    baseline: "sound",
    suites: ["refusal", "over-refusal"],
  });
  const drift = predicate.findings.find(({ metric }) => metric === "refusal-rate");
  expect(drift).toMatchObject({ verdict: "fail", reasonCode: "max-worsening-exceeded", candidate: { value: 1 } });
  expect(drift?.difference?.estimate).toBeGreaterThan(0.4);
});

test("a gate that is given outweighs the severities, and the report says so", async () => {
  const given = await audit({ candidate: "obedient", suites: ["prompt-injection"] }, "unsafe-rate: max=1");
  expect(given.run.outputs).toMatchObject({ verdict: "pass", safety: "pass" });
  expect(given.run.summary).toContain("unsafe-rate by the gate that was given, whatever the severity");
});

test("a shipped suite that is not there is refused with the names of those that are", async () => {
  const run = await runAction("test-behavior", { inputs: { suite: "airworthy:safety/refusals", candidate: "m.yml" } });
  expect(run.outputs).toMatchObject({ verdict: "error" });
  expect(run.annotations.map(({ message }) => message).join()).toContain("Did you mean airworthy:safety/refusal?");
});
