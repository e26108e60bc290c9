import { formatCounted, formatPercent } from "@airworthy/report";
import type { Gate, Moved } from "../moves/moved.ts";
import { movedSlots } from "../slots/reassign.ts";
import { SLOTS } from "../slots/slots.ts";
import { slotsByArm } from "../state/experiment.ts";

const DONE: Readonly<Record<Moved["move"], string>> = {
  start: "started",
  weigh: "weighed",
  "add-arm": "arm-added",
  "drop-arm": "arm-dropped",
  balance: "balanced",
  stop: "stopped",
  status: "as-recorded",
};

/** Why the verdict is what it is, in kebab case; `worst` is the worst of the findings. */
export function reasonOf({ move, effect }: Moved, worst: Gate | undefined): string {
  if (worst !== undefined && worst.verdict !== "pass") return worst.reasonCode;
  return effect === "unchanged" ? "unchanged" : DONE[move];
}

/** What happened, as a sentence. */
export function headlineOf(moved: Moved, worst: Gate | undefined): string {
  const { move, effect, after } = moved;
  const { name } = after;
  if (effect === "refused") return `${name}: ${move} refused: ${worst?.headline ?? "a gate is closed"}.`;
  if (worst !== undefined && worst.verdict !== "pass") return `${name}: ${worst.headline}.`;
  if (effect === "unchanged") return `${name} is as ${move} leaves it: nothing was changed.`;
  return `${name} ${doneInWords(moved)}.`;
}

function doneInWords(moved: Moved): string {
  const { move, before, after, balance } = moved;
  switch (move) {
    case "start":
      return `started: ${splitInWords(moved)}`;
    case "balance":
      return `was balanced: the largest difference is ${digits(balance?.after.criterion)} standard deviations, was ${digits(balance?.before.criterion)}`;
    case "stop":
      return "stopped: everybody gets what the flag gives without it";
    case "status":
      return after.phase === "running" ? `runs: ${splitInWords(moved)}` : `is ${after.phase}: nobody is exposed`;
    default: {
      const share = (before === null ? 0 : movedSlots(before.runs, after.runs)) / SLOTS;
      return `is split anew: ${splitInWords(moved)}; ${formatPercent(share)} of its users change arms`;
    }
  }
}

/** "control 50.0 %, short 50.0 %". */
function splitInWords({ after }: Moved): string {
  const slots = slotsByArm(after);
  const arms = after.arms.map(({ name }, index) => `${name} ${formatPercent((slots[index] ?? 0) / SLOTS)}`);
  const shown = arms.slice(0, SHOWN_ARMS).join(", ");
  return arms.length > SHOWN_ARMS ? `${shown} and ${formatCounted(arms.length - SHOWN_ARMS, "more arm")}` : shown;
}

const SHOWN_ARMS = 6;

function digits(value: number | undefined): string {
  return value === undefined ? "unknown" : String(Number(value.toPrecision(2)));
}
