import { UserError } from "@airworthy/evidence";
import type { NumberColumn } from "@airworthy/tables";
import { shown } from "../../shown.ts";
import { CELL, type Cells, NUMBER, TEXT } from "../cells.ts";
import type { ColumnBuilder } from "./column-builder.ts";
import type { Growth } from "./grown.ts";
import { Numbers } from "./number-builder.ts";
import { isPlainWholeNumber } from "./whole-number.ts";

/** Hashes a value's text, whatever the value is. */
export class FingerprintBuilder implements ColumnBuilder {
  readonly name: string;
  readonly #slot: number;
  readonly #numbers: Numbers;

  constructor(name: string, slot: number, growth: Growth) {
    this.name = name;
    this.#slot = slot;
    this.#numbers = new Numbers(growth);
  }

  add(cells: Cells): void {
    const start = cells.starts[this.#slot] ?? 0;
    const end = cells.ends[this.#slot] ?? 0;
    const kind = cells.kinds[this.#slot];
    const isText = kind === TEXT || kind === CELL;
    if (isText || (kind === NUMBER && isPlainWholeNumber(cells.bytes, start, end))) {
      this.#numbers.add(hash53(cells.bytes, start, end));
    } else {
      const text = Buffer.from(this.#json(cells));
      this.#numbers.add(hash53(text, 0, text.length));
    }
  }

  finish(): NumberColumn {
    return this.#numbers.finish();
  }

  #json(cells: Cells): string {
    try {
      return JSON.stringify(cells.value(this.#slot));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new UserError(`${shown(this.name)} nests too deep`, { cause: error });
    }
  }
}

/** Two multiplicative hashes of the bytes with their number, each mixed by MurmurHash3's finalizer; 21 bits of one, 32 of the other. */
export function hash53(bytes: Uint8Array, start: number, end: number): number {
  let high = 0x243f6a88 ^ (end - start);
  let low = 0x13198a2e ^ (end - start);
  for (let index = start; index < end; index++) {
    const byte = bytes[index] ?? 0;
    high = Math.imul(high ^ byte, 0x01000193);
    low = Math.imul(low ^ byte, 0x9e3779b1);
    low ^= low >>> 15;
  }
  return (mix(high ^ low) >>> 11) * 2 ** 32 + (mix(low) >>> 0);
}

function mix(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
