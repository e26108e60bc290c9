import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CANARY_CONFIGURATION, createCanaryWorkspace } from "../../../../test/harness/canary/canary-workspace.ts";
import { CANDIDATE, STABLE } from "../../../../test/harness/rollout-workspace.ts";

const TIMES = { since: "2026-03-02T09:15:00Z", until: "2026-03-02T09:45:00Z", every: "15m" };
const VERSIONS = { package: CANDIDATE, "baseline-package": STABLE };

test("a rollout that is over is replayed by its own number, and only by the steps that it had", async () => {
  await using at = await createCanaryWorkspace();
  await at.start();
  await at.visit(4_000);
  at.clock.minutes = 60;
  await at.move({ move: "rollback", why: "a doubt" });
  await at.move({ move: "allow", digest: CANDIDATE, why: "none any more" });
  await at.start();
  const past = { task: "replay", rollout: "ranker-1", ...TIMES } as const;
  const replays = [await at.analyze(past)];
  const read = () => readFile(join(at.path, "airworthy-report/canary-replay.jsonl"), "utf8");
  const recorded = await read();
  expect(recorded).toContain('"candidate":');
  expect(recorded).not.toContain("no-data");
  replays.push(await at.analyze({ ...past, ...VERSIONS, "step-starts": ["2026-03-02T09:00:00Z"] }));
  expect(await read()).toBe(recorded);
  expect(replays.map(({ outputs }) => outputs["rollout"])).toEqual(["ranker-1", "ranker-1"]);

  const other = CANARY_CONFIGURATION.replace("share: 10%", "share: 1%");
  await writeFile(join(at.path, "airworthy.yml"), other);
  await expect(at.analyze(past)).rejects.toThrow("step 1 of ranker-1 had 10%; the ramp that is known has 1%");
});

test("times are in order, and say their zone", async () => {
  await using at = await createCanaryWorkspace();
  const replay = { task: "replay", ...TIMES, ...VERSIONS } as const;
  const backward = ["2026-03-02T10:00:00Z", "2026-03-02T09:00:00Z"];
  await expect(at.analyze({ ...replay, "step-starts": backward })).rejects.toThrow("not in the order of the steps");
  await expect(at.analyze({ ...replay, "step-starts": ["1"] })).rejects.toThrow('step-starts: "1" was given');
  await expect(at.analyze({ ...replay, until: "2026-03-01T09:00:00Z" })).rejects.toThrow("before since");
  await expect(at.analyze({ ...replay, since: "2026-03-02T09:00:00" })).rejects.toThrow("since");
});
