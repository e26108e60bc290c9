import { sha256 } from "@airworthy/evidence";
import type { Denial } from "../state/denial.ts";
import { idleRollout, type RolloutState } from "../state/rollout-state.ts";
import type { EntryDraft, RolloutDraft } from "./entry.ts";
import { exampleStageDraft, goesBack, packageAfter } from "./example-stage.ts";
import { formatEntry } from "./format-entry.ts";
import type { LogHead } from "./read-log.ts";
import { denialsDigest, type RolloutMoment, sideOf, valueDigest } from "./rollout-moment.ts";
import type { LogExpectations } from "./verify-log.ts";

/** Logs for tests. */
export interface ExampleLog extends LogHead {
  readonly text: string;
  /** What the files beside the log hold. */
  readonly expectations: LogExpectations;
  /** The same as values, by the names of the rollouts. */
  readonly moments: ReadonlyMap<string, RolloutMoment>;
  readonly denied: readonly Denial[];
}

const CANDIDATE = `sha256:${"c".repeat(64)}`;
const STABLE = `sha256:${"a".repeat(64)}`;
const STEPS = Array.from({ length: 10 }, (_, index) => {
  return { share: (index + 1) / 10, segment: null, bakeSeconds: 3_600, approvers: 0 };
});

/** The rollout's move of that number, from 1: a start, steps up, and every tenth move a rollback that denies. */
export function exampleDraft(name: string, move: number, sides: Pick<RolloutDraft, "before" | "after">): RolloutDraft {
  const isRollback = move % 10 === 0;
  return {
    rollout: { name, number: 1 + Math.floor((move - 1) / 10) },
    flag: `${name}-flag`,
    move: isRollback ? "rollback" : move % 10 === 1 ? "start" : "advance",
    on: timeOf(move),
    by: { actor: "@ann", via: "action", run: `https://github.com/octo-org/models/actions/runs/${move}` },
    why: isRollback ? 'accuracy fell, "badly"' : null,
    pullRequest: isRollback ? null : move,
    candidate: CANDIDATE,
    stable: STABLE,
    ...sides,
    denied: isRollback ? CANDIDATE : null,
    allowed: null,
    evidence: [{ name: "canary.json", sha256: sha256(`${name} ${move}`) }],
    request: `request-${move}`,
  };
}

/** A log of so many moves, of the rollouts in turn. A name such as "ranker#production" is no rollout's but a stage's. */
export function exampleLog(moves: number, names: readonly string[] = ["ranker", "sentiment"]): ExampleLog {
  return exampleSequence(Array.from({ length: moves }, (_, index) => names[index % names.length] ?? "ranker"));
}

/** A log with an entry of each of these, in their order. */
export function exampleSequence(names: readonly string[]): ExampleLog {
  const moments = new Map<string, RolloutMoment>();
  const numbers = new Map<string, number>();
  const lines: string[] = [];
  let denied: readonly Denial[] = [];
  let head: string | null = null;
  let clock = 0;
  for (const [index, name] of names.entries()) {
    const number = 1 + (numbers.get(name) ?? 0);
    numbers.set(name, number);
    clock = Math.max(clock, number);
    const step: Step = { name, number, index, on: timeOf(clock), denied };
    const { draft, ...after } = name.includes("#") ? stageStep(step) : rolloutStep(step, moments);
    denied = after.denied;
    const line = formatEntry({ ...draft, version: 1, sequence: index + 1, previous: head, signature: null });
    lines.push(`${line}\n`);
    head = sha256(line);
  }
  const current = {
    rollouts: new Map([...moments].map(([name, { state }]) => [name, valueDigest(state)])),
    flags: new Map([...moments].map(([name, { flag }]) => [`${name}-flag`, valueDigest(flag)])),
    denials: denialsDigest(denied),
  };
  const { length } = lines;
  const expectations = { head: { length, head, source: "rollouts.json" }, anchors: [], current };
  return { text: lines.join(""), length, head, expectations, moments, denied };
}

interface Step {
  readonly name: string;
  /** Of the entries of that name, from 1. */
  readonly number: number;
  readonly index: number;
  readonly on: string;
  readonly denied: readonly Denial[];
}

interface Stepped {
  readonly draft: EntryDraft;
  readonly denied: readonly Denial[];
}

function rolloutStep({ name, number, index, on, denied: had }: Step, moments: Map<string, RolloutMoment>): Stepped {
  const before = { ...(moments.get(name) ?? { state: null, flag: null }), denied: had };
  const denied = number % 10 === 0 ? [exampleDenial(index)] : had;
  const flag = { variants: { candidate: CANDIDATE }, weight: number };
  const after = { state: exampleState(name, number), flag, denied };
  moments.set(name, after);
  const draft = exampleDraft(name, number, { before: sideOf(before), after: sideOf(after) });
  return { draft: { ...draft, on }, denied };
}

function stageStep({ name, number, index, on, denied: had }: Step): Stepped {
  const [model = "", stage = ""] = name.split("#");
  const gone = goesBack(number) ? packageAfter({ model }, number - 1) : null;
  const denied = gone === null ? had : [{ ...exampleDenial(index), digest: gone, rollout: `${stage} of ${model}` }];
  const denials = [denialsDigest(had), denialsDigest(denied)] as const;
  return { draft: exampleStageDraft({ model, stage, number, on, denials }), denied };
}

/** How a rollout stands after so many moves. */
export function exampleState(name: string, move: number): RolloutState {
  return {
    ...idleRollout({ name, flag: `${name}-flag`, model: name }),
    number: 1 + Math.floor((move - 1) / 10),
    revision: move,
    phase: "running",
    stable: { digest: STABLE, version: "1.0.0" },
    candidate: { digest: CANDIDATE, version: "2.0.0" },
    ramp: { steps: STEPS, segments: [] },
    step: 1 + ((move - 1) % 10),
    stepStartedOn: timeOf(move),
    startedOn: timeOf(1),
    movedOn: timeOf(move),
  };
}

function exampleDenial(index: number): Denial {
  const on = timeOf(index);
  return { digest: CANDIDATE, version: null, reason: `number ${index}`, by: "@ann", on, rollout: "ranker-1" };
}

function timeOf(move: number): string {
  return new Date(Date.UTC(2026, 2, 1) + move * 60_000).toISOString();
}
