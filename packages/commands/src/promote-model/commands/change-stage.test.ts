import { createPromotion, decidePromotion } from "@airworthy/promotion";
import { renderMarkdown } from "@airworthy/report";
import { expect, test } from "vitest";
import { recordsFolder } from "../../../../../test/harness/promotion/records-place.ts";
import { FIRST, promotion, registryWith } from "../../../../promotion/fixtures/example.ts";
import type { Kept } from "../change.ts";
import { tellDone } from "../tell-done.ts";
import { answering } from "./change-stage.ts";

const NOW = "2026-03-02T10:00:00Z";
const RUN = { inputs: [], tool: { name: "airworthy", version: "0.1.0" }, startedOn: NOW, finishedOn: NOW };
const LOG: Kept = { record: "audit log", state: "written", where: "3f1c0d9", problem: null };
const TAG: Kept = { record: "registry tag", state: "failed", where: null, problem: "the registry is away" };

async function answered(kept: readonly Kept[], facts: Parameters<typeof promotion>[3] = {}) {
  await using space = await recordsFolder();
  const situation = promotion("staging", FIRST, registryWith([]), facts);
  const outcome = decidePromotion(situation);
  const statement = createPromotion(situation, outcome, RUN);
  const policyFile = { name: "airworthy.yml", sha256: "a".repeat(64) };
  const done = { model: situation.request.model, outcome, statement, kept, policyFile };
  const { answer } = answering(done, await tellDone(done, space.place));
  return renderMarkdown(answer).text;
}

test("all of a change is folded, without an alert, which GitHub draws in no fold", async () => {
  const text = await answered([LOG]);
  expect(text).toMatch(/^<details><summary>Everything that was looked at/);
  expect(text).toContain("Records: 1 of 1 written");
  expect(text).not.toContain("[!");
});

test("which record is missing, and why, stands before the fold", async () => {
  const [before = "", folded] = (await answered([LOG, TAG])).split("<details>");
  expect(before.trim()).toBe("- registry tag, not written: the registry is away");
  expect(folded).toContain("Everything that was looked at");
});

test("which record is missing, and why, is in the log too: with --json nothing else says it", async () => {
  await using space = await recordsFolder();
  const lines: string[] = [];
  const log = { ...space.place.ports.log, warn: (line: string) => void lines.push(line) };
  const place = { ...space.place, ports: { ...space.place.ports, log } };
  const outcome = { effect: "unchanged", stage: "staging", version: null, why: "it was carried out before" } as const;
  const policyFile = { name: "airworthy.yml", sha256: "a".repeat(64) };
  const done = { model: "m", outcome, statement: null, kept: [LOG, TAG], policyFile };
  await expect(tellDone(done, place)).resolves.toMatchObject({ verdict: "error", reasonCode: "record-missing" });
  expect(lines).toEqual(["registry tag, not written: the registry is away"]);
});

test("what a refusal lacks stands before the fold, with the commands", async () => {
  const [before = ""] = (await answered([], { evidence: [] })).split("<details>");
  expect(before).toContain("- needs: behavior: there is no evidence of behavior");
  expect(before).toContain("```sh");
});
