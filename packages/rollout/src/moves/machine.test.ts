import { UserError } from "@airworthy/evidence";
import { createResolver } from "@airworthy/flags";
import fc from "fast-check";
import { expect, test } from "vitest";
import { after, clearanceOf, lookAt, planOf, START, version } from "../../fixtures/example.ts";
import { createRollout } from "../evidence/create-rollout.ts";
import { parseRollout } from "../evidence/predicate.ts";
import { type FlagDefinition, flagOf } from "../flag/flag-definition.ts";
import type { Denial } from "../state/denial.ts";
import { idleRollout, type RolloutState } from "../state/rollout-state.ts";
import { formatRollouts, parseRollouts } from "../state/rollouts-file.ts";
import { decideMove } from "./decide-move.ts";
import { ANALYSIS_DECISIONS, type Facts } from "./facts.ts";
import type { Moved, Outcome, Situation } from "./outcome.ts";
import type { MoveRequest } from "./request.ts";

const VERSIONS = ["1", "2", "3", "4"].map((digit) => version(digit, digit));
const BASELINE = version("0", "0");
const PLANS = ["a", "b"].map((name) =>
  planOf(`${name}: { steps: [{ share: 1%, bake: 60s }, { share: 50%, bake: 60s }, { share: 100%, bake: 60s }] }`),
);
const USERS = Array.from({ length: 200 }, (_, index) => ({ targetingKey: `user-${index}` }));
const EXPOSING = ["start", "advance", "resume", "promote"];
const RUN = {
  inputs: [],
  tool: { name: "airworthy", version: "0.1.0" },
  startedOn: START,
  finishedOn: START,
  log: null,
};

/** What somebody outside remembers: the versions that users had, and what nobody is to get again. */
interface Model {
  readonly exposed: Map<string, ReadonlyMap<string, string>>;
  readonly denied: Set<string>;
}

/** The folder's content. */
interface Real {
  readonly states: Map<string, RolloutState>;
  denied: readonly Denial[];
  now: string;
  count: number;
}

interface Drawn {
  readonly plan: number;
  readonly move: MoveRequest["move"];
  readonly version: number;
  readonly isCleared: boolean;
  readonly decision: (typeof ANALYSIS_DECISIONS)[number] | null;
  readonly seconds: number;
  readonly named: boolean;
}

class MoveCommand implements fc.Command<Model, Real> {
  readonly drawn: Drawn;

  constructor(drawn: Drawn) {
    this.drawn = drawn;
  }

  check(): boolean {
    return true;
  }

  run(model: Model, real: Real): void {
    real.now = after(this.drawn.seconds, real.now);
    real.count += 1;
    const situation = situationOf(this.drawn, real);
    const outcome = decided(situation);
    if (outcome === null) return;
    expect(parseRollout(createRollout(situation, outcome, RUN)).effect).toBe(outcome.effect);
    if (outcome.effect === "moved") this.#moved(situation, outcome, model, real);
  }

  toString(): string {
    return JSON.stringify(this.drawn);
  }

  #moved(situation: Situation, outcome: Moved, model: Model, real: Real): void {
    const { state, request, facts } = situation;
    expect(outcome.state.revision).toBe(state.revision + 1);
    const before = model.exposed.get(state.name) ?? new Map();
    const users = exposureOf(flagOf(outcome.state));
    const served = new Set(users.values());
    expect(served.size).toBeLessThanOrEqual(2);
    if (EXPOSING.includes(request.move)) {
      expect(facts.clearance).toMatchObject({
        cleared: true,
        subject: outcome.state.candidate?.digest ?? outcome.state.stable?.digest,
      });
      expect(model.denied.has(outcome.state.candidate?.digest ?? outcome.state.stable?.digest ?? "")).toBe(false);
    } else {
      // By no other move does anybody get what was not there for somebody before, but for what is gone back to.
      const known = new Set([...before.values(), outcome.state.stable?.digest]);
      expect([...served].filter((digest) => !known.has(digest))).toEqual([]);
    }
    if (request.move === "rollback") {
      const gone = state.candidate?.digest ?? state.stable?.digest ?? "";
      model.denied.add(gone);
      expect(served.size).toBe(1);
      expect([...served].filter((digest) => model.denied.has(digest))).toEqual([]);
    }
    if (request.move === "advance") {
      const candidate = outcome.state.candidate?.digest;
      for (const [user, digest] of before) if (digest === candidate) expect(users.get(user)).toBe(candidate);
    }
    if (request.move === "allow") model.denied.delete(request.digest);
    model.exposed.set(state.name, users);
    real.states.set(state.name, outcome.state);
    real.denied = outcome.denied;
    expect(new Set(real.denied.map(({ digest }) => digest))).toEqual(model.denied);
    // What is written is read again, and the same request does nothing more.
    const written = formatRollouts({ rollouts: real.states, denied: real.denied, log: { length: 0, head: null } });
    expect(parseRollouts(written, "rollouts.json").rollouts.get(state.name)).toEqual(outcome.state);
    const replayed = { ...situation, state: outcome.state, denied: outcome.denied };
    expect(decideMove(replayed).effect).toBe("unchanged");
  }
}

function decided(situation: Situation): Outcome | null {
  try {
    return decideMove(situation);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return null;
  }
}

function situationOf({ plan: index, ...drawn }: Drawn, { states, denied, now, count }: Real): Situation {
  const plan = PLANS[index] ?? planOf("");
  const state = states.get(plan.name) ?? idleRollout(plan);
  const asked = VERSIONS[drawn.version] ?? BASELINE;
  const subject = state.candidate ?? asked;
  const facts: Facts = {
    now,
    actor: "@ann",
    isByHand: false,
    plan,
    approvals: [],
    clearance: clearanceOf(subject, drawn.isCleared ? "pass" : "inconclusive"),
    analysis: drawn.decision === null || state.step === null ? null : lookAt(state, drawn.decision, now),
    flag: flagOf(state) ?? undefined,
  };
  return { state, denied, request: requestOf(drawn, asked.digest, `request-${count}`), facts };
}

function requestOf({ move, version, named }: Omit<Drawn, "plan">, digest: string, id: string): MoveRequest {
  const common = { id, reason: "because" };
  switch (move) {
    case "start":
      return { ...common, move, candidate: VERSIONS[version] ?? BASELINE, baseline: BASELINE };
    case "advance":
      return { ...common, move, to: named ? { share: 0.5, segment: null } : null };
    case "rollback":
      return { ...common, move, digest: named ? digest : null };
    case "allow":
      return { ...common, move, digest };
    default:
      return { ...common, move };
  }
}

/** The digest that each user gets. */
function exposureOf(flag: FlagDefinition | null): ReadonlyMap<string, string> {
  if (flag === null) return new Map();
  const resolver = createResolver(JSON.stringify({ flags: { model: flag } }));
  return new Map(USERS.map((user) => [user.targetingKey, String(resolver.resolve("model", user).value)]));
}

const commands = fc
  .record({
    plan: fc.constantFrom(0, 1),
    move: fc.constantFrom<MoveRequest["move"][]>(
      "start",
      "start",
      "advance",
      "advance",
      "advance",
      "hold",
      "resume",
      "resume",
      "promote",
      "promote",
      "rollback",
      "allow",
    ),
    version: fc.integer({ min: 0, max: VERSIONS.length - 1 }),
    isCleared: fc.constantFrom(true, true, true, false),
    decision: fc.constantFrom(null, ...ANALYSIS_DECISIONS, "advance", "promote", "promote", "promote"),
    seconds: fc.constantFrom(0, 30, 60, 90),
    named: fc.boolean(),
  })
  .map((drawn) => new MoveCommand(drawn));

/** The phases and numbers of rollouts that random moves led to. */
function play(parameters: fc.Parameters<unknown>): ReadonlySet<string> {
  const reached = new Set<string>();
  fc.assert(
    fc.property(fc.commands([commands], { maxCommands: 60, size: "max" }), (moves) => {
      const real: Real = { states: new Map(), denied: [], now: START, count: 0 };
      fc.modelRun(() => ({ model: { exposed: new Map(), denied: new Set<string>() }, real }), moves);
      for (const { phase, number } of real.states.values()) reached.add(phase).add(String(Math.min(number, 3)));
    }),
    parameters,
  );
  return reached;
}

test("whatever is asked in whatever order, nobody gets what is denied or not cleared, and no move counts twice", () => {
  play({ numRuns: 200 });
});

test("such moves lead to every phase, and to a third rollout of the same flag", () => {
  expect([...play({ numRuns: 200, seed: 1 })]).toEqual(
    expect.arrayContaining(["running", "held", "rolled-back", "complete", "3"]),
  );
});
