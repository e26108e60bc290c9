import type { DraftSource } from "../cases/case.ts";

/** A test that was read from another tool's file. */
export interface ImportedTest {
  /** The test as a suite's file would have it, but for its cases: for the suite's schema to check. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly drafts: DraftSource;
  readonly cases: number;
  /** Whether every case says itself what is expected of it, so that the test need not. */
  readonly isLabelled: boolean;
  /** The file, the line and the test's name there, for messages. */
  readonly where: string;
}

/** Lines that follow each other, without their line feeds. */
export interface Lines {
  /** The number of the first, from 1. */
  readonly first: number;
  readonly texts: readonly string[];
}

/** The port to text files: a file's lines in order, some at a time, anew for every call. */
export type LineReader = (file: string) => AsyncIterable<Lines>;
