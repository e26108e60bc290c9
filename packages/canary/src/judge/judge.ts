import type { Analysis } from "../evidence/create-canary.ts";
import { currentStep } from "../evidence/ramp.ts";
import { alphasOf } from "./alpha.ts";
import { cellsOf } from "./cells.ts";
import { commandsFor } from "./commands.ts";
import { compareCells } from "./compare.ts";
import { decide } from "./decide.ts";
import { exposedIn, isCounted } from "./exposed.ts";
import { judgeCell } from "./judged.ts";
import { isFailure, type Look } from "./look.ts";
import { momentOf } from "./moment.ts";
import { needOf } from "./need.ts";
import { bakeEnd, nextOf } from "./next.ts";
import { splitOf } from "./split.ts";
import { timelineOf } from "./timeline.ts";
import { troubleOf } from "./trouble.ts";

/**
 * What a look at a rollout finds and decides. Every interval is of a sequence, so that one may look as often as one likes: over
 * all looks, steps, metrics and groups a false alarm has a chance of the plan's alpha at most. Whatever is missing, failed, not a
 * number or out of order is said so, and holds the rollout or leaves it undecided. Throws a RangeError for a plan whose own
 * alphas leave nothing to share.
 */
export function judge(given: Look): Analysis {
  const look = trusted(given);
  const { plan, ramp, rollout, candidate, baseline, isHeld } = look;
  const [moment, need, exposed] = [momentOf(look), needOf(plan, ramp), exposedIn(look)];
  const { units, quality } = exposed;
  const cells = cellsOf(plan);
  const comparisons = compareCells(look, alphasOf(cells, plan, ramp));
  const standing = { need, leastUnits: plan.leastUnits, of: plan.unit, isGoingOn: moment.isGoingOn };
  const judged = [...comparisons].map(([cell, comparison]) => judgeCell(cell, comparison, standing));
  const ratio = splitOf(look, units);
  const bakesUntil = bakeEnd(ramp, look.now);
  const trouble = troubleOf(look, exposed, ratio, moment);
  const ruling = decide({ judged, ratio, trouble, isHeld, need, ramp, moment, bakesUntil });
  const share = currentStep(ramp)?.share ?? 1;
  return {
    rollout,
    candidate,
    baseline,
    judge: { name: "sequential", alpha: plan.alpha },
    exposure: { of: plan.unit, share, previousShare: ramp.steps[ramp.position - 2]?.share ?? null, units },
    ramp,
    sampleRatio: ratio,
    findings: judged.map(({ finding }) => finding),
    ...ruling,
    next: nextOf(ruling, look, { judged, need, moment, units, bakesUntil }),
    timeline: timelineOf(look, ruling, share),
    dataQuality: quality,
    commands: commandsFor(rollout.id, ruling.decision, isHeld),
  };
}

/** A source whose counts cannot be is one that failed. */
function trusted(look: Look): Look {
  const { collected } = look;
  if (collected === null || isFailure(collected) || isCounted(collected)) return look;
  return { ...look, collected: { problem: "its counts contradict each other" } };
}
