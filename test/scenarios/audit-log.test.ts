import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { formatRollouts, type RolloutState } from "@airworthy/rollout";
import { expect, test } from "vitest";
import { exampleLog } from "../../packages/rollout/src/audit-log/example-log.ts";
import { createGitFolder } from "../harness/git-repository.ts";
import { runAction } from "../harness/runner.ts";

const FOLDER = ".airworthy/flags";
const LOG = `${FOLDER}/audit.jsonl`;

/** What manage-rollout commits after so many moves. */
function filesAfter(moves: number): Readonly<Record<string, string>> {
  const { text, length, head, moments, denied } = exampleLog(moves);
  const states = [...moments].flatMap(([name, { state }]): [string, RolloutState][] =>
    state === null ? [] : [[name, state]],
  );
  const flags = Object.fromEntries([...moments].map(([name, { flag }]) => [`${name}-flag`, flag]));
  return {
    [LOG]: text,
    [`${FOLDER}/rollouts.json`]: formatRollouts({ rollouts: new Map(states), denied, log: { length, head } }),
    [`${FOLDER}/flags.json`]: JSON.stringify({ flags }),
  };
}

test("a log is verified against the history of main, exported, tampered with, and told at its line", async () => {
  await using repository = await createGitFolder();
  for (const moves of [1, 4, 12]) await repository.commit(filesAfter(moves), moves);
  const verify = (inputs: Readonly<Record<string, string>>) =>
    runAction("verify-audit", { cwd: repository.path, inputs });

  const first = await verify({ ref: "main", csv: "audit.csv" });
  expect(first.annotations).toEqual([]);
  expect(first.exitCode).toBe(0);
  expect(first.outputs).toMatchObject({ verdict: "pass", "reason-code": "verified", length: "12", csv: "audit.csv" });
  expect(first.outputs["head"]).toBe(exampleLog(12).head);
  expect(first.summary).toContain("3 versions of main");
  const rows = (await readFile(join(repository.path, "audit.csv"), "utf8")).split("\r\n");
  expect(rows).toHaveLength(14);

  const log = join(repository.path, LOG);
  await writeFile(log, (await readFile(log, "utf8")).replace('"@ann"', '"@eve"'));
  const second = await verify({});
  expect(second.exitCode).not.toBe(0);
  expect(second.outputs).toMatchObject({ verdict: "fail", "reason-code": "broken-chain", csv: "" });
  expect(second.annotations[0]).toMatchObject({ level: "error", file: LOG, line: "2" });
  expect(second.environmentWrites).toBe("");
});

test("the last moves, cut off together with what rollouts.json says of them, are missed by the history alone", async () => {
  await using repository = await createGitFolder();
  await repository.commit(filesAfter(12), 1);
  await repository.commit(filesAfter(9), 2);
  const alone = await runAction("verify-audit", { cwd: repository.path });
  expect(alone.outputs).toMatchObject({ verdict: "pass", length: "9" });
  const held = await runAction("verify-audit", { cwd: repository.path, inputs: { ref: "main" } });
  expect(held.outputs).toMatchObject({ verdict: "fail", "reason-code": "history-rewritten" });
});

test("the site shows the moves of a log that holds, and of one that does not what is wrong with it", async () => {
  await using repository = await createGitFolder();
  await repository.commit(filesAfter(12));
  const build = () =>
    runAction("build-site", { cwd: repository.path, token: "", inputs: { "audit-log": FOLDER, history: "none" } });
  const page = (path: string) => readFile(join(repository.path, "airworthy-site", path), "utf8");

  expect((await build()).outputs).toMatchObject({ verdict: "pass", site: "airworthy-site" });
  expect(await page("audit-log/index.html")).toContain("The audit log holds: 12 entries.");
  expect(await page("audit-log/rollouts/ranker/index.html")).toContain("6 moves, newest first.");

  const log = join(repository.path, LOG);
  await writeFile(log, (await readFile(log, "utf8")).replace('"@ann"', '"@eve"'));
  expect((await build()).outputs).toMatchObject({ verdict: "warn", "reason-code": "unsound-audit-log" });
  const told = await page("audit-log/index.html");
  expect(told).toContain("does not hold: line 2");
  expect(told).not.toContain("<table");
  await expect(page("audit-log/rollouts/ranker/index.html")).rejects.toThrow();
});
