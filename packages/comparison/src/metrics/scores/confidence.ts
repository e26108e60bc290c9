import type { Side } from "../../tables/side.ts";
import { type Probabilities, type ProbabilitiesWanted, probabilitiesOf } from "./probabilities.ts";

/** By row of a side, how sure the version was of something, and whether it came true. */
export interface Confidences {
  readonly confidence: Float64Array;
  /** 1 or 0. */
  readonly isRight: Uint8Array;
}

/**
 * Of a class that is named: its probability, and whether the label is that. Else of the class that is given the highest
 * probability, the first of those that tie; a score up to 1/2 is for the negative class. Throws as `probabilitiesOf`.
 */
export function confidencesOf(side: Side, wanted: ProbabilitiesWanted): Confidences {
  const probabilities = probabilitiesOf(side, wanted);
  if (probabilities.kind === "classes") return ofTopClass(probabilities, side.rows);
  const { isClass, probability } = probabilities;
  if (wanted.subject.named !== null) return { confidence: probability, isRight: isClass };
  const isRight = new Uint8Array(side.rows);
  for (let row = 0; row < isRight.length; row++) {
    isRight[row] = (probability[row] ?? 0) > 0.5 === (isClass[row] === 1) ? 1 : 0;
  }
  return { confidence: probability.map((given) => Math.max(given, 1 - given)), isRight };
}

function ofTopClass({ columns, labels }: Extract<Probabilities, { kind: "classes" }>, rows: number): Confidences {
  const confidence = new Float64Array(rows).fill(Number.NEGATIVE_INFINITY);
  const isRight = new Uint8Array(rows);
  for (const [index, column] of columns.entries()) {
    for (let row = 0; row < rows; row++) {
      const given = column[row] ?? 0;
      if (given <= (confidence[row] ?? 0)) continue;
      confidence[row] = given;
      isRight[row] = labels[row] === index ? 1 : 0;
    }
  }
  return { confidence, isRight };
}
