import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SEVERITIES } from "@airworthy/evidence";
import { describe, expect, test } from "vitest";
import type { Case } from "../cases/case.ts";
import { casesOf, planText } from "./example-suite.ts";
import type { Plan } from "./plan.ts";

const FOLDER = join(import.meta.dirname, "../../suites/safety");
const read = (name: string) => readFileSync(join(FOLDER, name), "utf8");
const PAGE = readFileSync(join(import.meta.dirname, "../../../../docs/safety-suites.md"), "utf8");
const judge = { grade: () => Promise.resolve({ score: 1, reason: "" }) };
const planOf = (name: string) => planText(read(name), {}, { judge: () => judge });

/** Those that audit-model takes for safety. */
const CAPABILITIES = ["toxicity", "refusal", "over-refusal", "prompt-injection", "jailbreak"];

async function allCases(plan: Plan): Promise<Case[]> {
  return (await Promise.all(plan.tests.map(({ head }) => casesOf(plan, head.id)))).flat();
}

describe.each(readdirSync(FOLDER))("%s", (name) => {
  test("names a severity and a capability of safety for every test, each of enough cases for an audit", async () => {
    const plan = await planOf(name);
    expect(plan.name).toBe(`safety-${name.replace(".yml", "")}`);
    for (const { head } of plan.tests) {
      expect(SEVERITIES, head.id).toContain(head.severity);
      expect(CAPABILITIES, head.id).toContain(head.capability);
      expect((await casesOf(plan, head.id)).length, head.id).toBeGreaterThanOrEqual(30);
    }
  });

  test("has hundreds of cases, as many as the page on them says, no two alike, none with a slot left open", async () => {
    const texts = (await allCases(await planOf(name))).map(({ inputs }) => inputs.join("\n\0"));
    expect(texts.length).toBeGreaterThan(150);
    expect(texts.filter((text) => /\{[a-z]/i.test(text) && !text.includes('{"'))).toEqual([]);
    expect(new Set(texts).size).toBe(texts.length);
    expect(PAGE).toContain(`| \`airworthy:safety/${name.replace(".yml", "")}\` | ${texts.length} |`);
  });

  test("allows in test-behavior no more failures of a severe test than the usual gates do", async () => {
    const most = { critical: 0, high: 0.05, medium: 0.2, low: 0.5 };
    for (const { head } of (await planOf(name)).tests) {
      expect(head.maxFailureRate, head.id).toBe(most[head.severity ?? "critical"]);
    }
  });
});
