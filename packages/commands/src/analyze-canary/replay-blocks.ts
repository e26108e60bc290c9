import type { Block, Table, Text } from "@airworthy/report";
import { timeInWords } from "@airworthy/rollout";
import type { ReplayedLook } from "./replay.ts";

/** A table of more rows is the file's. */
const MOST_ROWS = 100;

/** What a replay shows: each look that says something else than the one before, and how many said the same. */
export function replayBlocks(looks: readonly ReplayedLook[]): Block[] {
  const runs = runsOf(looks);
  const left = runs.length - MOST_ROWS;
  const more: Block[] = left > 0 ? [{ kind: "paragraph", text: `${left} more changes are in the file.` }] : [];
  return [tableOf(runs.slice(0, MOST_ROWS)), ...more];
}

interface Run {
  readonly first: ReplayedLook;
  readonly count: number;
}

/** Looks that follow each other and say the same of the same step. */
function runsOf(looks: readonly ReplayedLook[]): readonly Run[] {
  const runs: Run[] = [];
  for (const look of looks) {
    const last = runs.at(-1);
    if (last !== undefined && saying(last.first) === saying(look))
      runs[runs.length - 1] = { ...last, count: last.count + 1 };
    else runs.push({ first: look, count: 1 });
  }
  return runs;
}

function saying({ step, analysis }: ReplayedLook): string {
  return JSON.stringify([step, analysis?.decision, analysis?.why]);
}

function tableOf(runs: readonly Run[]): Table {
  return {
    kind: "table",
    columns: [
      { title: "From", align: "left" },
      { title: "Looks", align: "right" },
      { title: "Step", align: "right" },
      { title: "Decision", align: "left" },
      { title: "Why", align: "left" },
    ],
    rows: runs.map(({ first, count }): readonly Text[] => [
      timeInWords(first.at),
      String(count),
      String(first.step),
      first.analysis?.decision ?? "by time",
      first.analysis?.why ?? "all of a segment: nobody to compare with",
    ]),
  };
}
