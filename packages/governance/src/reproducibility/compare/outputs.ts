import type { Tolerance } from "../tolerance.ts";
import type { Difference } from "../values/deviation.ts";
import type { Format } from "./compare-content.ts";

/** What a run left behind at a path. */
export interface Output {
  /** Relative to the working folder, with slashes; `stdout` in angle brackets for what the command printed. Untrusted text. */
  readonly path: string;
  /** Null for what is no file, such as a link, a socket or a device: it is neither followed nor read. */
  readonly sha256: string | null;
  readonly bytes: number;
}

/** The contents of what the runs left behind. */
export interface Contents {
  /** A file of a run, counted from 0, whole; null where it is larger than can be compared value by value. */
  read(run: number, path: string): Promise<Uint8Array | null>;
  /** The offset of the first byte in which the files of two runs differ, which may be the end of the shorter. */
  firstByte(runs: readonly [number, number], path: string): Promise<number>;
}

/** How a path's outputs compare, best to worst. */
export const STATES = ["identical", "within-tolerance", "not-a-file", "missing", "differs"] as const;

export type OutputState = (typeof STATES)[number];

export interface ComparedOutput {
  readonly path: string;
  readonly state: OutputState;
  /** What the first run left; null where it left nothing. */
  readonly sha256: string | null;
  readonly bytes: number;
  /** What is stated for it; null where it must be the same, bit for bit. */
  readonly tolerance: Tolerance | null;
  /** How it was compared where the bytes differ; null where they do not, or there is nothing to compare. */
  readonly format: Format | null;
  readonly values: number;
  readonly largest: { readonly absolute: number; readonly relative: number };
  /** The first value that differs, and the run, counted from 1, in which it does. */
  readonly difference: (Difference & { readonly run: number }) | null;
}
