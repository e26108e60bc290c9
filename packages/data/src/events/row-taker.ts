import type { Cells } from "../table/cells.ts";
import type { EventBatch } from "./event-batch.ts";

/** Takes the rows that are of its kind. */
export interface RowTaker {
  /** The column without which a file has no rows of the kind; null where every file has. */
  readonly mark: string | null;
  /** Adds what the row is to the batch. Throws a UserError without a place. */
  take(cells: Cells, batch: EventBatch): void;
}
