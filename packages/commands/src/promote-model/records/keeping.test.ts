import { UserError } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { keeping } from "./keeping.ts";

test("what fails is told with its remedy, what there is no place for is left out", async () => {
  const failing = async () => {
    throw new UserError("The registry answered 403.", { remedy: "Log in." });
  };
  expect(await keeping("registry tag", failing)).toEqual([
    { record: "registry tag", state: "failed", where: null, problem: "The registry answered 403. Log in." },
  ]);
  expect(await keeping("deployment", async () => null)).toEqual([]);
  expect(await keeping("deployment", async () => ({ state: "there", where: "x" }))).toEqual([
    { record: "deployment", state: "there", where: "x", problem: null },
  ]);
});

test("an interruption by the user ends it all", async () => {
  const interrupted = async () => AbortSignal.abort().throwIfAborted() ?? null;
  await expect(keeping("deployment", interrupted)).rejects.toMatchObject({ name: "AbortError" });
});
