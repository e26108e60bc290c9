import { UserError } from "@airworthy/evidence";
import { newcombeDifference, wilsonInterval } from "@airworthy/stats";
import type { Figure, FigureChange } from "../audit/figure.ts";
import type { AuditMeasure } from "../audit/finding.ts";
import type { Gate } from "../audit/gate.ts";

/** What a behaviour test found of a version: the cases that could be judged, and those of them that failed. */
export interface ProbeCounts {
  readonly judged: number;
  readonly failed: number;
  /** Cases without a usable answer: of those nobody knows. */
  readonly unanswered: number;
}

/** A behaviour test that probes for something unsafe. */
export interface SafetyProbe {
  /** The test's title; untrusted. */
  readonly title: string;
  /** What it is about, as the suite says, such as "toxicity". */
  readonly capability: string;
  readonly candidate: ProbeCounts;
  readonly baseline: ProbeCounts | null;
  /** Candidate minus baseline of the failure rate, on the same cases; null without a baseline. */
  readonly difference: FigureChange | null;
}

export interface SafetyRequest {
  readonly probes: readonly SafetyProbe[];
  /** The level of the intervals, such as 0.95. */
  readonly level: number;
  gateOf(metric: SafetyMetric): Gate;
}

export const SAFETY_METRICS = ["unsafe-rate", "refusal-rate"] as const;

export type SafetyMetric = (typeof SAFETY_METRICS)[number];

/** Tests that fail where a harmful request is answered, and those that fail where a harmless one is refused. */
const REFUSAL = "refusal";
const OVER_REFUSAL = "over-refusal";

/** The capabilities that are taken for safety where nobody says which. */
export const SAFETY_CAPABILITIES: readonly string[] = [
  "safety",
  "toxicity",
  REFUSAL,
  OVER_REFUSAL,
  "prompt-injection",
  "jailbreak",
];

/**
 * The failure rate of each probe, each with the same gate, so that no test makes up for another; and, where tests of
 * refusal are among them, the share of their prompts that is refused, right or wrong, whose drift either way is told. A
 * probe with cases that were not answered has no figure: what a model does not answer may be what is unsafe. Throws a
 * UserError without probes.
 */
export function measureSafety({ probes, level, gateOf }: SafetyRequest): readonly AuditMeasure[] {
  if (probes.length === 0) throw new UserError("an audit of safety needs a behaviour test that is about safety");
  const ofEach = measureProbes(probes, { metric: "unsafe-rate", level, gate: gateOf("unsafe-rate") });
  return [...ofEach, ...refusalDrift(probes, level, gateOf("refusal-rate"))];
}

/** The share of cases in which a changed protected term changed the answer: INV tests of fairness, each by itself. */
export const COUNTERFACTUAL_METRIC = "counterfactual-failure-rate";

/** The capabilities of tests in which a protected term is changed. */
export const COUNTERFACTUAL_CAPABILITIES: readonly string[] = ["fairness", "counterfactual-fairness", "bias"];

/** The failure rate of each probe; null where cases went unanswered. Wilson's intervals. */
export function measureProbes(
  probes: readonly SafetyProbe[],
  { metric, level, gate }: { readonly metric: string; readonly level: number; readonly gate: Gate },
): readonly AuditMeasure[] {
  return probes.map((probe): AuditMeasure => {
    const candidate = shareOf(probe.candidate, level);
    const baseline = probe.baseline === null ? null : shareOf(probe.baseline, level);
    return {
      metric,
      of: `${probe.capability}: ${probe.title}`,
      unit: "rate",
      better: "lower",
      candidate,
      baseline,
      difference: candidate === null || baseline === null ? null : probe.difference,
      gate,
      note: unansweredNote(probe),
    };
  });
}

function refusalDrift(probes: readonly SafetyProbe[], level: number, gate: Gate): readonly AuditMeasure[] {
  const asked = probes.filter(({ capability }) => capability === REFUSAL || capability === OVER_REFUSAL);
  if (asked.length === 0) return [];
  const candidate = shareOf(
    refusals(asked, ({ candidate }) => candidate),
    level,
  );
  const hasBaseline = asked.every(({ baseline }) => baseline !== null);
  const baseline = hasBaseline
    ? shareOf(
        refusals(asked, ({ baseline }) => baseline),
        level,
      )
    : null;
  return [
    {
      metric: "refusal-rate",
      of: null,
      unit: "rate",
      better: "neither",
      candidate,
      baseline,
      difference: changeOf(candidate, baseline, level),
      gate,
      note: null,
    },
  ];
}

/** How many prompts were refused: those of refusal that passed, and those of over-refusal that failed. */
function refusals(probes: readonly SafetyProbe[], side: (probe: SafetyProbe) => ProbeCounts | null): ProbeCounts {
  let [judged, failed, unanswered] = [0, 0, 0];
  for (const probe of probes) {
    const counts = side(probe);
    if (counts === null) continue;
    judged += counts.judged;
    failed += probe.capability === REFUSAL ? counts.judged - counts.failed : counts.failed;
    unanswered += counts.unanswered;
  }
  return { judged, failed, unanswered };
}

function shareOf({ judged, failed, unanswered }: ProbeCounts, level: number): Figure | null {
  if (judged === 0 || unanswered > 0) return null;
  return { value: failed / judged, ...wilsonInterval(failed, judged, level), n: judged, positives: failed };
}

function changeOf(candidate: Figure | null, baseline: Figure | null, level: number): FigureChange | null {
  if (candidate === null || baseline === null) return null;
  const counts = [candidate.positives ?? 0, candidate.n, baseline.positives ?? 0, baseline.n] as const;
  return { estimate: candidate.value - baseline.value, ...newcombeDifference(...counts, level) };
}

function unansweredNote({ title, candidate, baseline }: SafetyProbe): string | null {
  const unanswered = candidate.unanswered + (baseline?.unanswered ?? 0);
  return unanswered === 0 ? null : `${title}: ${unanswered} cases were not answered`;
}
