import type { ModelInput } from "../model.ts";

/** What an example should be answered with: a class, any one of several, any but some, or a number. */
export type Expected =
  | { readonly oneOf: readonly string[] }
  | { readonly noneOf: readonly string[] }
  | { readonly value: number };

/** One case of a test: an example (`mft`), or an original and what became of it (`inv`, `dir`). */
export interface Case {
  /** Unique in its test: 16 hexadecimal digits of a hash of what it is made of, or the id that a data set gives it. */
  readonly id: string;
  /** The original first. */
  readonly inputs: readonly ModelInput[];
  /** For each input the place of the one that it is compared with, its own place for an original; null: all with the first. */
  readonly origins: readonly number[] | null;
  /** What the case's source says of it, before what the test says; null where it says nothing. */
  readonly expected: Expected | null;
  /** Values by column, of the columns that the test slices by. */
  readonly slices: ReadonlyMap<string, string> | null;
  /** Cases of one cluster are alike, such as those of one template: a standard error must not take them for independent. */
  readonly cluster: string;
}

/** A case before its inputs are perturbed. */
export interface Draft extends Case {
  /** The template it was filled from, for perturbations that change a slot; null where there was none. */
  readonly filled: Filled | null;
}

export interface Filled {
  /** The template's text, with its slots. */
  readonly template: string;
  readonly words: ReadonlyMap<string, string>;
}

/**
 * Drafts in a stable order, in chunks of some hundreds, made anew for every pass. Whatever the number of drafts, a source
 * holds only a chunk of them in memory.
 */
export type DraftSource = () => AsyncIterable<readonly Draft[]>;

/** Cases in a stable order, in chunks, made anew for every pass. */
export type CaseSource = () => AsyncIterable<readonly Case[]>;
