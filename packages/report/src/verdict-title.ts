import type { Verdict } from "@airworthy/evidence";
import type { StandingCount, VerdictWords } from "./report.ts";
import type { ReportSection } from "./section.ts";
import { STANDING_ORDER, standingOf } from "./standing.ts";

/** The verdict in words: of a candidate that is to take the baseline's place. */
export const VERDICT_WORDS: VerdictWords = {
  pass: "Ready",
  warn: "Ready, with care",
  inconclusive: "Undecided",
  fail: "Not ready",
  error: "Could not be checked",
};

/** A report's first line: what is said strongly, and the further counts. */
export interface Title {
  readonly lead: string;
  readonly rest: readonly string[];
}

/** How many rows of each standing there are, most urgent first; those of which there are none are left out. */
export function countStandings(sections: readonly ReportSection[]): readonly StandingCount[] {
  const rows = new Map(STANDING_ORDER.map((standing) => [standing, 0]));
  for (const section of sections) {
    for (const row of section.rows) rows.set(standingOf(row), (rows.get(standingOf(row)) ?? 0) + 1);
  }
  return [...rows].filter(([, count]) => count > 0).map(([{ name }, count]) => ({ standing: name, rows: count }));
}

/** "Not ready: 1 regression" and the other counts; the first count stands with the verdict only if it brought it about. */
export function titleOf(sections: readonly ReportSection[], verdict: Verdict, words = VERDICT_WORDS): Title {
  const word = wordOf(sections, verdict) ?? words[verdict];
  if (sections.length === 0) return { lead: `${word}: nothing was reported`, rest: [] };
  const counted = countStandings(sections).flatMap(({ standing: name, rows }) => {
    const standing = STANDING_ORDER.find((other) => other.name === name);
    return standing === undefined ? [] : [{ standing, text: standing.count(rows) }];
  });
  const counts = counted.map(({ text }) => text);
  if (counted[0]?.standing.verdict !== verdict) return { lead: word, rest: counts };
  return { lead: `${word}: ${counts[0]}`, rest: counts.slice(1) };
}

/** The word of the sections that brought the verdict about, where all of them have the same. */
function wordOf(sections: readonly ReportSection[], verdict: Verdict): string | undefined {
  const words = new Set(sections.filter((section) => section.verdict === verdict).map(({ word }) => word));
  const [word, ...others] = words;
  return others.length === 0 ? word : undefined;
}
