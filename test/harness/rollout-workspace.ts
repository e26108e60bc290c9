import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { formatStatement, type VersionRef } from "@airworthy/evidence";
import { ADVANCING, decided, RUN, statementOf, UNDECIDED } from "../../packages/canary/fixtures/example.ts";
import type { Decision } from "../../packages/canary/src/index.ts";
import { exampleStatement } from "../../packages/governance/src/reproducibility/example-reproduction.ts";

export const CANDIDATE = `sha256:${"a".repeat(64)}`;
export const STABLE = `sha256:${"b".repeat(64)}`;

/** A rollout in three steps of an hour, and a policy that asks for one kind of evidence. */
export const ROLLOUT_CONFIGURATION = `policy:
  expose:
    - type: reproducibility
rollouts:
  ranker:
    steps:
      - { share: 5%, bake: 1h }
      - { share: 25%, bake: 1h }
      - { share: 100%, bake: 1h }
`;

/** Writes the evidence that clears a package by that policy. */
export async function writeClearance(folder: string, digest = CANDIDATE): Promise<void> {
  const sha256 = digest.slice("sha256:".length);
  const candidate: VersionRef = { name: "ranker", version: "2.0.0", sha256, digestOf: "package" };
  await writeEvidence(
    folder,
    `reproducibility-${sha256.slice(0, 4)}.json`,
    formatStatement(exampleStatement({ candidate })),
  );
}

export interface Look {
  readonly decision: Extract<Decision, "advance" | "promote" | "inconclusive">;
  /** The step, from 1. */
  readonly position: number;
  /** ISO 8601. */
  readonly stepStartedOn: string;
  readonly at: string;
}

const SHARES = [0.05, 0.25, 1];

/** Writes a look of the canary at the first rollout of that plan. */
export async function writeLook(folder: string, { decision, position, stepStartedOn, at }: Look): Promise<void> {
  const base = decision === "inconclusive" ? UNDECIDED : decided({ ...ADVANCING, decision }, ADVANCING);
  const share = SHARES[position - 1] ?? 1;
  const entry = { at, look: position, by: null, share, decision, reason: base.why } as const;
  const statement = statementOf({
    ...base,
    decision,
    rollout: { id: "ranker-1", flag: "ranker", model: "ranker" },
    exposure: { ...base.exposure, share, previousShare: position === 1 ? null : (SHARES[position - 2] ?? null) },
    ramp: {
      steps: SHARES.map((step) => ({ share: step, segment: null, bakeSeconds: 3_600 })),
      position,
      stepStartedOn,
    },
    timeline: { omitted: 0, entries: [entry] },
    next: { ...base.next, at: null },
    commands: { stop: null, hold: null },
  });
  await writeEvidence(
    folder,
    "canary.json",
    formatStatement({ ...statement, predicate: { ...statement.predicate, ...RUN } }),
  );
}

async function writeEvidence(folder: string, name: string, text: string): Promise<void> {
  await mkdir(join(folder, "airworthy-evidence"), { recursive: true });
  await writeFile(join(folder, "airworthy-evidence", name), text);
}
