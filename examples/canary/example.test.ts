import { mkdtempDisposable, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CanaryPredicate, parseCanary } from "@airworthy/canary";
import { parseStatement } from "@airworthy/evidence";
import { createResolver } from "@airworthy/flags";
import { expect, test } from "vitest";
import { FLAGS_FILE, ROLLOUT } from "./demo/plan.ts";
import { type Moment, rollOut } from "./demo/roll-out.ts";
import { createWorkspace, type Workspace } from "./demo/workspace.ts";
import type { WorldName } from "./simulator/worlds.ts";

/** Half as many looks as in the demo: less to read. */
const HOURS = 6;
const TIMEOUT = { timeout: 180_000 };

async function momentsOf(workspace: Workspace, world: WorldName): Promise<readonly Moment[]> {
  const moments: Moment[] = [];
  for await (const moment of rollOut(workspace, world, HOURS)) moments.push(moment);
  return moments;
}

/** The first rollout's last look, as the README prints it. */
const PRINTED = {
  units: { candidate: 507, baseline: 4_750 },
  helpful: [
    ["de", 0.537, 0.829],
    ["es", 0.724, 0.751],
    ["en", 0.721, 0.719],
  ],
} as const;

async function lookIn(path: string): Promise<CanaryPredicate> {
  return parseCanary(parseStatement(await readFile(path, "utf8"), path));
}

async function served(folder: string): Promise<unknown> {
  const flags = createResolver(await readFile(join(folder, FLAGS_FILE), "utf8"));
  return flags.resolve(ROLLOUT, { targetingKey: "user-1" }).value;
}

test(
  "the candidate that fails German users is taken back by itself and stays away; mended it reaches everybody",
  TIMEOUT,
  async () => {
    await using space = await mkdtempDisposable(join(tmpdir(), "airworthy-canary-"));
    await using workspace = await createWorkspace(space.path);
    const { airworthy, digests, webhook } = workspace;

    const broken = await momentsOf(workspace, "german-regression");
    expect(broken.at(-1)).toMatchObject({ what: "rollback", phase: "rolled-back" });
    expect(broken.at(-1)?.at.toISOString()).toBe("2026-03-03T14:00:00.000Z");
    const look = await lookIn(join(space.path, broken.at(-1)?.evidence[0] ?? ""));
    expect(look.exposure.units).toEqual(PRINTED.units);
    for (const [language, candidate, baseline] of PRINTED.helpful) {
      const id = `helpful?language=${language}`;
      const finding = look.findings.find((found) => found.id === id);
      expect([finding?.candidate.value, finding?.baseline.value], id).toEqual([
        expect.closeTo(candidate, 3),
        expect.closeTo(baseline, 3),
      ]);
      expect(finding?.reasonCode, id).toBe(language === "de" ? "margin-breached" : "margin-not-proven");
    }
    expect(await served(space.path)).toBe(digests.vader);
    expect(webhook.alerts).toMatchObject([{ occasion: "opened", owners: ["@ann"] }]);
    expect(await workspace.start("german-regression")).toMatchObject({ verdict: "fail", reasonCode: "denied" });

    const healthy = await momentsOf(workspace, "healthy");
    expect(healthy.at(-1)).toMatchObject({ what: "promote", phase: "complete" });
    expect(healthy.map(({ what }) => what)).not.toContain("rollback");
    expect(await served(space.path)).toBe(digests.mended);
    expect(webhook.alerts).toHaveLength(1);
    // Start and rollback; start, two advances and promotion.
    expect(await airworthy("verify-audit", [])).toMatchObject({ verdict: "pass", outputs: { length: "6" } });
  },
);

test(
  "a candidate whose answers are reported as toxic is taken back, whatever else is said of it",
  TIMEOUT,
  async () => {
    await using space = await mkdtempDisposable(join(tmpdir(), "airworthy-canary-"));
    await using workspace = await createWorkspace(space.path);
    const moments = await momentsOf(workspace, "toxic");
    expect(moments.at(-1)).toMatchObject({ what: "rollback", phase: "rolled-back" });
    expect(moments.at(-1)?.headline).toContain("toxic");
    expect(await served(space.path)).toBe(workspace.digests.vader);
  },
);
