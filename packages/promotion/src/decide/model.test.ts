import fc from "fast-check";
import { expect, test } from "vitest";
import {
  approvalBy,
  CARL,
  FIRST,
  MODEL,
  POLICY,
  promotion,
  registryWith,
  rollback,
  SECOND,
  THIRD,
} from "../../fixtures/example.ts";
import { fullEvidence } from "../../fixtures/example-evidence.ts";
import { createPromotion, createRollback } from "../evidence/create-promotion.ts";
import { shortHex } from "../fields.ts";
import { emptyModel, entryOf, type RegistryModel, type TagFact } from "../records/registry.ts";
import { decidePromotion } from "./decide-promotion.ts";
import { decideRollback } from "./decide-rollback.ts";
import { deniedByTags } from "./denial.ts";
import type { Candidate, PromotionFacts } from "./facts.ts";

const CANDIDATES = [FIRST, SECOND, THIRD];
const STAGES = ["staging", "production"] as const;
const START = Date.UTC(2026, 2, 1);
const RUN = {
  inputs: [],
  tool: { name: "airworthy", version: "0.1.0" },
  startedOn: "2026-03-02T10:00:00Z",
  finishedOn: "2026-03-02T10:00:01Z",
};

/** What somebody outside remembers, beside the tags. */
interface Model {
  /** What each stage has. */
  readonly present: Map<string, string>;
  /** What ever was in a stage, as "stage digest". */
  readonly reached: Set<string>;
  readonly denied: Set<string>;
  readonly ids: Set<string>;
}

/** The repository. */
interface Real {
  tags: readonly TagFact[];
  count: number;
}

interface Drawn {
  readonly move: "promote" | "rollback";
  readonly version: number;
  readonly stage: (typeof STAGES)[number];
  /** What is wrong with it; null where nothing is. */
  readonly flaw: Flaw | null;
  /** Whether a request of before is delivered again. */
  readonly isReplay: boolean;
  readonly isReversed: boolean;
}

type Flaw = keyof typeof FLAWS;

/** Each alone must stop a promotion to production. */
const FLAWS = {
  "no evidence": () => ({ evidence: [] }),
  "other evidence": (of: Candidate) => ({ evidence: fullEvidence(of === FIRST ? SECOND : FIRST) }),
  "one approval": (of: Candidate) => ({ approvals: [approvalBy("@ann", of)] }),
  "own approval": (of: Candidate) => ({ approvals: [approvalBy("@ann", of), approvalBy("@carl", of)] }),
  "approvals of another commit": () => ({
    approvals: ["@ann", "@bob"].map((by) => approvalBy(by, { ...FIRST, commit: "9".repeat(40) })),
  }),
  "head moved": () => ({ head: { commit: "9".repeat(40), since: null, basedOn: null } }),
  "no permission": () => ({ actor: { ...CARL, permission: "read" } as const }),
  "not its author": () => ({ actor: { ...CARL, login: "@dora" } }),
  frozen: () => ({ frozen: "holidays" }),
  "no lock": () => ({ lock: null }),
} satisfies Record<string, (of: Candidate) => Partial<PromotionFacts>>;
const ALL_FLAWS: readonly Flaw[] = [
  "no evidence",
  "other evidence",
  "one approval",
  "own approval",
  "approvals of another commit",
  "head moved",
  "no permission",
  "not its author",
  "frozen",
  "no lock",
];
/** Those that staging asks for, too. */
const EVERYWHERE: readonly Flaw[] = [
  "no evidence",
  "other evidence",
  "head moved",
  "no permission",
  "not its author",
  "frozen",
  "no lock",
];

class RequestCommand implements fc.Command<Model, Real> {
  readonly drawn: Drawn;

  constructor(drawn: Drawn) {
    this.drawn = drawn;
  }

  check(): boolean {
    return true;
  }

  run(model: Model, real: Real): void {
    real.count += 1;
    const registry = real.tags.length === 0 ? emptyModel(MODEL) : registryWith(real.tags);
    expect(new Map(registry.stages.map(({ stage, digest }) => [stage, digest]))).toEqual(model.present);
    const id = this.drawn.isReplay ? ([...model.ids].at(-1) ?? "first") : `request-${real.count}`;
    if (this.drawn.move === "promote") this.#promote(model, real, registry, id);
    else this.#rollback(model, real, registry, id);
  }

  toString(): string {
    return JSON.stringify(this.drawn);
  }

  #promote(model: Model, real: Real, registry: RegistryModel, id: string): void {
    const { version, stage, flaw, isReversed } = this.drawn;
    const of = CANDIDATES[version] ?? FIRST;
    const changes = flaw === null ? {} : FLAWS[flaw](of);
    const asked = promotion(stage, of, registry, {
      lock: id,
      denied: deniedByTags(registry),
      ...timesOf(real),
      ...changes,
    });
    const situation = { ...asked, request: { ...asked.request, id } };
    const outcome = decidePromotion(situation);
    createPromotion(situation, outcome, RUN);
    const approvals = isReversed ? situation.facts.approvals.toReversed() : situation.facts.approvals;
    expect(decidePromotion({ ...situation, facts: { ...situation.facts, approvals } })).toEqual(outcome);
    const isStopped = flaw !== null && (stage === "production" || EVERYWHERE.includes(flaw));
    const isKnown = model.ids.has(id);
    const isThere = model.present.get(stage) === of.digest;
    const isReached = stage === "staging" || model.reached.has(`staging ${of.digest}`);
    const mayPass = !isStopped && isReached && !model.denied.has(of.digest);
    expect(outcome.effect).toBe(isKnown || isThere ? "unchanged" : mayPass ? "promoted" : "refused");
    if (outcome.effect !== "promoted") return;
    expect(situation.request.confirm ?? shortHex(of.digest)).toBe(shortHex(of.digest));
    model.present.set(stage, of.digest);
    model.reached.add(`${stage} ${of.digest}`);
    model.ids.add(id);
    real.tags = [...real.tags, ...outcome.tags];
  }

  #rollback(model: Model, real: Real, registry: RegistryModel, id: string): void {
    const { stage } = this.drawn;
    if (entryOf(registry, stage) === null) return;
    const asked = rollback(registry, { stage, id });
    const situation = { ...asked, facts: { ...asked.facts, denied: deniedByTags(registry), ...timesOf(real) } };
    const isLeft = hasEarlier(registry, stage, model);
    if (!isLeft && !model.ids.has(id) && entryOf(registry, stage)?.move !== "rollback") {
      expect(() => decideRollback(situation)).toThrow(/no version that/);
      return;
    }
    const outcome = decideRollback(situation);
    expect(createRollback(situation, outcome, RUN)?.predicate.effect).toBe(outcome.effect);
    if (outcome.effect !== "rolled-back") return;
    expect(model.ids.has(id)).toBe(false);
    model.denied.add(model.present.get(stage) ?? "");
    expect(model.denied.has(outcome.version.digest)).toBe(false);
    expect(model.reached.has(`${stage} ${outcome.version.digest}`)).toBe(true);
    model.present.set(stage, outcome.version.digest);
    // What a stage took back has not come through it.
    model.reached.delete(`${stage} ${outcome.denial?.digest}`);
    model.ids.add(id);
    real.tags = [...real.tags, ...outcome.tags];
  }
}

function hasEarlier({ history }: RegistryModel, stage: string, { denied, present }: Model): boolean {
  return history.some(({ event, stage: at, binding }) => {
    const digest = binding?.digest ?? "";
    return event === "assignment" && at === stage && digest !== present.get(stage) && !denied.has(digest);
  });
}

/** An hour later each time. */
function timesOf({ count }: Real): Pick<PromotionFacts, "now" | "askedIn"> {
  const now = new Date(START + (count + 40) * 3_600_000).toISOString();
  return { now, askedIn: { kind: "comment", author: "@carl", on: now, isEdited: false } };
}

const commands = fc
  .record({
    move: fc.constantFrom("promote" as const, "promote" as const, "promote" as const, "rollback" as const),
    version: fc.integer({ min: 0, max: CANDIDATES.length - 1 }),
    stage: fc.constantFrom(...STAGES),
    flaw: fc.oneof(
      { weight: 3, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.constantFrom(...ALL_FLAWS) },
    ),
    isReplay: fc.boolean(),
    isReversed: fc.boolean(),
  })
  .map((drawn) => new RequestCommand({ ...drawn, isReplay: drawn.isReplay && drawn.version === 0 }));

test("nobody promotes what is not cleared, in whatever order things are asked; replays do nothing, approvals have no order", () => {
  const reached = new Set<string>();
  fc.assert(
    fc.property(fc.commands([commands], { maxCommands: 25, size: "max" }), (moves) => {
      const real: Real = { tags: [], count: 0 };
      const model = () => ({
        present: new Map(),
        reached: new Set<string>(),
        denied: new Set<string>(),
        ids: new Set<string>(),
      });
      fc.modelRun(() => ({ model: model(), real }), moves);
      for (const { stage, move } of registryWith(real.tags).stages) reached.add(`${stage} ${move}`);
    }),
    { numRuns: 150 },
  );
  // Both stages, both ways.
  expect(reached.size).toBe(4);
  expect(POLICY.stages).toHaveLength(STAGES.length);
});
