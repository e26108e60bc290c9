import { UserError } from "@airworthy/evidence";
import type { NumberColumn, NumberRequest } from "@airworthy/tables";
import { kindOf } from "../../json-object.ts";
import { shown } from "../../shown.ts";
import { CELL, type Cells, NUMBER } from "../cells.ts";
import type { ColumnBuilder } from "./column-builder.ts";
import { decimalNumber } from "./decimal.ts";
import { FIRST_ROWS, type Growth, grown } from "./grown.ts";

/** Numbers one after another. */
export class Numbers {
  readonly #growth: Growth;
  #numbers = new Float64Array(FIRST_ROWS);
  #rows = 0;

  constructor(growth: Growth) {
    this.#growth = growth;
  }

  add(number: number): void {
    if (this.#rows === this.#numbers.length) this.#grow();
    this.#numbers[this.#rows++] = number;
  }

  finish(): NumberColumn {
    return { kind: "number", numbers: this.#numbers.subarray(0, this.#rows) };
  }

  #grow(): void {
    const bytes = this.#growth(this.#rows) * Float64Array.BYTES_PER_ELEMENT;
    this.#numbers = new Float64Array(grown(this.#numbers.buffer, bytes));
  }
}

/** Reads a finite number a row, of at least `least`. */
export class NumberBuilder implements ColumnBuilder {
  readonly name: string;
  readonly #slot: number;
  readonly #least: number;
  readonly #numbers: Numbers;

  constructor({ column, least }: Pick<NumberRequest, "column" | "least">, slot: number, growth: Growth) {
    this.name = column;
    this.#slot = slot;
    this.#least = least;
    this.#numbers = new Numbers(growth);
  }

  add(cells: Cells): void {
    const number = numberOf(cells, this.#slot);
    if (!(Number.isFinite(number) && number >= this.#least)) throw this.#refused(cells);
    this.#numbers.add(number);
  }

  finish(): NumberColumn {
    return this.#numbers.finish();
  }

  #refused(cells: Cells): UserError {
    const isNumber = !Number.isNaN(numberOf(cells, this.#slot));
    const given = isNumber ? "a number out of range" : kindOf(cells.value(this.#slot));
    const allowed = this.#least === -Infinity ? "a finite number" : `a finite number of at least ${this.#least}`;
    return new UserError(`${shown(this.name)} is ${given}; ${allowed} is allowed`);
  }
}

/** NaN where the cell is no number. */
function numberOf(cells: Cells, slot: number): number {
  const kind = cells.kinds[slot];
  if (kind === NUMBER || kind === CELL)
    return decimalNumber(cells.bytes, cells.starts[slot] ?? 0, cells.ends[slot] ?? 0);
  const value = cells.value(slot);
  return typeof value === "number" ? value : Number.NaN;
}
