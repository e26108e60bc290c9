import { nearest, UserError } from "@airworthy/evidence";
import type { CategoryColumn, CategoryRequest } from "@airworthy/tables";
import { shown } from "../../shown.ts";
import { CELL, type Cells, NUMBER, TEXT, VALUE } from "../cells.ts";
import { ByteDictionary } from "./byte-dictionary.ts";
import { categoryText, emptyText } from "./category-text.ts";
import { Codes } from "./codes.ts";
import type { ColumnBuilder } from "./column-builder.ts";
import type { Growth } from "./grown.ts";
import { cellMembers, listMembers, setText } from "./set-text.ts";
import { isPlainWholeNumber } from "./whole-number.ts";

/** Above it, a column is a measurement or a text rather than categories. */
const MAX_VALUES = 1_000_000;
const MAX_VALUE_BYTES = 256;
const MAX_SET_BYTES = 4096;
/** Spellings, such as 1.0 for 1 or one order of a set, that are looked up rather than read again. */
const MAX_SPELLINGS = 2 ** 16;
const MAX_SHOWN = 10;

/** Gives each different text a code, in order of appearance. */
export class CategoryBuilder implements ColumnBuilder {
  readonly name: string;
  readonly #slot: number;
  readonly #isSet: boolean;
  readonly #allowed: ReadonlySet<string>;
  readonly #values: string[] = [];
  readonly #known = new ByteDictionary();
  readonly #spellings = new ByteDictionary();
  readonly #spelled: number[] = [];
  readonly #codes: Codes;

  constructor({ column, allowed, isSet }: CategoryRequest, slot: number, growth: Growth) {
    this.name = column;
    this.#slot = slot;
    this.#isSet = isSet;
    this.#allowed = new Set(allowed);
    this.#codes = new Codes(growth);
  }

  add(cells: Cells): void {
    const code = this.#isDirect(cells)
      ? this.#codeOf(cells.bytes, cells.starts[this.#slot] ?? 0, cells.ends[this.#slot] ?? 0)
      : this.#codeOfSpelling(cells);
    this.#codes.add(code);
  }

  finish(): CategoryColumn {
    return { kind: "category", codes: this.#codes.finish(), values: this.#values };
  }

  /** Whether the cell's bytes are the category's text. */
  #isDirect(cells: Cells): boolean {
    if (this.#isSet) return false;
    const kind = cells.kinds[this.#slot];
    const start = cells.starts[this.#slot] ?? 0;
    const end = cells.ends[this.#slot] ?? 0;
    if (kind === TEXT || kind === CELL) {
      if (start === end) throw emptyText(this.name);
      return true;
    }
    return kind === NUMBER && isPlainWholeNumber(cells.bytes, start, end);
  }

  #codeOf(bytes: Buffer, start: number, end: number): number {
    const code = this.#known.find(bytes, start, end);
    if (code >= 0) return code;
    const text = bytes.toString("utf8", start, end);
    this.#check(text, end - start);
    this.#values.push(text);
    return this.#known.add(bytes, start, end);
  }

  #codeOfSpelling(cells: Cells): number {
    const slot = this.#slot;
    const kind = cells.kinds[slot];
    if (kind === VALUE || kind === TEXT) return this.#codeOfText(this.#textOf(cells));
    const [start, end] = [cells.starts[slot] ?? 0, cells.ends[slot] ?? 0];
    const spelling = this.#spellings.find(cells.bytes, start, end);
    if (spelling >= 0) return this.#spelled[spelling] ?? 0;
    const code = this.#codeOfText(this.#textOf(cells));
    if (this.#spelled.length < MAX_SPELLINGS) this.#spelled[this.#spellings.add(cells.bytes, start, end)] = code;
    return code;
  }

  #codeOfText(text: string): number {
    const bytes = Buffer.from(text);
    return this.#codeOf(bytes, 0, bytes.length);
  }

  #textOf(cells: Cells): string {
    const value = cells.value(this.#slot);
    if (!this.#isSet) return categoryText(value, this.name, true);
    const isCell = cells.kinds[this.#slot] === CELL;
    const members = isCell ? cellMembers(String(value), this.name) : listMembers(value, this.name);
    for (const member of members) this.#checkAllowed(member);
    return setText(members);
  }

  #check(text: string, bytes: number): void {
    const most = this.#isSet ? MAX_SET_BYTES : MAX_VALUE_BYTES;
    if (bytes > most) {
      throw new UserError(`the values of ${shown(this.name)} may have ${most} bytes; one has ${bytes}`);
    }
    if (!this.#isSet) this.#checkAllowed(text);
    if (this.#values.length === MAX_VALUES) {
      throw new UserError(`the column ${shown(this.name)} has more than ${MAX_VALUES} different values`, {
        remedy: "Labels, predictions and slices are categories; numbers and texts are not.",
      });
    }
  }

  #checkAllowed(text: string): void {
    if (this.#allowed.size === 0 || this.#allowed.has(text)) return;
    const near = nearest(text, this.#allowed);
    const hint = near === undefined ? "" : `; did you mean ${shown(near)}?`;
    const declared = [...this.#allowed].slice(0, MAX_SHOWN).map(shown).join(", ");
    throw new UserError(`the ${this.name} is not one of the declared classes${hint}`, {
      remedy: `Declared are ${declared}${this.#allowed.size > MAX_SHOWN ? " …" : ""}.`,
    });
  }
}
