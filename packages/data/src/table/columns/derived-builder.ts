import { UserError } from "@airworthy/evidence";
import type { DerivedRequest, NumberColumn } from "@airworthy/tables";
import { shown } from "../../shown.ts";
import type { Cells } from "../cells.ts";
import type { ColumnBuilder } from "./column-builder.ts";
import type { Growth } from "./grown.ts";
import { Numbers } from "./number-builder.ts";

/** Works a number out from some of a row's values. */
export class DerivedBuilder implements ColumnBuilder {
  readonly name: string;
  readonly #slots: readonly number[];
  readonly #of: DerivedRequest["of"];
  readonly #numbers: Numbers;

  /** `slots` are those of `from`, in that order. */
  constructor({ name, of }: DerivedRequest, slots: readonly number[], growth: Growth) {
    this.name = name;
    this.#slots = slots;
    this.#of = of;
    this.#numbers = new Numbers(growth);
  }

  add(cells: Cells): void {
    const number = this.#of(this.#slots.map((slot) => cells.value(slot)));
    if (!Number.isFinite(number)) {
      throw new UserError(`${shown(this.name)} comes to ${number}; a finite number is needed`);
    }
    this.#numbers.add(number);
  }

  finish(): NumberColumn {
    return this.#numbers.finish();
  }
}
