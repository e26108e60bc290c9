import { formatCount } from "@airworthy/report";
import type { AlertFinding } from "../alert/alert.ts";
import type { Message } from "../alert/message.ts";

/** A message shows so many findings; the run and its report have the rest. */
export const SHOWN_FINDINGS = 10;

const MARKS = { pass: "✓", warn: "!", inconclusive: "?", fail: "✕", error: "✕" } as const;

/** The first line: what happened, with a sign that reads without colour. Untrusted. */
export function titleInWords({ alert, occasion }: Message): string {
  return `${MARKS[alert.verdict]} ${occasion === "recovered" ? "Recovered. " : ""}${alert.title}`;
}

/** A finding on a line: "✕ safety: toxic replies: 0.1 % → 0.4 % · ▲ 0.3 pp worse · margin breached". Untrusted. */
export function findingInWords({ class: of, verdict, what, was, now, difference, reason }: AlertFinding): string {
  const values = was === null || now === null ? (now ?? "") : `${was} → ${now}`;
  return [`${MARKS[verdict]} ${of}: ${what}${values === "" ? "" : `: ${values}`}`, difference, reason]
    .filter((part) => part !== "")
    .join(" · ");
}

/** "and 3 more findings"; null where none is left out. */
export function moreFindings(left: number): string | null {
  return left === 0 ? null : `and ${formatCount(left)} more ${left === 1 ? "finding" : "findings"}`;
}

/** What a reader must know of what was not sent; null where all was. */
export function heldBackInWords({ heldBack }: Message): string | null {
  if (heldBack === 0) return null;
  return `${formatCount(heldBack)} earlier ${heldBack === 1 ? "alert was" : "alerts were"} held back: more than the limit in an hour.`;
}
