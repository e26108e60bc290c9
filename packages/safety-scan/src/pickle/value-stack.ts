import { PickleLimit } from "./opcodes.ts";
import { MARK, OPAQUE, type Value } from "./value.ts";

/** Deeper than data gets (the deepest known, large vocabularies, stay below half of it); keeps memory bounded. */
const MAX_DEPTH = 1_000_000;
const MAX_MEMO = 4_000_000;

/** Items taken from above a mark: what is looked at (arguments, shapes, states) is short, while data may be endless. */
export const TAKEN_ITEMS = 64;

/**
 * The unpickler's stack and memo, of what the scan knows. More lenient than Python: what is missing reads as opaque, so
 * that the opcodes after a mistake are still looked at; `isBroken` says that there was one.
 */
export class ValueStack {
  readonly #values: Value[] = [];
  /** Where the marks stand among the values: looking for the last one must not take as long as the stack is deep. */
  readonly #marks: number[] = [];
  /** The memo's places: those taken in order, as nearly all are, and the others. */
  readonly #inOrder: Value[] = [];
  readonly #outOfOrder = new Map<number, Value>();
  isBroken = false;
  /** Whether more was taken from the stack than was on it, where every unpickler gives up. */
  isExhausted = false;

  get top(): Value | undefined {
    const value = this.#values.at(-1);
    return value === MARK ? undefined : value;
  }

  push(value: Value): void {
    if (this.#values.length >= MAX_DEPTH) throw new PickleLimit(`it stacks more than ${MAX_DEPTH} values`);
    if (value === MARK) this.#marks.push(this.#values.length);
    this.#values.push(value);
  }

  pop(): Value {
    const value = this.top;
    if (value === undefined) return this.#exhausted();
    this.#values.pop();
    return value;
  }

  /** Takes the topmost whatever it is, a mark too, as POP does. */
  discard(): void {
    const value = this.#values.pop();
    if (value === undefined) this.#exhausted();
    if (value === MARK) this.#marks.pop();
  }

  /** Takes the values above the last mark, and the mark; of more than TAKEN_ITEMS, one more than that. */
  popToMark(): Value[] {
    const mark = this.#marks.pop();
    if (mark === undefined) {
      this.#exhausted();
      return [];
    }
    const items = this.#values.slice(mark + 1, mark + 1 + TAKEN_ITEMS + 1);
    this.#values.length = mark;
    return items;
  }

  popTuple(length: number): Value {
    const items = Array.from({ length }, () => this.pop()).reverse();
    return { kind: "tuple", items };
  }

  put(index: number): void {
    if (this.#taken >= MAX_MEMO) throw new PickleLimit(`it remembers more than ${MAX_MEMO} values`);
    const value = this.top ?? this.#exhausted();
    const isNext = index === this.#inOrder.length && !this.#outOfOrder.has(index);
    if (isNext || index < this.#inOrder.length) this.#inOrder[index] = value;
    else this.#outOfOrder.set(index, value);
  }

  /** MEMOIZE takes the number of places that are taken, as Python does: a place that was taken twice counts once. */
  memoize(): void {
    this.put(this.#taken);
  }

  get(index: number): void {
    this.push(this.#inOrder[index] ?? this.#outOfOrder.get(index) ?? this.#missing());
  }

  get #taken(): number {
    return this.#inOrder.length + this.#outOfOrder.size;
  }

  #exhausted(): Value {
    this.isExhausted = true;
    return this.#missing();
  }

  #missing(): Value {
    this.isBroken = true;
    return OPAQUE;
  }
}
