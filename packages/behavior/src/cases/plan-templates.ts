import { UserError } from "@airworthy/evidence";
import type { Expected } from "./case.ts";
import { caseId } from "./case-id.ts";
import { type Combine, countCombinations } from "./combinations.ts";
import { type ExpectedSpec, expectedTemplate } from "./expected.ts";
import { type Lexicons, wordsFor } from "./lexicons.ts";
import { parseTemplate, slotsOf, type Template, templateFiller } from "./template.ts";
import { templateProblem } from "./template-problem.ts";
import type { TemplateEntry } from "./template-schema.ts";

/** What a test says of its templates. */
export interface TemplateSpec {
  readonly templates: readonly TemplateEntry[];
  readonly combine: Combine;
  /** Each text of a template that has several is a case of its own. */
  readonly unroll: boolean;
  /** No combination with the same word in two slots. */
  readonly removeDuplicates: boolean;
  /** What the test expects, where its labels have slots; null where they have none, or each template says its own. */
  readonly expected: ExpectedSpec | null;
  readonly lexicons: Lexicons;
  /** Slots that a perturbation puts words into: they keep their braces, and no word of theirs makes a case. */
  readonly open: ReadonlySet<string>;
  /** Whether drafts tell their template and words, which only perturbations of slots need. */
  readonly keepWords: boolean;
  /** The columns that the test slices by: a slot of that name is one. */
  readonly slices: readonly string[];
}

/** A template made ready for many fillings. Words are in the order of `slots`. */
export interface PlannedTemplate {
  readonly entry: TemplateEntry;
  readonly slots: readonly string[];
  readonly wheels: readonly (readonly string[])[];
  /** One for each text. */
  readonly fillers: readonly ((words: readonly string[]) => string)[];
  readonly expected: ((words: readonly string[]) => Expected) | null;
  readonly sliced: readonly { readonly column: string; readonly at: number }[];
  readonly cluster: string;
}

/** All of them are walked through, whatever the sample: half a minute at this many, and 220 MB of ids. */
const MAX_COMBINATIONS = 10_000_000;

/** Throws a UserError for templates that `templateProblem` finds wrong, and for more combinations than the limit. */
export function planTemplates(spec: TemplateSpec): PlannedTemplate[] {
  const problem = templateProblem(spec);
  if (problem !== undefined) throw new UserError(`${problem.path.join(".")}: ${problem.message}`);
  const planned = spec.templates.map((entry) => planTemplate(entry, spec));
  const count = countOf(planned, spec);
  if (count > MAX_COMBINATIONS) {
    throw new UserError(`templates: ${count} combinations of words; at most ${MAX_COMBINATIONS} are allowed`, {
      remedy: "Shorten the lexicons, or use fewer slots in a template.",
    });
  }
  return planned;
}

/** How many cases templates make at most: equal texts are one case. */
export function countTemplateCases(spec: TemplateSpec): number {
  return countOf(planTemplates(spec), spec);
}

function countOf(planned: readonly PlannedTemplate[], { combine, unroll }: TemplateSpec): number {
  let count = 0;
  for (const { wheels, fillers } of planned) {
    count += countCombinations(wheels, combine) * (unroll ? fillers.length : 1);
  }
  return count;
}

function planTemplate(entry: TemplateEntry, spec: TemplateSpec): PlannedTemplate {
  const templates = entry.texts.map((text): Template => parseTemplate(text) ?? [text]);
  const given = entry.expected ?? spec.expected;
  const expected = given === null ? null : expectedTemplate(given);
  const named = [...templates.flatMap(slotsOf), ...(expected?.slots ?? [])];
  const slots = [...new Set(named)].filter((slot) => !spec.open.has(slot));
  return {
    entry,
    slots,
    wheels: slots.map((slot) => wordsFor(slot, spec.lexicons) ?? []),
    fillers: templates.map((template) => templateFiller(template, slots)),
    expected: expected?.filler(slots) ?? null,
    sliced: spec.slices.flatMap((column) => (slots.includes(column) ? [{ column, at: slots.indexOf(column) }] : [])),
    cluster: caseId(entry.texts),
  };
}
