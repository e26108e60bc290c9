import { capText, makeVisible } from "@airworthy/report";
import type { Progress, ProgressUnit } from "./ports.ts";
import { finishedWords, share, tallyWords } from "./tally.ts";

const STEP = 0.1;
const LONGEST_SILENCE_MS = 10_000;
/** Two steps closer than this are one line: fast work must not flood a log. */
const SHORTEST_SILENCE_MS = 2_000;
const LONGEST_LABEL = 60;

/** Progress for a log that is read afterwards: a line each tenth or each ten seconds, and one at the end. */
export function sparseProgress(
  work: { readonly label: string; readonly total: number | null; readonly unit: ProgressUnit },
  now: () => Date,
  print: (line: string) => void,
): Progress {
  const label = capText(makeVisible(work.label), LONGEST_LABEL);
  const startedMs = now().getTime();
  let done = 0;
  let lastMs = startedMs;
  let lastStep = 0;
  let finished = false;
  const tally = () => ({ ...work, done, elapsedMs: Math.max(0, now().getTime() - startedMs) });
  return {
    advance(amount) {
      done += amount;
      const silence = now().getTime() - lastMs;
      const step = Math.floor((share(tally()) ?? 0) / STEP);
      if (silence < LONGEST_SILENCE_MS && (step <= lastStep || silence < SHORTEST_SILENCE_MS)) return;
      lastMs += silence;
      lastStep = step;
      print(`${label}: ${tallyWords(tally())}`);
    },
    finish() {
      if (!finished) print(`${label}: ${finishedWords(tally())}`);
      finished = true;
    },
  };
}
