import type { Draws } from "./from-draws.ts";
import { drawRows, type RowDrawing } from "./row-draws.ts";

/**
 * Where draws of rows are made: here, or spread over threads. What comes back depends on the drawing alone: draw i is draw i,
 * whoever made it.
 */
export interface Resampler {
  run(drawing: RowDrawing): Promise<Draws>;
}

/** Draws where it is called, one after the other. */
export const resampleHere: Resampler = {
  run: (drawing) => Promise.resolve(drawRows(drawing)(0, drawing.draws)),
};
