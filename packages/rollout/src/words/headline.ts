import { nextOpening } from "@airworthy/calendar";
import { formatCounted } from "@airworthy/report";
import type { RolloutPredicate } from "../evidence/predicate.ts";
import type { RolloutPlan } from "../plan/plan.ts";
import { isUnderway, type Move, type RolloutState } from "../state/rollout-state.ts";
import { shareInWords } from "./plain.ts";

/** What was done, as a report's first word says it. */
export const DONE_WORDS: Readonly<Record<Move, string>> = {
  start: "Started",
  advance: "Advanced",
  hold: "Held",
  resume: "Resumed",
  rollback: "Rolled back",
  promote: "Promoted",
  allow: "Allowed",
};

type Decided = Pick<
  RolloutPredicate,
  "move" | "effect" | "rollout" | "after" | "why" | "findings" | "candidate" | "denial"
>;

/** One sentence: what was done, or why not. */
export function headlineOf(decided: Decided): string {
  const { move, effect, rollout, why, findings } = decided;
  if (effect === "unchanged") return `${rollout.id} stays as it is: ${why}.`;
  if (effect === "moved") return movedInWords(decided);
  const unmet = findings.filter(({ verdict }) => verdict !== "pass");
  const worst = unmet.find(({ verdict }) => verdict === "fail") ?? unmet[0];
  const others = unmet.length > 1 ? `, and ${formatCounted(unmet.length - 1, "more gate")} not met` : "";
  return `No ${move} of ${rollout.name}: ${worst?.headline ?? "no gate was judged"}${others}.`;
}

/** "5 % of everybody", "100 % of staff". */
export function whoInWords({ share, segment }: { readonly share: number; readonly segment: string | null }): string {
  return `${shareInWords(share)} of ${segment ?? "everybody"}`;
}

/** What comes next, and when it can: by bake, windows and freezes alone. */
export function nextOf(state: RolloutState, plan: RolloutPlan | null): RolloutPredicate["next"] {
  if (!isUnderway(state)) return { what: "", at: null };
  if (state.phase === "held") return { what: "held until somebody resumes it or rolls it back", at: null };
  const { ramp, step, stepStartedOn } = state;
  const baked = Date.parse(stepStartedOn) + (ramp.steps[step - 1]?.bakeSeconds ?? 0) * 1_000;
  const next = ramp.steps[step];
  // Nobody gets another version by the promotion: it waits for no window.
  const at = next === undefined ? baked : plan === null ? null : nextOpening(plan, baked);
  return {
    what: next === undefined ? "promotion" : whoInWords(next),
    at: at === null ? null : new Date(at).toISOString(),
  };
}

function movedInWords({ move, rollout, after, candidate, denial }: Decided): string {
  const version = candidate.version ?? candidate.name;
  switch (move) {
    case "start":
    case "advance":
      return `${version} is with ${whoInWords(after)}: step ${after.step} of ${rollout.id}.`;
    case "resume":
      return `${rollout.id} goes on with ${whoInWords(after)}; its step lasts anew.`;
    case "hold":
      return `${rollout.id} is held at ${whoInWords(after)}.`;
    case "promote":
      return `${version} is the version for everybody.`;
    case "rollback":
      return `Everybody has ${version} again; ${denial?.version ?? "the version before"} is denied (${denial?.reason ?? ""}).`;
    case "allow":
      return `${version} may be given to users again.`;
  }
}
