import { workerData } from "node:worker_threads";
import { drawRows, parseMetric } from "@airworthy/comparison";
import type { ResampleShare } from "./resample-share.ts";

drawBlocks(workerData);

/** The whole life of a thread: takes blocks of draws until there are none left. */
function drawBlocks(share: ResampleShare): void {
  const metric = parseMetric(share.metric, share.context);
  if (metric.kind !== "mean" && metric.kind !== "rows") throw new Error(`${share.metric} is not drawn by rows`);
  const draw = drawRows({ ...share.drawing, metric });
  const { draws } = share.drawing;
  for (;;) {
    const from = Atomics.add(share.next, 0, 1) * share.block;
    if (from >= draws) return;
    const drawn = draw(from, Math.min(from + share.block, draws));
    share.candidate.set(drawn.candidate, from);
    if (drawn.baseline !== null) share.baseline?.set(drawn.baseline, from);
  }
}
