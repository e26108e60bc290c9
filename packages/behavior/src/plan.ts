import { sha256, UserError } from "@airworthy/evidence";
import { seedFrom } from "@airworthy/stats";
import { countTexts, type Draft, perturb } from "./perturb.ts";
import type { BehaviorTest, Suite } from "./suite.ts";
import { fillTemplate, parseTemplate, slotsOf } from "./template.ts";

/** One case of a test: an example (`mft`), or an original and what became of it (`inv`, `dir`). */
export interface Case {
  /** 16 hexadecimal digits from the case's text: the same wherever in the suite the test stands. */
  readonly id: string;
  readonly texts: readonly string[];
}

export interface PlannedTest {
  readonly test: BehaviorTest;
  readonly cases: readonly Case[];
}

export interface Plan {
  readonly suite: Suite;
  readonly seed: number;
  readonly tests: readonly PlannedTest[];
  readonly cases: number;
  readonly texts: number;
}

/** A test with more combinations than this cannot be meant; all of them are walked through to draw a sample. */
const MAX_COMBINATIONS = 200_000;
/** The texts of a suite are held in memory: some 100 MB at this many. */
const MAX_TEXTS = 500_000;
/** And so long in all: long words in many slots multiply to more than any memory holds. */
const MAX_CHARACTERS = 200_000_000;

/**
 * Every case of a suite. A case's id derives from its text, and its seed from the suite's seed, the test's id and its
 * own id: adding, removing or moving tests, templates or words leaves every other case as it is. A sample takes the
 * cases with the smallest seeds, so that it too changes only where what it is drawn from changes.
 * Throws a UserError for a suite that makes more combinations, texts or characters than the limits above.
 */
export function planSuite(suite: Suite, seed: number = suite.seed): Plan {
  const tests: PlannedTest[] = [];
  const room = roomFor(suite);
  let texts = 0;
  for (const test of suite.tests) {
    const drafts = draftsOf(suite, test, seed);
    texts += drafts.length * (test.kind === "mft" ? 1 : countTexts(test.perturb, suite.lexicons));
    if (texts > MAX_TEXTS) {
      throw new UserError(`suite ${suite.name}: with test ${test.id} there are more than ${MAX_TEXTS} texts`, {
        remedy: "Give the test a `sample`, or its perturbation a `take`.",
      });
    }
    const cases = drafts.map((draft) => ({ id: draft.id, texts: room(test, textsOf(draft, test, suite)) }));
    tests.push({ test, cases });
  }
  const cases = tests.reduce((sum, planned) => sum + planned.cases.length, 0);
  return { suite, seed, tests, cases, texts: countAll(tests) };
}

/** Answers what it is given while there is room for all it was given so far, else throws a UserError. */
function roomFor(suite: Suite): (test: BehaviorTest, texts: string[]) => string[] {
  let characters = 0;
  return (test, texts) => {
    for (const text of texts) characters += text.length;
    if (characters <= MAX_CHARACTERS) return texts;
    throw new UserError(`suite ${suite.name}, test ${test.id}: more than ${MAX_CHARACTERS} characters in all texts`, {
      remedy: "Shorten the lexicons' words, or use fewer slots in a template.",
    });
  };
}

interface NamedDraft extends Draft {
  readonly id: string;
  readonly seed: number;
  /** The template filled; a varied slot keeps its braces, since the case has no one word for it. */
  readonly text: string;
}

/** The test's combinations, equal texts once, sampled, in the order of the templates and words. */
function draftsOf(suite: Suite, test: BehaviorTest, seed: number): NamedDraft[] {
  const drafts = new Map<string, NamedDraft>();
  const varied = test.kind !== "mft" && test.perturb.by === "vary" ? test.perturb.slot : null;
  // Of its own: what a sample leaves out is let go again.
  const room = roomFor(suite);
  let combinations = 0;
  for (const source of test.templates) {
    const template = parseTemplate(source) ?? [source];
    const slots = slotsOf(template).filter((slot) => slot !== varied);
    combinations += slots.reduce((product, slot) => product * (suite.lexicons.get(slot)?.length ?? 0), 1);
    if (combinations > MAX_COMBINATIONS) throw tooMany(suite, test);
    for (const words of combine(slots, suite.lexicons)) {
      const text = fillTemplate(template, words);
      if (drafts.has(text)) continue;
      room(test, [text]);
      const id = sha256(text).slice(0, 16);
      const kept = test.kind === "mft" ? NO_WORDS : new Map(words);
      drafts.set(text, { id, seed: seedFrom(seed, test.id, id), text, template, words: kept });
    }
  }
  return sample([...drafts.values()], test.sample);
}

const NO_WORDS: ReadonlyMap<string, string> = new Map();

function tooMany(suite: Suite, test: BehaviorTest): UserError {
  return new UserError(`suite ${suite.name}, test ${test.id}: more than ${MAX_COMBINATIONS} combinations of words`, {
    remedy: "Shorten the lexicons, or use fewer slots in a template.",
  });
}

/**
 * Every combination of words for the slots, the last slot turning fastest. The same map each time, with other words in
 * it: there are many.
 */
function* combine(
  slots: readonly string[],
  lexicons: ReadonlyMap<string, readonly string[]>,
): Generator<ReadonlyMap<string, string>> {
  const wheels = slots.map((slot) => lexicons.get(slot) ?? []);
  const words = new Map<string, string>();
  const total = wheels.reduce((product, wheel) => product * wheel.length, 1);
  for (let count = 0; count < total; count++) {
    let left = count;
    for (let place = slots.length - 1; place >= 0; place--) {
      const wheel = wheels[place] ?? [];
      words.set(slots[place] ?? "", wheel[left % wheel.length] ?? "");
      left = Math.floor(left / wheel.length);
    }
    yield words;
  }
}

function sample(drafts: readonly NamedDraft[], count: number | undefined): NamedDraft[] {
  if (count === undefined || count >= drafts.length) return [...drafts];
  const ranked = drafts.toSorted((a, b) => a.seed - b.seed || (a.id < b.id ? -1 : 1));
  const chosen = new Set(ranked.slice(0, count));
  return drafts.filter((draft) => chosen.has(draft));
}

function textsOf(draft: NamedDraft, test: BehaviorTest, suite: Suite): string[] {
  if (test.kind === "mft") return [draft.text];
  return perturb(draft, test.perturb, suite.lexicons, draft.seed);
}

function countAll(tests: readonly PlannedTest[]): number {
  let texts = 0;
  for (const { cases } of tests) for (const { texts: own } of cases) texts += own.length;
  return texts;
}
