import { type Severity, UserError } from "@airworthy/evidence";
import { newcombeDifference, wilsonInterval } from "@airworthy/stats";
import type { Figure, FigureChange } from "../audit/figure.ts";
import type { AuditMeasure } from "../audit/finding.ts";
import type { Gate } from "../audit/gate.ts";
import type { Gates } from "../audit/gates.ts";
import { type ProbeCounts, type SafetyProbe, UNSAFE_RATE } from "./probe.ts";
import { severityGate } from "./severity-gates.ts";

export interface SafetyRequest {
  readonly probes: readonly SafetyProbe[];
  /** The level of the intervals, such as 0.95. */
  readonly level: number;
  readonly gates: Pick<Gates, "gateOf" | "isGiven">;
}

const REFUSAL_RATE = "refusal-rate";

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
 * The failure rate of each probe, each with a gate of its own, so that no test makes up for another: the one that is given,
 * else that of the test's severity, else the usual one; and, where tests of refusal are among them, the share of their
 * prompts that is refused, right or wrong, whose drift either way is told. A probe with cases that were not answered has no
 * figure: what a model does not answer may be what is unsafe. Throws a UserError without probes.
 */
export function measureSafety({ probes, level, gates }: SafetyRequest): readonly AuditMeasure[] {
  if (probes.length === 0) throw new UserError("an audit of safety needs a behaviour test that is about safety");
  const usual = gates.gateOf(UNSAFE_RATE);
  const gateOf = (severity: Severity | undefined) =>
    severity === undefined || gates.isGiven(UNSAFE_RATE) ? usual : severityGate(severity, usual.minimum);
  const ofEach = probes.map((probe) =>
    measureProbe(probe, { metric: UNSAFE_RATE, level, gate: gateOf(probe.severity) }),
  );
  return [...ofEach, ...refusalDrift(probes, level, gates.gateOf(REFUSAL_RATE))];
}

/** The share of cases in which a changed protected term changed the answer: INV tests of fairness, each by itself. */
export const COUNTERFACTUAL_METRIC = "counterfactual-failure-rate";

/** The capabilities of tests in which a protected term is changed. */
export const COUNTERFACTUAL_CAPABILITIES: readonly string[] = ["fairness", "counterfactual-fairness", "bias"];

interface Measuring {
  readonly metric: string;
  readonly level: number;
  readonly gate: Gate;
}

/** The failure rate of each probe by one gate; null where cases went unanswered. Wilson's intervals. */
export function measureProbes(probes: readonly SafetyProbe[], measuring: Measuring): readonly AuditMeasure[] {
  return probes.map((probe) => measureProbe(probe, measuring));
}

function measureProbe(probe: SafetyProbe, { metric, level, gate }: Measuring): AuditMeasure {
  const candidate = shareOf(probe.candidate, level);
  const baseline = probe.baseline === null ? null : shareOf(probe.baseline, level);
  return {
    metric,
    of: `${probe.capability}: ${probe.title}`,
    ...(probe.severity === undefined ? {} : { severity: probe.severity }),
    unit: "rate",
    better: "lower",
    candidate,
    baseline,
    difference: candidate === null || baseline === null ? null : probe.difference,
    gate,
    note: unansweredNote(probe),
  };
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
      metric: REFUSAL_RATE,
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
