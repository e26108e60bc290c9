import type { MetricFile, MetricFormat } from "./metric-file.ts";

/** A form of JSON (or of YAML, which holds the same values). */
export interface DataFormat {
  readonly format: MetricFormat;
  /** What it is known by, for a message. */
  readonly mark: string;
  /** Whether the value bears that mark. Whether all else is right is for `read` to say. */
  fits(value: unknown): boolean;
  /** Throws a UserError that names `file` and the field. */
  read(value: unknown, file: string): MetricFile;
}
