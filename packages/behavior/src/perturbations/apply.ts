import { UserError } from "@airworthy/evidence";
import type { Draft } from "../cases/case.ts";
import { unknownName } from "../cases/lexicons.ts";
import type { ModelInput } from "../model.ts";
import type { Loaded, RandomFor } from "./loaded.ts";
import type { InputRecord, OnRecord, OnSlot, OnText } from "./perturbation.ts";
import { withField } from "./record-number.ts";

/** What a perturbation makes of a draft. Throws a UserError for a draft that it is not made for. */
export function applyTo(draft: Draft, { name, perturbation }: Loaded, random: RandomFor): readonly ModelInput[] {
  const [input, ...others] = draft.inputs;
  if (input === undefined || others.length > 0) {
    throw new UserError(`it has ${draft.inputs.length} inputs already; ${name} changes a case of one`);
  }
  switch (perturbation.on) {
    case "text":
      return applyToText(input, perturbation, random, name);
    case "slot":
      return applyToSlot(draft, input, perturbation, random, name);
    case "record":
      return applyToRecord(input, perturbation, random, name);
    case "rows":
      return [];
  }
}

function applyToText(
  input: ModelInput,
  { field, change }: OnText,
  random: RandomFor,
  name: string,
): readonly ModelInput[] {
  if (typeof input === "string") {
    if (field !== null) throw new UserError(`its input is text; ${name} has a field, which only records have`);
    return differing(input, change(input, random(name)));
  }
  if (field === null) {
    throw new UserError(`its input is a record; ${name} needs the field of its text`, { remedy: "Add `field`." });
  }
  const text = fieldOf(input, field);
  if (text === null) return [];
  if (typeof text !== "string")
    throw new UserError(`its field ${JSON.stringify(field)} holds no text, as ${name} needs`);
  return differing(text, change(text, random(name))).map((changed) => withField(input, field, changed));
}

function applyToSlot(
  { filled }: Draft,
  input: ModelInput,
  { slot, change }: OnSlot,
  random: RandomFor,
  name: string,
): readonly ModelInput[] {
  if (filled === null || typeof input !== "string") {
    throw new UserError(`it was made from no template; ${name} changes a template's slot`);
  }
  if (!filled.words.has(slot)) throw new UserError(`its template has no slot {${slot}}, which ${name} changes`);
  return differing(input, change(filled, random(name)));
}

function applyToRecord(
  input: ModelInput,
  { fields, change }: OnRecord,
  random: RandomFor,
  name: string,
): readonly ModelInput[] {
  if (typeof input === "string") throw new UserError(`its input is text; ${name} changes records`);
  for (const field of fields) fieldOf(input, field);
  return change(input, random(name));
}

/** Other texts than the original, each once. */
function differing(original: string, changed: readonly string[]): readonly string[] {
  const [only] = changed;
  if (changed.length === 1 && only !== undefined) return only === original ? [] : changed;
  const texts = new Set(changed);
  texts.delete(original);
  return [...texts];
}

function fieldOf(record: InputRecord, field: string): unknown {
  if (!Object.hasOwn(record, field)) throw new UserError(unknownName("field", field, Object.keys(record)));
  return record[field];
}
