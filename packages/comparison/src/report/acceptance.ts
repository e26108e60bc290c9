import { type Acceptance, formatCount } from "@airworthy/report";
import { relativeSeverityOf, severityOf } from "../decision/severity.ts";
import type { ComparisonFinding } from "../evidence/finding.ts";
import type { ComparisonPredicate } from "../evidence/predicate.ts";
import type { Slice } from "../slices/slice.ts";
import { isCovered } from "../waivers/apply-waivers.ts";
import { findingKey, isNameable } from "../waivers/waiver-file.ts";
import { yamlWord } from "./yaml-word.ts";

/** Where compare-metrics looks for waivers unless it is told otherwise. */
const USUAL_FILE = ".airworthy/waivers.yml";
/** A name that a report may show as the place to write to. */
const FILE_NAME = /^[\w./-]{1,200}\.ya?ml$/;

/** More is no exception any more, but another policy. */
const MOST_ENTRIES = 10;
/** A report cuts code beyond 10,000 characters, and a file that is cut is none. */
const MOST_CHARACTERS = 8_000;

/** Digits of a ceiling; it is rounded up, by a thousandth at most. */
const CEILING_DIGITS = 4;

type IdleWaiver = NonNullable<ComparisonPredicate["waivers"]>["idle"][number];

/** A finding that a waiver could be of, and the least loss that it would have to accept. */
export interface Waivable {
  readonly finding: ComparisonFinding;
  readonly key: string;
  readonly ceiling: number;
}

/**
 * The entries of a file of waivers that would accept what fails, the largest losses over all rows first; null where
 * nothing fails that can be waived. Reason, owner and expiry are left empty, which the file's parser refuses: somebody
 * has to answer for them.
 */
export function acceptanceOf(predicate: ComparisonPredicate): Acceptance | null {
  const waivable = waivableOf(predicate.findings);
  const entries: string[] = [];
  for (const each of waivable.slice(0, MOST_ENTRIES)) {
    const entry = entryText(each, predicate.waivers?.idle ?? [], entries.length === 0 ? HINTS : NO_HINTS);
    if (entries.join("\n").length + entry.length > MOST_CHARACTERS) break;
    entries.push(entry);
  }
  if (entries.length === 0) return null;
  const left = waivable.length - entries.length;
  const more = left === 0 ? [] : [`  # ${formatCount(left)} more that fail are not listed here`];
  const text = ["waivers: # where the file has this line already, the entries go below it", ...entries, ...more].join(
    "\n",
  );
  return { file: fileOf(predicate), language: "yaml", text };
}

/** The findings that fail and that a waiver could be of, each once, those over all rows first, then the worst. */
export function waivableOf(findings: readonly ComparisonFinding[]): readonly Waivable[] {
  const waivable = findings.flatMap((finding): Waivable[] => {
    const { verdict, metric, slice } = finding;
    const ceiling = verdict === "fail" && isNameable(metric, slice) ? ceilingOf(finding) : null;
    return ceiling === null ? [] : [{ finding, key: findingKey(metric, slice), ceiling }];
  });
  waivable.sort(({ finding: a }, { finding: b }) => {
    return Number(a.slice !== null) - Number(b.slice !== null) || relativeSeverityOf(b) - relativeSeverityOf(a);
  });
  const first = new Map<string, Waivable>();
  for (const each of waivable) if (!first.has(each.key)) first.set(each.key, each);
  return [...first.values()];
}

/** The least loss with few digits that covers what was found; null where nobody can tell how large that is. */
function ceilingOf(finding: ComparisonFinding): number | null {
  const severity = severityOf(finding);
  if (!Number.isFinite(severity)) return null;
  const near = Number(Math.max(0, severity).toPrecision(CEILING_DIGITS));
  const step = 10 ** (Math.floor(Math.log10(near || 1)) + 1 - CEILING_DIGITS);
  const above = Number((near + step).toPrecision(CEILING_DIGITS));
  return [near, above].find((ceiling) => isCovered({ verdict: finding.verdict, severity }, ceiling)) ?? null;
}

/** What the first entry says of its fields; said of each, it would bury them. */
const HINTS = {
  ceiling: " # the loss that was found; a larger one fails all the same",
  reason: " # why it is accepted",
  owner: ' # who answers for it, in quotes, such as "@ann"',
  expires: " # the last day on which it holds, as in YYYY-MM-DD",
} as const;

const NO_HINTS = { ceiling: "", reason: "", owner: "", expires: "" } as const;

function entryText(
  { finding: { metric, slice }, key, ceiling }: Waivable,
  idle: readonly IdleWaiver[],
  hints: typeof HINTS | typeof NO_HINTS,
): string {
  const before = idle.find((waiver) => findingKey(waiver.metric, waiver.slice) === key);
  return [
    ...(before === undefined ? [] : [`  # in place of the one that is there, which ${BEFORE[before.reason]}`]),
    `  - metric: ${yamlWord(metric)}`,
    ...(slice === null ? [] : [`    slice: ${sliceText(slice)}`]),
    `    ceiling: ${ceiling}${hints.ceiling}`,
    `    reason:${hints.reason}`,
    `    owner:${hints.owner}`,
    `    expires:${hints.expires}`,
  ].join("\n");
}

const BEFORE = {
  unused: "did nothing",
  expired: "has expired",
  exceeded: "accepts less",
} as const satisfies Record<IdleWaiver["reason"], string>;

function sliceText(slice: Slice): string {
  return `{ ${slice.map(({ column, value }) => `${yamlWord(column)}: ${yamlWord(value)}`).join(", ")} }`;
}

/** The file that was read, which stands last among the inputs; else the one that would be. */
function fileOf({ waivers, inputs }: ComparisonPredicate): string {
  const read = waivers === null ? undefined : inputs.at(-1)?.name;
  return read !== undefined && FILE_NAME.test(read) ? read : USUAL_FILE;
}
