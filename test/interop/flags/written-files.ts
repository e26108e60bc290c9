import { composeFlag } from "@airworthy/experiments";
import { flagOf, isUnderway, type RolloutState, shareOfEverybody, sharesOf, writeFlag } from "@airworthy/rollout";
import {
  planOf as experimentPlan,
  keysOf,
  knowing,
  LATER,
  running,
} from "../../../packages/experiments/fixtures/example.ts";
import { addArm, dropArm } from "../../../packages/experiments/src/moves/arms.ts";
import { splitAnew } from "../../../packages/experiments/src/moves/split-anew.ts";
import {
  atStep,
  CANDIDATE_VERSION,
  moveOn,
  planOf,
  REQUESTS,
  readyAt,
  situation,
} from "../../../packages/rollout/fixtures/example.ts";

export const FLAG = "ranker";
/** What flags have for the candidate. */
export const CANDIDATE_VALUE = CANDIDATE_VERSION.digest;

/** Two segments, then everybody in five steps. */
const PLAN = planOf(`
${FLAG}:
  steps:
    - { segment: staff, share: 100%, bake: 1h }
    - { segment: beta, share: 10%, bake: 1h }
    - { share: 1%, bake: 1h }
    - { share: 5%, bake: 1h }
    - { share: 25%, bake: 1h }
    - { share: 50%, bake: 1h }
    - { share: 100%, bake: 1h }
  segments:
    staff: { ends_with: [{ var: email }, "@example.com"] }
    beta: { and: [{ in: [{ var: country }, [NZ, IS]] }, { sem_ver: [{ var: version }, ">=", "2.0.0"] }] }
`);

/** A flags.json as a move leaves it. */
export interface WrittenFile {
  readonly name: string;
  readonly text: string;
}

export interface RolloutFile extends WrittenFile {
  /** The planned share of those that are in no segment. */
  readonly share: number;
}

/** The file of a rollout after every step, after its promotion, and after a rollback. */
export function rolloutFiles(): readonly RolloutFile[] {
  const steps = PLAN.steps.map((_, index) => atStep(index + 1, PLAN));
  const [late] = steps.slice(4);
  const last = steps.at(-1);
  if (late === undefined || last === undefined) throw new Error("the plan is too short");
  const moved = (state: RolloutState, request: typeof REQUESTS.rollback | typeof REQUESTS.promote) =>
    moveOn(situation(state, request, readyAt(state), { plan: PLAN })).state;
  return [
    ...steps.map((state, index) => rolloutFile(`step ${index + 1}: ${shown(state)}`, state)),
    rolloutFile("after the promotion", moved(last, REQUESTS.promote), 1),
    rolloutFile("after a rollback from step 5 instead", moved(late, REQUESTS.rollback), 0),
  ];
}

/** Files of experiments: with two arms, with arms that came and went, in a part of a namespace with a holdout. */
export function experimentFiles(): readonly WrittenFile[] {
  const two = running(experimentPlan(["control", "short"]));
  const plan = experimentPlan(["control", "short", "long"]);
  const three = addArm(two, "long", plan, { ...knowing(["control", "short", "long"]), now: LATER }).after;
  const again = splitAnew(three, { arms: three.arms, slots: [1_000, 8_000, 1_000] }, LATER);
  const part = running(experimentPlan(["control", "short"], { traffic: 2_500, holdout: 500, namespace: "search" }));
  const named = {
    "two arms": two,
    "a third arm": three,
    "other weights": again,
    "without the second arm": dropArm(again, "short", LATER).after,
    "a quarter of a namespace, with a holdout": part,
  };
  return Object.entries(named).map(([name, experiment]) => ({
    name,
    text: writeFlag(null, experiment.flag, composeFlag(experiment), "flags.json"),
  }));
}

/** Users as an application tells of them, with keys in ASCII and beyond it. One in ten is in a segment. */
export function usersOf(count: number): readonly Readonly<Record<string, string>>[] {
  return keysOf(count).map((targetingKey, index) => ({
    targetingKey,
    email: index % 20 === 0 ? `${index}@example.com` : `${index}@example.org`,
    country: index % 20 === 1 ? "NZ" : "DE",
    version: index % 3 === 0 ? "1.9.0" : "v2.1",
  }));
}

/** Whether a user is in a segment of that plan. */
export function isInSegment({ email, country, version }: Readonly<Record<string, string>>): boolean {
  return email?.endsWith("@example.com") === true || (country === "NZ" && version === "v2.1");
}

function rolloutFile(name: string, state: RolloutState, share = shareOf(state)): RolloutFile {
  const flag = flagOf(state);
  if (flag === null) throw new Error("the rollout serves nothing");
  return { name, text: writeFlag(null, FLAG, flag, "flags.json"), share };
}

function shareOf(state: RolloutState): number {
  return isUnderway(state) ? shareOfEverybody(state) : 0;
}

function shown(state: RolloutState): string {
  if (!isUnderway(state)) return state.phase;
  const parts = sharesOf(state).map(({ name, share }) => `${name} ${percent(share)}`);
  return [...parts, `everybody ${percent(shareOfEverybody(state))}`].join(", ");
}

function percent(share: number): string {
  return `${share * 100} %`;
}
