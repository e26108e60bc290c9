import { grown } from "../table/columns/grown.ts";

/** Where the doubles of an event are: its time and when it was received, in milliseconds since 1970, NaN where that is not known. */
export const TIME = 0;
export const RECEIVED = 1;
/** The first of what is particular to its kind: codes of groups, or numbers. */
export const PARTICULARS = 5;

/** Where its words are: the halves of the unit's hash, and of the event's own where it has an id. */
export const UNIT_LOW = 4;
export const UNIT_HIGH = 5;
export const KEY_LOW = 6;
export const KEY_HIGH = 7;
export const KIND = 8;
export const HAS_KEY = 9;

/** Kinds of events: an exposure to one of both versions or to neither; and each kind of outcomes from here on. */
export const UNKNOWN_VARIANT = 2;
export const FIRST_OUTCOME = 3;

const FIRST_EVENTS = 2 ** 10;

/** Events as doubles and as the words that the same memory is, in the order of their rows. */
export class EventBatch {
  numbers: Float64Array<ArrayBuffer>;
  words: Uint32Array<ArrayBuffer>;
  /** Of an event, in doubles. */
  readonly stride: number;
  count = 0;

  /** `buffer` holds the `count` events of another batch. */
  constructor(stride: number, buffer: ArrayBuffer = new ArrayBuffer(8 * FIRST_EVENTS * stride), count = 0) {
    this.stride = stride;
    this.count = count;
    this.numbers = new Float64Array(buffer);
    this.words = new Uint32Array(buffer);
  }

  /** The index of a new event's first double. What it holds is still to be written. */
  add(): number {
    const at = this.count++ * this.stride;
    if (at === this.numbers.length) {
      this.numbers = new Float64Array(grown(this.numbers.buffer, 2 * this.numbers.byteLength));
      this.words = new Uint32Array(this.numbers.buffer);
    }
    return at;
  }
}
