import { canonicalJson } from "@airworthy/evidence";
import type { Block, Table, Text } from "@airworthy/report";
import {
  flagOf,
  isSameRamp,
  isUnderway,
  planSchedule,
  possibleMoves,
  type RolloutPlan,
  type RolloutState,
  type Rollouts,
  rolloutId,
  timeInWords,
  whoInWords,
} from "@airworthy/rollout";
import type { Outcome, Ports } from "@airworthy/runtime";
import { findRollout, flagIn, readFlagFiles } from "./flag-files.ts";
import type { RolloutInputs } from "./inputs.ts";
import type { FlagsPlace } from "./open-flags.ts";
import { NO_POLICY, readRolloutPolicy } from "./read-policy.ts";
import { type RolloutOutputs, statusOf } from "./rollout-outcome.ts";
import { orWithout } from "./stops.ts";

/** Where a rollout stands, or how it is to go. Nothing is written. */
export async function lookAt(place: FlagsPlace, inputs: RolloutInputs, ports: Ports): Promise<Outcome<RolloutOutputs>> {
  const store = await place.store.open();
  const files = await readFlagFiles(store, place);
  const unread: string[] = [];
  const read = async () => readRolloutPolicy(await place.configuration(store), inputs.config);
  // A configuration that is broken must not hide where things stand.
  const { plans } = await orWithout(read, NO_POLICY, (why) => unread.push(`The plan was not read: ${why}`));
  const state = findRollout(files.rollouts, inputs.rollout, plans);
  const plan = plans.get(state.name) ?? null;
  const isEdited = canonicalJson(flagOf(state)) !== canonicalJson(flagIn(files, state.flag, place) ?? null);
  const doubts = [
    ...unread,
    ...(state.number > 0 && isEdited ? ["The flag is not as the last move wrote it."] : []),
    ...(isUnderway(state) && plan !== null && !isSameRamp(plan, state.ramp)
      ? ["The plan has been changed since the start; this rollout goes on by the one that it started with."]
      : []),
    ...(plan === null && unread.length === 0
      ? ["airworthy.yml has no plan of it: it can be held and rolled back only."]
      : []),
  ];
  const verdict = doubts.length > 0 ? "warn" : "pass";
  const headline = headlineOf(state);
  return {
    verdict,
    reasonCode: state.phase,
    headline,
    outputs: { ...statusOf(state), effect: "looked", place: "" },
    evidence: [],
    summary: [
      { kind: "paragraph", text: headline },
      ...doubts.map((line): Block => ({ kind: "alert", tone: "warning", lines: [line] })),
      ...(inputs.move === "status" ? [versionsOf(state), ...deniedOf(files.rollouts), movesOf(state)] : []),
      ...(plan === null ? [] : [scheduleOf(plan, state, ports.now())]),
    ],
    annotations: [],
  };
}

function headlineOf(state: RolloutState): string {
  if (state.phase === "idle") return `Nothing of ${state.name} was started yet.`;
  const id = rolloutId(state);
  if (!isUnderway(state)) return `${id} is ${state.phase.replace("-", " ")}: everybody has the stable version.`;
  const step = state.ramp.steps[state.step - 1];
  const since = timeInWords(state.stepStartedOn);
  const who = step === undefined ? "" : ` with ${whoInWords(step)}`;
  return `${id} is ${state.phase} at step ${state.step} of ${state.ramp.steps.length}${who}, since ${since}.`;
}

function versionsOf({ stable, candidate, good }: RolloutState): Table {
  const rows = [
    ...(candidate === null ? [] : [["candidate", candidate] as const]),
    ...(stable === null ? [] : [["stable", stable] as const]),
    ...good.map((version) => ["stable before", version] as const),
  ];
  return {
    kind: "table",
    columns: [left("which"), left("version"), left("digest")],
    rows: rows.map(([which, { version, digest }]) => [which, version ?? "–", code(digest)]),
  };
}

function deniedOf({ denied }: Rollouts): Block[] {
  if (denied.length === 0) return [];
  const table: Table = {
    kind: "table",
    columns: [left("denied"), left("why"), left("by"), left("on")],
    rows: denied.map(({ digest, reason, by, on }) => [code(digest), reason, by, timeInWords(on)]),
  };
  return [table];
}

function movesOf(state: RolloutState): Block {
  return { kind: "paragraph", text: `Possible now: ${possibleMoves(state).join(", ")}.` };
}

/** The steps that are yet to come, by bakes, windows and freezes alone. */
function scheduleOf(plan: RolloutPlan, state: RolloutState, now: Date): Table {
  const { from, begins } = isUnderway(state)
    ? { from: state.step + 1, begins: later(now, bakedOn(state)) }
    : { from: 1, begins: now };
  const { steps, promotion } = planSchedule(plan, begins.toISOString(), from);
  return {
    kind: "table",
    columns: [{ title: "step", align: "right" }, left("who"), left("earliest")],
    rows: [
      ...steps.map((step): Text[] => [String(step.position), whoInWords(step), whenOf(step.earliest)]),
      ["", "promotion: everybody, for good", whenOf(promotion)],
    ],
  };
}

function bakedOn(state: RolloutState): Date {
  const seconds = state.ramp?.steps[(state.step ?? 0) - 1]?.bakeSeconds ?? 0;
  return new Date(Date.parse(state.stepStartedOn ?? "") + seconds * 1_000);
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}

function whenOf(instant: string | null): string {
  return instant === null ? "no window opens" : timeInWords(instant);
}

function left(title: string): Table["columns"][number] {
  return { title, align: "left" };
}

function code(text: string): Text {
  return { kind: "code", text };
}
