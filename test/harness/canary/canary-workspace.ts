import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { analyzeCanary, manageRollout } from "@airworthy/commands";
import { formatStatement } from "@airworthy/evidence";
import type { InputValues, Outcome } from "@airworthy/runtime";
import { ROLLOUT_DEFAULTS } from "../rollout-defaults.ts";
import { CANDIDATE, STABLE, writeClearance } from "../rollout-workspace.ts";
import { silentPorts } from "../silent-ports.ts";
import { CANARY_DEFAULTS } from "./canary-defaults.ts";
import { HEALTHY, visitsOf, type World } from "./visits.ts";

type Inputs = InputValues<typeof analyzeCanary.inputs>;
type MoveInputs = InputValues<typeof manageRollout.inputs>;

const MONDAY = Date.parse("2026-03-02T09:00:00Z");

/** A rollout by 10, 50 and 100 %, of an hour each, and a plan of its looks. */
export const CANARY_CONFIGURATION = `policy:
  expose:
    - type: reproducibility
rollouts:
  ranker:
    steps:
      - { share: 10%, bake: 1h }
      - { share: 50%, bake: 1h }
      - { share: 100%, bake: 1h }
canary:
  ranker:
    sources:
      events: { kind: files, paths: ["*.jsonl"] }
    exposures: { source: events }
    outcomes: { source: events }
    groups: { language: [de, en] }
    metrics:
      helpful: { class: quality, event: feedback, measure: ratio, value: helpful, better: higher, margin: 0.1, critical: true, groups: [language] }
      toxic: { class: safety, event: report, measure: rate, better: lower, margin: 0.01, may-be-none: true }
`;

/** A workspace with a plan and cleared evidence, a clock that a test turns, and users who come by the flag of the moment. */
export async function createCanaryWorkspace(configuration = CANARY_CONFIGURATION) {
  const path = await mkdtemp(join(tmpdir(), "airworthy-canary-"));
  await writeFile(join(path, "airworthy.yml"), configuration);
  await writeClearance(path);
  const clock = { minutes: 0 };
  const now = () => new Date(MONDAY + clock.minutes * 60_000);
  const ports = silentPorts(path, { now, env: { USER: "ann" } });
  const flags = join(path, ".airworthy/flags");
  let users = 0;
  return {
    path,
    clock,
    ports,
    move: (given: Partial<MoveInputs> & Pick<MoveInputs, "move">) =>
      manageRollout.run({ ...ROLLOUT_DEFAULTS, ...given }, ports),
    start() {
      return this.move({ move: "start", package: CANDIDATE, "baseline-package": STABLE });
    },
    /** Runs the verb, and leaves its evidence as the runtime does. */
    async analyze(given: Partial<Inputs> = {}): Promise<Outcome> {
      const outcome = await analyzeCanary.run({ ...CANARY_DEFAULTS, ...given }, ports);
      await mkdir(join(path, "airworthy-evidence"), { recursive: true });
      for (const { name, statement } of outcome.evidence) {
        await writeFile(join(path, "airworthy-evidence", name), formatStatement(statement));
      }
      return outcome;
    },
    /** So many new users come now, each seeing one answer at once. */
    async visit(count: number, world: World = HEALTHY) {
      const text = await readFile(join(flags, "flags.json"), "utf8");
      const events = visitsOf({ flags: text, first: users, count, at: now(), candidate: CANDIDATE, world });
      users += count;
      await appendFile(join(path, "events.jsonl"), events);
    },
    file: (name: string) => readFile(join(flags, name), "utf8"),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 3 }),
  };
}
