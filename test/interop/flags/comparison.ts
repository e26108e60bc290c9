import type { Question, Reply } from "./question.ts";

/** A case in which somebody answers otherwise than flagd. */
export interface Example {
  /** The flag's definition and the context, as JSON. */
  readonly flag: string;
  readonly context: string;
  readonly flagd: string;
  readonly other: string;
}

/** How often somebody answers otherwise than flagd, and the cases of it that are read most easily. */
export interface Comparison {
  readonly cases: number;
  readonly different: number;
  readonly example: Example | null;
  /** Of those that differ: where both have an answer, or both an error. Elsewhere a rule is an error for one of them. */
  readonly contrary: number;
  readonly contradiction: Example | null;
}

export const NOTHING_COMPARED: Comparison = {
  cases: 0,
  different: 0,
  example: null,
  contrary: 0,
  contradiction: null,
};

/** Compares two replies to a question. Whoever refuses a definition that flagd takes differs in all of its cases. */
export function compareReplies(question: Question, flagd: Reply, other: Reply): Comparison {
  if (flagd.refused !== null) throw new Error(`flagd refuses the definition: ${flagd.refused}`);
  const flags = flagsOf(question.definition);
  let compared: Comparison = { ...NOTHING_COMPARED, cases: flagd.places.length };
  for (let at = 0; at < flagd.places.length; at++) {
    const [said, told] = [flagd, other].map((reply) => reply.answers[reply.places[at] ?? -1]);
    if (said === told) continue;
    const name = question.flags[Math.floor(at / question.contexts.length)] ?? "";
    const found: Example = {
      flag: JSON.stringify(flags.get(name) ?? null),
      context: JSON.stringify(question.contexts[at % question.contexts.length]),
      flagd: said ?? "",
      other: told ?? `refuses the file: ${other.refused}`,
    };
    const isContrary = isUncomputed(found.flagd) === isUncomputed(found.other);
    const one = { cases: 0, different: 1, example: found };
    compared = together(compared, { ...one, contrary: isContrary ? 1 : 0, contradiction: isContrary ? found : null });
  }
  return compared;
}

/** Both comparisons in one. */
export function together(one: Comparison, other: Comparison): Comparison {
  return {
    cases: one.cases + other.cases,
    different: one.different + other.different,
    example: simpler(one.example, other.example),
    contrary: one.contrary + other.contrary,
    contradiction: simpler(one.contradiction, other.contradiction),
  };
}

/** Whether an answer says that the rule could not be computed. */
function isUncomputed(answer: string): boolean {
  return answer.includes('"ERROR","PARSE_ERROR"');
}

function simpler(one: Example | null, other: Example | null): Example | null {
  return one === null || (other !== null && weightOf(other) < weightOf(one)) ? other : one;
}

/** How much there is to read: errors of flagd and invisible characters tell less. */
function weightOf({ flag, context, flagd }: Example): number {
  const rule = JSON.stringify(ruleOf(flag)) ?? "";
  const isOdd = flagd.includes("ERROR") || /[\p{C}\p{Z}]/u.test(rule + context);
  return rule.length + context.length / 4 + (isOdd ? ODD : 0);
}

const ODD = 1_000;

/** The rule of a flag, which is JSON; undefined where it has none. */
export function ruleOf(flag: string): unknown {
  const parsed: unknown = JSON.parse(flag);
  return typeof parsed === "object" && parsed !== null && "targeting" in parsed ? parsed.targeting : undefined;
}

function flagsOf(definition: string): ReadonlyMap<string, unknown> {
  const whole: unknown = JSON.parse(definition);
  const flags = typeof whole === "object" && whole !== null && "flags" in whole ? whole.flags : {};
  return new Map(Object.entries(flags ?? {}));
}
