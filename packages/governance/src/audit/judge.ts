import type { Change, Verdict } from "@airworthy/evidence";
import type { Direction } from "@airworthy/report";
import type { Figure, FigureChange } from "./figure.ts";
import type { Gate, GateRule } from "./gate.ts";

/** What is judged: the candidate's figure, null where it could not be had, and the baseline's. */
export interface Judged {
  readonly better: Direction;
  readonly candidate: Figure | null;
  /** Null without a baseline. */
  readonly baseline: Figure | null;
  /** Null without a baseline, or where the two cannot be compared. */
  readonly change: FigureChange | null;
  readonly gate: Gate;
  /** That the candidate's figure could be had, and may not be told. */
  readonly hidden?: true;
}

export interface Judgement {
  readonly verdict: Verdict;
  readonly change: Change;
  readonly reasonCode: string;
}

type LimitState = "kept" | "unproven" | "broken" | "unknown";

/** What a change may be off by after it was written and read, as a share of the values. */
const RELATIVE_NOISE = 1e-9;

/**
 * A limit that the estimate breaks fails, of an advisory gate it warns; one that only an end of the interval breaks is kept
 * but not proven: a warning, and of a critical figure a failure. Of a gate that is counted the estimate alone decides. What
 * rests on too little, or on nothing, is inconclusive whatever its value. Without a baseline a limit on worsening cannot be
 * told, which weighs more than a warning.
 */
export function judge(judged: Judged): Judgement {
  const { candidate, baseline, gate, hidden } = judged;
  if (hidden) return insufficient("small-group");
  if (candidate === null) return insufficient("no-value");
  if (candidate.n < gate.minimum || (baseline !== null && baseline.n < gate.minimum)) return insufficient("too-few");
  const states = gate.limits.map(({ rule, limit }) => ({ rule, state: stateOf(rule, limit, judged, candidate) }));
  const find = (state: LimitState) => states.find((other) => other.state === state);
  const change = changeOf(judged, states);
  const broken = find("broken");
  const exceeded = (verdict: Verdict, rule: GateRule) => ({ verdict, change, reasonCode: `${rule}-exceeded` });
  if (broken !== undefined && !gate.advisory) return exceeded("fail", broken.rule);
  const unknown = find("unknown");
  if (unknown !== undefined) return { verdict: "inconclusive", change, reasonCode: `${unknown.rule}-not-told` };
  if (broken !== undefined) return exceeded("warn", broken.rule);
  const unproven = find("unproven");
  if (unproven === undefined)
    return { verdict: "pass", change, reasonCode: states.length === 0 ? "no-limit" : "limits-kept" };
  return { verdict: gate.critical ? "fail" : "warn", change, reasonCode: `${unproven.rule}-not-proven` };
}

function stateOf(rule: GateRule, limit: number, judged: Judged, candidate: Figure): LimitState {
  const { change, better, gate } = judged;
  const against = (estimate: number, most: number | null, bound: number) =>
    beyond(estimate, gate.counted ? estimate : most, bound);
  if (rule === "max") return against(candidate.value, candidate.high, limit);
  if (rule === "min") return against(-candidate.value, negated(candidate.low), -limit);
  if (change === null) return "unknown";
  const worse = worsening(change, better);
  return against(worse.estimate, worse.most, limit);
}

/** How much worse it became, and how much it may have become at most; of what is better neither way, how far it moved. */
export function worsening({ estimate, low, high }: FigureChange, better: Direction) {
  if (better === "lower") return { estimate, most: high };
  if (better === "higher") return { estimate: -estimate, most: negated(low) };
  const ends = low === null || high === null ? null : Math.max(Math.abs(low), Math.abs(high));
  return { estimate: Math.abs(estimate), most: ends };
}

function beyond(estimate: number, most: number | null, limit: number): LimitState {
  const noise = RELATIVE_NOISE * Math.max(Math.abs(limit), Math.abs(estimate));
  if (estimate > limit + noise) return "broken";
  return most === null || most > limit + noise ? "unproven" : "kept";
}

function changeOf(
  { baseline, change, better }: Judged,
  states: readonly { rule: GateRule; state: LimitState }[],
): Change {
  if (baseline === null) return "no-baseline";
  if (change === null) return "insufficient-evidence";
  const limited = states.find(({ rule }) => rule === "max-worsening")?.state;
  if (limited === "broken") return "regression";
  const isCertain = change.low !== null && change.high !== null && (change.low > 0 || change.high < 0);
  if (!isCertain) return limited === "unproven" ? "possible-regression" : "stable";
  if (worsening(change, better).estimate > 0) return limited === "kept" ? "stable" : "possible-regression";
  return "improvement";
}

function insufficient(reasonCode: string): Judgement {
  return { verdict: "inconclusive", change: "insufficient-evidence", reasonCode };
}

function negated(value: number | null): number | null {
  return value === null ? null : -value;
}
