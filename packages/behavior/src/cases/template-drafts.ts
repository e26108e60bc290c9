import type { Draft, DraftSource, Filled } from "./case.ts";
import { caseId, textId } from "./case-id.ts";
import { inChunks } from "./chunks.ts";
import { combinations, hasTwice } from "./combinations.ts";
import { createIdSet, type IdSet } from "./id-set.ts";
import { type PlannedTemplate, planTemplates, type TemplateSpec } from "./plan-templates.ts";

/**
 * The cases that templates make, in the order of the templates and words; equal texts are one case, the first of them.
 * Only the ids of those that were stay in memory. Throws a UserError for templates that `templateProblem` finds wrong.
 */
export function templateDrafts(spec: TemplateSpec): DraftSource {
  const templates = planTemplates(spec);
  return () => inChunks(filled(templates, spec));
}

function* filled(templates: readonly PlannedTemplate[], spec: TemplateSpec): Generator<Draft, void> {
  const seen = createIdSet();
  for (const template of templates) {
    for (const words of combinations(template.wheels, spec.combine)) {
      if (spec.removeDuplicates && hasTwice(words)) continue;
      const draft = spec.unroll ? null : draftOf(template, words, spec, seen);
      if (draft !== null) yield draft;
      if (spec.unroll) yield* unrolled(template, words, spec, seen);
    }
  }
}

function draftOf(template: PlannedTemplate, words: readonly string[], spec: TemplateSpec, seen: IdSet): Draft | null {
  const [fill, ...others] = template.fillers;
  if (fill === undefined) return null;
  const text = fill(words);
  if (others.length > 0) {
    const inputs = [text, ...others.map((other) => other(words))];
    const id = caseId(inputs);
    return seen.add(id) ? asDraft(id, inputs, template, words, null) : null;
  }
  const id = textId(text);
  if (!seen.add(id)) return null;
  return asDraft(id, [text], template, words, spec.keepWords ? filledWith(template, 0, words) : null);
}

function* unrolled(
  template: PlannedTemplate,
  words: readonly string[],
  spec: TemplateSpec,
  seen: IdSet,
): Generator<Draft, void> {
  for (const [place, fill] of template.fillers.entries()) {
    const text = fill(words);
    const id = textId(text);
    if (!seen.add(id)) continue;
    yield asDraft(id, [text], template, words, spec.keepWords ? filledWith(template, place, words) : null);
  }
}

function asDraft(
  id: string,
  inputs: readonly string[],
  template: PlannedTemplate,
  words: readonly string[],
  filled: Filled | null,
): Draft {
  return {
    id,
    inputs,
    origins: null,
    expected: template.expected?.(words) ?? null,
    slices: slicesOf(template, words),
    cluster: template.cluster,
    filled,
  };
}

function slicesOf({ sliced }: PlannedTemplate, words: readonly string[]): ReadonlyMap<string, string> | null {
  if (sliced.length === 0) return null;
  return new Map(sliced.map(({ column, at }) => [column, words[at] ?? ""]));
}

function filledWith({ entry, slots }: PlannedTemplate, place: number, words: readonly string[]): Filled {
  const byName = new Map<string, string>();
  for (let slot = 0; slot < slots.length; slot++) byName.set(slots[slot] ?? "", words[slot] ?? "");
  return { template: entry.texts[place] ?? "", words: byName };
}
