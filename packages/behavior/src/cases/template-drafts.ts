import type { Draft, DraftSource, Filled } from "./case.ts";
import { caseId } from "./case-id.ts";
import { inChunks } from "./chunks.ts";
import { combinations, hasTwice } from "./combinations.ts";
import { expectedTemplate } from "./expected.ts";
import { firstTimes } from "./first-times.ts";
import { type PlannedTemplate, planTemplates, type TemplateSpec } from "./plan-templates.ts";

/**
 * The cases that templates make, in the order of the templates and words; equal texts are one case, the first of them.
 * Only the ids of those that were stay in memory. Throws a UserError for templates that `templateProblem` finds wrong, and
 * the source one for a text of which different things are expected.
 */
export function templateDrafts(spec: TemplateSpec): DraftSource {
  const templates = planTemplates(spec);
  return () => inChunks(filled(templates, spec));
}

function* filled(templates: readonly PlannedTemplate[], spec: TemplateSpec): Generator<Draft, void> {
  const isFirst = firstTimes(isLabelled(spec));
  for (const template of templates) {
    const groups = groupsOf(template, spec);
    for (const words of combinations(template.wheels, spec.combine)) {
      if (spec.removeDuplicates && hasTwice(words)) continue;
      for (const places of groups) {
        const draft = draftOf(template, words, places, spec);
        if (isFirst(draft)) yield draft;
      }
    }
  }
}

/** Whether cases may be expected to be different things. */
function isLabelled({ templates, expected }: TemplateSpec): boolean {
  const hasSlots = expected !== null && expectedTemplate(expected).slots.length > 0;
  return hasSlots || templates.some((entry) => entry.expected !== null);
}

/** The places of a template's texts, by case. */
function groupsOf({ fillers }: PlannedTemplate, { unroll }: TemplateSpec): readonly (readonly number[])[] {
  const places = [...fillers.keys()];
  return unroll ? places.map((place) => [place]) : [places];
}

function draftOf(
  template: PlannedTemplate,
  words: readonly string[],
  places: readonly number[],
  { keepWords }: TemplateSpec,
): Draft {
  const inputs = places.map((place) => template.fillers[place]?.(words) ?? "");
  const [place = 0, ...others] = places;
  return {
    id: caseId(inputs),
    inputs,
    origins: null,
    expected: template.expected?.(words) ?? null,
    slices: slicesOf(template, words),
    cluster: template.cluster,
    filled: keepWords && others.length === 0 ? filledWith(template, place, words) : null,
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
