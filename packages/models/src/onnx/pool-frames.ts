import type { Pooling } from "./onnx-config.ts";
import type { PlainTensor } from "./runtime-messages.ts";

/** What of the outputs of several frames is the answer's. */
export interface FramePool {
  add(frame: PlainTensor): void;
  /** Throws an Error where no frame was added, and for frames that differ in size or are no numbers. */
  result(): PlainTensor;
}

/** The last frame's, or each element's greatest or mean over all frames, as float64; NaN where one is NaN. */
export function pool(answer: Pooling): FramePool {
  let last: PlainTensor | null = null;
  let sums: Float64Array | null = null;
  let frames = 0;
  return {
    add(frame) {
      frames++;
      last = frame;
      if (answer === "last") return;
      const values = numbersOf(frame);
      if (sums !== null && sums.length !== values.length) throw new Error("the frames' outputs differ in size");
      sums = sums === null ? values : merge(sums, values, answer);
    },
    result() {
      if (last === null) throw new Error("there is no frame");
      if (sums === null) return last;
      const data = answer === "mean" ? sums.map((sum) => sum / frames) : sums;
      return { type: "float64", dims: last.dims, data };
    },
  };
}

function merge(sums: Float64Array, values: Float64Array, answer: "max" | "mean"): Float64Array {
  // Math.max is NaN where one of its arguments is.
  for (const [at, value] of values.entries()) {
    const before = sums[at] ?? 0;
    sums[at] = answer === "max" ? Math.max(before, value) : before + value;
  }
  return sums;
}

function numbersOf({ data }: PlainTensor): Float64Array {
  if (Array.isArray(data)) throw new Error("texts of several frames have no greatest or mean");
  return Float64Array.from(data, Number);
}
