import { VERDICTS, type Verdict } from "@airworthy/evidence";
import { evidenceName } from "./evidence-type.ts";
import type { Fact } from "./fact.ts";
import type { Query } from "./query.ts";

export type Answered = "met" | "not-met" | "open";

/** A file of evidence, by its name and the SHA-256 of its bytes. */
export interface EvidenceRef {
  readonly name: string;
  readonly sha256: string;
}

/** What the evidence answers to a query. */
export interface Answer {
  readonly answered: Answered;
  /** In kebab case, such as "stale". */
  readonly reasonCode: string;
  /** Why, without a full stop at its end. Untrusted text. */
  readonly text: string;
  /** The files that say so; none where there are none. */
  readonly by: readonly EvidenceRef[];
}

/** What is asked about, and on which day (UTC). */
export interface Asked {
  /** The digest of the package. */
  readonly subject: string;
  readonly asOf: string;
}

const DAY = 86_400_000;
/** Clocks of machines differ, and a day begins at other times elsewhere. */
const CLOCKS_DIFFER_DAYS = 1;
const LEAST_URGENT_FIRST: readonly Answered[] = ["met", "open", "not-met"];

/**
 * All evidence of the query's type that is of this package and fresh enough must answer it: a file that contradicts is not
 * made up for by another, and may do so though nobody can tell how old it is. What nobody measured, or could not, leaves it open.
 */
export function judgeQuery(query: Query, facts: readonly Fact[], { subject, asOf }: Asked): Answer {
  const what = describe(query);
  const known = facts.filter((fact) => fact.type === query.type && (query.class ?? fact.class) === fact.class);
  if (known.length === 0) return open("no-evidence", `there is no evidence of ${what}`, []);
  const ours = known.filter((fact) => fact.subject === subject);
  if (ours.length === 0) return open("other-subject", `the evidence of ${what} is of another package`, known);
  const aged = ours.map((fact) => ({ fact, age: ageOf(fact.madeOn, asOf) }));
  const fresh = aged.filter(({ fact, age }) => isFresh(fact.madeOn, age, query.fresh)).map(({ fact }) => fact);
  if (fresh.length === 0) return notOfThisTime(what, query, ours);
  const ageless = aged.filter(({ fact, age }) => age === null && !fresh.includes(fact));
  const denials = ageless
    .flatMap(({ fact }) => answersOf(query, fact))
    .filter(({ answered }) => answered === "not-met");
  const answers = [...fresh.flatMap((fact) => answersOf(query, fact)), ...denials];
  const worst = answers.toSorted((a, b) => rank(b) - rank(a))[0];
  if (worst === undefined) return open("no-finding", `the evidence of ${what} has no such finding`, fresh);
  const by = answers.filter(({ answered }) => answered === worst.answered).flatMap((answer) => answer.by);
  return { ...worst, by: [...new Map(by.map((ref) => [ref.sha256, ref])).values()] };
}

/** In whole days; null where there is no date, or only one yet to come. */
function ageOf(madeOn: string | null, asOf: string): number | null {
  const age = madeOn === null ? Number.NaN : dayOf(asOf) - dayOf(madeOn);
  return age >= -CLOCKS_DIFFER_DAYS ? age : null;
}

/** What bears no date is fresh only where nobody asks for one; what is yet to come never is. */
function isFresh(madeOn: string | null, age: number | null, days: number | null): boolean {
  if (age === null) return madeOn === null && days === null;
  return days === null || age <= days;
}

function notOfThisTime(what: string, { fresh }: Query, facts: readonly Fact[]): Answer {
  if (fresh === null) return open("not-yet", `the evidence of ${what} is of a day to come`, facts);
  return open("stale", `the evidence of ${what} is not of the last ${fresh} days`, facts);
}

/** Days since 1970; NaN for a time that there is not, which is in no range. */
function dayOf(time: string): number {
  return Math.floor(Date.parse(time) / DAY);
}

function answersOf(query: Query, fact: Fact): readonly Answer[] {
  const { metric, of } = query;
  if (metric === null) return [answer(fact, query, { verdict: fact.verdict, value: null, what: fact.name })];
  return fact.findings
    .filter((finding) => finding.metric === metric && (of === null || finding.of === of))
    .map(({ verdict, value, of: group }) => {
      return answer(fact, query, {
        verdict,
        value,
        what: `${fact.name}: ${metric}${group === null ? "" : `, ${group}`}`,
      });
    });
}

interface Found {
  readonly verdict: Verdict;
  readonly value: number | null;
  readonly what: string;
}

function answer({ name, sha256 }: Fact, query: Query, found: Found): Answer {
  const { verdict, value, what } = found;
  const by = [{ name, sha256 }];
  const isLimited = query.max !== null || query.min !== null;
  if (isLimited && value === null)
    return { answered: "open", reasonCode: "no-value", text: `${what} has no value`, by };
  if (isBeyond(value, query)) {
    const text = `${what} is ${value}; ${limitWords(query)} is allowed`;
    return { answered: "not-met", reasonCode: "beyond-limit", text, by };
  }
  const text = `${what}: ${verdict}`;
  if (VERDICTS.indexOf(verdict) <= VERDICTS.indexOf(query.verdict)) {
    return { answered: "met", reasonCode: "answered", text, by };
  }
  if (verdict === "inconclusive") return { answered: "open", reasonCode: "inconclusive", text, by };
  return { answered: "not-met", reasonCode: `evidence-${verdict}`, text: `${text}; ${query.verdict} is asked`, by };
}

function isBeyond(value: number | null, { max, min }: Query): boolean {
  return value !== null && ((max !== null && value > max) || (min !== null && value < min));
}

function limitWords({ max, min }: Query): string {
  return [...(max === null ? [] : [`at most ${max}`]), ...(min === null ? [] : [`at least ${min}`])].join(" and ");
}

function open(reasonCode: string, text: string, facts: readonly Fact[]): Answer {
  return { answered: "open", reasonCode, text, by: facts.map(({ name, sha256 }) => ({ name, sha256 })) };
}

function rank({ answered }: Answer): number {
  return LEAST_URGENT_FIRST.indexOf(answered);
}

/** What is asked, such as "audit of safety". */
export function describe({ type, class: kind, metric, of }: Query): string {
  const name = `${evidenceName(type)}${kind === null ? "" : ` of ${kind}`}`;
  if (metric === null) return name;
  return `${name}: ${metric}${of === null ? "" : `, ${of}`}`;
}
