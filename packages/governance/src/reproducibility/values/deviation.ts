import { isNear, type Tolerance } from "../tolerance.ts";

/** The first value that is not as it was. */
export interface Difference {
  /** Where: "/loss/3", "line 7", "tensor fc.weight [3, 1]", "byte 4,096". Untrusted text. */
  readonly place: string;
  /** The value of the first run and of the other, cut where they are long; null where there is none. Untrusted text. */
  readonly first: string | null;
  readonly other: string | null;
}

/** What comparing two files value by value came to. */
export interface ValueComparison {
  /** How many values were compared. */
  readonly values: number;
  /** The first that is further off than allowed, or no number and another; null where there is none. */
  readonly difference: Difference | null;
  /** The largest distance between two finite numbers, absolute, and relative to the larger of the two. */
  readonly largest: { readonly absolute: number; readonly relative: number };
}

const SHOWN_CHARACTERS = 80;

/** Gathers a comparison, value by value. */
export class Deviation {
  readonly #tolerance: Tolerance;
  #values = 0;
  #absolute = 0;
  #relative = 0;
  #difference: Difference | null = null;

  constructor(tolerance: Tolerance) {
    this.#tolerance = tolerance;
  }

  /** Notes two numbers; whether they are as near as is allowed. */
  numbers(a: number, b: number): boolean {
    this.#values++;
    if (a === b) return true;
    return this.#apart(a, b, Math.abs(a - b));
  }

  /** Notes two whole numbers that doubles cannot hold. */
  integers(a: bigint, b: bigint): boolean {
    this.#values++;
    if (a === b) return true;
    const distance = Number(a > b ? a - b : b - a);
    const larger = Math.max(Math.abs(Number(a)), Math.abs(Number(b)));
    const isNearEnough = distance <= Math.max(this.#tolerance.relative * larger, this.#tolerance.absolute);
    this.#note(distance, distance / larger);
    return isNearEnough;
  }

  /** Notes values that are no numbers; whether they are the same. */
  texts(a: string, b: string): boolean {
    this.#values++;
    return a === b;
  }

  /** Names the first value that differs; later ones are passed over. */
  differ(place: string, first: string | null, other: string | null): void {
    this.#difference ??= {
      place: cut(place),
      first: first === null ? null : cut(first),
      other: other === null ? null : cut(other),
    };
  }

  /** Whether a difference was named: naming places that nobody sees takes longer than all the rest. */
  get hasDifference(): boolean {
    return this.#difference !== null;
  }

  result(): ValueComparison {
    return {
      values: this.#values,
      difference: this.#difference,
      largest: { absolute: this.#absolute, relative: this.#relative },
    };
  }

  #apart(a: number, b: number, distance: number): boolean {
    if (Number.isFinite(distance)) this.#note(distance, distance / Math.max(Math.abs(a), Math.abs(b)));
    return isNear(a, b, this.#tolerance);
  }

  #note(absolute: number, relative: number): void {
    if (absolute > this.#absolute) this.#absolute = absolute;
    if (relative > this.#relative) this.#relative = relative;
  }
}

function cut(text: string): string {
  if (text.length <= SHOWN_CHARACTERS) return text.toWellFormed();
  // Not within a pair of surrogates, half of which is no character.
  const shown = text.slice(0, SHOWN_CHARACTERS).replace(/[\ud800-\udbff]$/, "");
  return `${shown.toWellFormed()}…`;
}
