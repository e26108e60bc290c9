/** What a cell's rows have in common: their codes, and what each of them weighs. */
export interface CellKeys {
  readonly labels: Uint32Array;
  readonly baseline: Uint32Array;
  readonly candidate: Uint32Array;
  readonly weights: Float64Array;
  /** How many rows each cell has. */
  readonly counts: Float64Array;
}

const FIRST_SLOTS = 1024;
/** A slot that holds no cell. */
const FREE = -1;

/** Counts rows by label, baseline's and candidate's code and weight: a hash table with open addressing, no object a row or cell. */
export class CellTable {
  #slots = new Int32Array(FIRST_SLOTS).fill(FREE);
  #labels = new Uint32Array(FIRST_SLOTS / 2);
  #baseline = new Uint32Array(FIRST_SLOTS / 2);
  #candidate = new Uint32Array(FIRST_SLOTS / 2);
  #weights = new Float64Array(FIRST_SLOTS / 2);
  #counts = new Float64Array(FIRST_SLOTS / 2);
  #size = 0;

  /** Counts one row more. */
  add(label: number, baseline: number, candidate: number, weight: number): void {
    const mask = this.#slots.length - 1;
    let slot = hash(label, baseline, candidate, weight) & mask;
    for (let cell = this.#slots[slot] ?? FREE; cell !== FREE; cell = this.#slots[slot] ?? FREE) {
      if (
        this.#labels[cell] === label &&
        this.#baseline[cell] === baseline &&
        this.#candidate[cell] === candidate &&
        this.#weights[cell] === weight
      ) {
        this.#counts[cell] = (this.#counts[cell] ?? 0) + 1;
        return;
      }
      slot = (slot + 1) & mask;
    }
    this.#slots[slot] = this.#size;
    this.#labels[this.#size] = label;
    this.#baseline[this.#size] = baseline;
    this.#candidate[this.#size] = candidate;
    this.#weights[this.#size] = weight;
    this.#counts[this.#size] = 1;
    this.#size++;
    if (this.#size === this.#labels.length) this.#grow();
  }

  /** The cells by falling count, then by rising codes, then by rising weight. */
  sorted(): CellKeys {
    const labels = this.#labels.subarray(0, this.#size);
    const baseline = this.#baseline.subarray(0, this.#size);
    const candidate = this.#candidate.subarray(0, this.#size);
    const weights = this.#weights.subarray(0, this.#size);
    const counts = this.#counts.subarray(0, this.#size);
    const differ = (column: ArrayLike<number>, a: number, b: number) => (column[a] ?? 0) - (column[b] ?? 0);
    const order = Uint32Array.from({ length: this.#size }, (_, cell) => cell).sort(
      (a, b) =>
        differ(counts, b, a) ||
        differ(labels, a, b) ||
        differ(baseline, a, b) ||
        differ(candidate, a, b) ||
        differ(weights, a, b),
    );
    return {
      labels: order.map((cell) => labels[cell] ?? 0),
      baseline: order.map((cell) => baseline[cell] ?? 0),
      candidate: order.map((cell) => candidate[cell] ?? 0),
      weights: Float64Array.from(order, (cell) => weights[cell] ?? 0),
      counts: Float64Array.from(order, (cell) => counts[cell] ?? 0),
    };
  }

  /** Twice the room; at most half of the slots are ever taken. */
  #grow(): void {
    const room = 2 * this.#size;
    this.#labels = widened(this.#labels, new Uint32Array(room));
    this.#baseline = widened(this.#baseline, new Uint32Array(room));
    this.#candidate = widened(this.#candidate, new Uint32Array(room));
    this.#weights = widened(this.#weights, new Float64Array(room));
    this.#counts = widened(this.#counts, new Float64Array(room));
    this.#slots = new Int32Array(2 * room).fill(FREE);
    const mask = this.#slots.length - 1;
    for (let cell = 0; cell < this.#size; cell++) {
      let slot =
        hash(this.#labels[cell] ?? 0, this.#baseline[cell] ?? 0, this.#candidate[cell] ?? 0, this.#weights[cell] ?? 0) &
        mask;
      while (this.#slots[slot] !== FREE) slot = (slot + 1) & mask;
      this.#slots[slot] = cell;
    }
  }
}

function widened<T extends Uint32Array | Float64Array>(from: T, into: T): T {
  into.set(from);
  return into;
}

const DOUBLE = new Float64Array(1);
const WORDS = new Uint32Array(DOUBLE.buffer);

/** The multipliers are odd with well-spread bits; the closing rounds are MurmurHash3's (Austin Appleby, public domain). */
function hash(label: number, baseline: number, candidate: number, weight: number): number {
  DOUBLE[0] = weight;
  let mixed =
    Math.imul(label + 1, 0x9e3779b1) ^ Math.imul(baseline + 1, 0x85ebca77) ^ Math.imul(candidate + 1, 0xc2b2ae3d);
  mixed = Math.imul(mixed ^ (WORDS[0] ?? 0), 0x27d4eb2f) ^ Math.imul(WORDS[1] ?? 0, 0x165667b1);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
