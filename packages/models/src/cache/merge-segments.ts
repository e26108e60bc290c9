import { LineFile } from "../lookup/line-file.ts";
import { SegmentIndex } from "./segment-index.ts";
import { isAtRest, listSegments, removeSegment, writeMerged } from "./segments.ts";

/** Each run that asks anything leaves one; more of them are opened slowly. */
const MOST_SEGMENTS = 8;

/**
 * Makes one segment of those that nobody adds to any more, where they are many: whole lines, each key once. Two processes
 * may do it at once: then lines are there twice, and none is lost. `now` is in milliseconds since 1970.
 */
export async function mergeSegments(folder: string, now: number, signal?: AbortSignal): Promise<void> {
  const resting = (await listSegments(folder)).filter((segment) => isAtRest(segment, now));
  if (resting.length <= MOST_SEGMENTS) return;
  {
    using index = new SegmentIndex();
    for (const { path } of resting) await index.add(new LineFile(path), signal);
    await writeMerged(folder, index.wholeLines());
  }
  for (const segment of resting) await removeSegment(segment);
}
