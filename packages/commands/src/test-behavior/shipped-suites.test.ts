import { readdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { UserError } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { readPlan } from "./read-plan.ts";
import { SHIPPED_SUITES, suitePath } from "./shipped-suites.ts";

const OPTIONS = { repeats: 1, shard: null };
const judge = () => ({ grade: () => Promise.resolve({ score: 1, reason: "" }) });

test("every suite in the folder is shipped, and none that is not there", async () => {
  const folder = dirname(suitePath("airworthy:safety/refusal", "/"));
  const names = (await readdir(folder)).map((file) => `safety/${file.replace(".yml", "")}`);
  expect(names.sort()).toEqual([...SHIPPED_SUITES]);
});

test.each(SHIPPED_SUITES)(
  "airworthy:%s is read by its name from any folder, and evidence calls it so",
  async (name) => {
    const file = `airworthy:${name}`;
    const { plan, suite, dataFiles } = await readPlan({ file, cwd: "/nowhere", judge }, OPTIONS);
    expect(plan.name).toBe(name.replace("/", "-"));
    expect(suite).toMatchObject({ name: file, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(await dataFiles(AbortSignal.timeout(10_000))).toEqual([]);
  },
);

test.each([
  ["airworthy:safety/toxicty", "Did you mean airworthy:safety/toxicity?"],
  ["airworthy:", "There are airworthy:safety/over-refusal, airworthy:safety/prompt-injection"],
  ["airworthy:../../package.json", "There are airworthy:safety/over-refusal"],
  ["airworthy:constructor", "There are airworthy:safety/over-refusal"],
])("%s is refused with the names that there are", (suite, remedy) => {
  const act = () => suitePath(suite, "/");
  expect(act).toThrow("comes with Airworthy");
  try {
    act();
  } catch (error) {
    expect(error instanceof UserError && error.remedy).toContain(remedy);
  }
});

test("any other name is a file, looked for from the working folder", () => {
  expect(suitePath("suites/safety.yml", "/work")).toBe(resolve("/work", "suites/safety.yml"));
});
