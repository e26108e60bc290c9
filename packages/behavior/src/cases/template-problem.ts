import { expectedTemplate } from "./expected.ts";
import { unknownName, wordsFor } from "./lexicons.ts";
import type { TemplateSpec } from "./plan-templates.ts";
import { parseTemplate, slotsOf, type Template } from "./template.ts";
import type { TemplateEntry } from "./template-schema.ts";

/** Something wrong in a test, for the line in the suite's file that the path leads to. */
export interface Problem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

const STRAY_BRACE = "a brace belongs to no slot; a slot is written {name} or {a:name}, a brace itself {{ or }}";

/** What no schema can say of templates: their slots must have lexicons, and their labels' slots must be theirs. */
export function templateProblem(spec: TemplateSpec): Problem | undefined {
  for (const [index, entry] of spec.templates.entries()) {
    const problem = textProblem(entry, spec) ?? expectedProblem(entry, spec);
    if (problem !== undefined) return { path: ["templates", index], message: problem };
  }
  return undefined;
}

function textProblem({ texts }: TemplateEntry, { lexicons }: TemplateSpec): string | undefined {
  const templates = texts.map(parseTemplate);
  if (templates.some((template) => template === null)) return STRAY_BRACE;
  const stranger = allSlots(templates).find((slot) => wordsFor(slot, lexicons) === undefined);
  return stranger === undefined ? undefined : unknownName("lexicon", stranger, lexicons.keys());
}

function expectedProblem({ texts, expected }: TemplateEntry, spec: TemplateSpec): string | undefined {
  const given = expected ?? spec.expected;
  if (given === null) return undefined;
  const { slots, filler } = expectedTemplate(given);
  if (filler(slots) === null) return `what it expects: ${STRAY_BRACE}`;
  const stranger = slots.find((slot) => wordsFor(slot, spec.lexicons) === undefined);
  if (stranger !== undefined) return unknownName("lexicon", stranger, spec.lexicons.keys());
  const open = slots.find((slot) => spec.open.has(slot));
  if (open !== undefined) return `what it expects has the slot {${open}}, which a perturbation changes`;
  // Each text would get each of the labels, though it can have one only.
  const foreign = slots.find((slot) => !allSlots(texts.map(parseTemplate)).includes(slot));
  if (foreign === undefined || spec.combine === "zip") return undefined;
  return `what it expects has the slot {${foreign}}, which its text has not; with combine: zip it may`;
}

function allSlots(templates: readonly (Template | null)[]): string[] {
  return templates.flatMap((template) => (template === null ? [] : slotsOf(template)));
}
