import type { Verdict } from "@airworthy/evidence";

/** What a finding is about, for routing: a canary's classes, and one for what each other kind of evidence is about. */
export const ALERT_CLASSES = [
  "safety",
  "privacy",
  "fairness",
  "quality",
  "engagement",
  "latency",
  "cost",
  "rollout",
  "supply-chain",
  "governance",
] as const;

export type AlertClass = (typeof ALERT_CLASSES)[number];

/** How urgent an alert is, calmest first. */
export const ALERT_SEVERITIES = ["info", "warn", "error"] as const;

export type AlertSeverity = (typeof ALERT_SEVERITIES)[number];

/** Something that was found and did not pass. All of its texts are untrusted. */
export interface AlertFinding {
  readonly class: AlertClass;
  readonly verdict: Verdict;
  /** Such as "toxic replies". */
  readonly what: string;
  /** The baseline's and the candidate's value in their unit, such as "0.1 %"; null where there is none. */
  readonly was: string | null;
  readonly now: string | null;
  /** The difference in words; may be empty. */
  readonly difference: string;
  /** Why it has this verdict, in a few words. */
  readonly reason: string;
}

export interface AlertLink {
  readonly label: string;
  /** Absolute, https. */
  readonly url: string;
}

/** A command of ours that a reader may paste: made of checked names, never of text that evidence brought. */
export interface AlertCommand {
  readonly label: string;
  readonly text: string;
}

/** What people are told. Title, headline, model, facts and findings come from evidence and are untrusted. */
export interface Alert {
  /** What it is about, such as a rollout: later alerts of the same key continue this one. */
  readonly key: string;
  readonly verdict: Verdict;
  /** Such as "Rolling back: review-sentiment 2.0.0". */
  readonly title: string;
  readonly headline: string;
  readonly model: { readonly name: string; readonly version: string | null; readonly sha256: string };
  /** The rollout's identity; null where it is about none. */
  readonly rollout: string | null;
  /** The classes of the evidence, whether or not anything of them was found. */
  readonly classes: readonly AlertClass[];
  readonly facts: readonly string[];
  /** Worst first; what passed is left out. */
  readonly findings: readonly AlertFinding[];
  readonly links: readonly AlertLink[];
  readonly commands: readonly AlertCommand[];
}

const SEVERITY_OF: Readonly<Record<Verdict, AlertSeverity>> = {
  pass: "info",
  warn: "warn",
  inconclusive: "warn",
  fail: "error",
  error: "error",
};

/** A verdict's severity; what nobody could judge is to be looked at, too. */
export function severityOf(verdict: Verdict): AlertSeverity {
  return SEVERITY_OF[verdict];
}
