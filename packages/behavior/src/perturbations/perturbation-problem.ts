import { UserError } from "@airworthy/evidence";
import type { Lexicons } from "../cases/lexicons.ts";
import { parseTemplate, slotsOf } from "../cases/template.ts";
import type { Problem } from "../cases/template-problem.ts";
import type { TemplateEntry } from "../cases/template-schema.ts";
import { addedPhrases } from "./added-phrases.ts";
import { insert } from "./insert.ts";
import { changedSlot } from "./open-slots.ts";
import { protectedTerms } from "./protected.ts";
import type { PerturbationSpec } from "./registry.ts";
import { vary } from "./vary.ts";

export interface PerturbedTest {
  readonly specs: readonly PerturbationSpec[];
  /** None where the test's cases come from elsewhere. */
  readonly templates: readonly TemplateEntry[];
  readonly unroll: boolean;
  readonly lexicons: Lexicons;
}

/** What no schema can say of a test's perturbations, before a case is made. The path starts at the test. */
export function perturbationProblem(test: PerturbedTest): Problem | undefined {
  const { specs, templates, unroll } = test;
  const group = templates.findIndex(({ texts }) => texts.length > 1);
  if (group >= 0 && !unroll) {
    return {
      path: ["templates", group],
      message: "is a list, whose texts are changes already; perturb is for one text",
    };
  }
  for (const [index, spec] of specs.entries()) {
    const message = specProblem(spec, test);
    // One perturbation may be written without a list around it.
    if (message !== undefined) return { path: specs.length === 1 ? ["perturb"] : ["perturb", index], message };
  }
  return undefined;
}

function specProblem(spec: PerturbationSpec, { specs, templates, lexicons }: PerturbedTest): string | undefined {
  if (spec.by === "permute-rows" && specs.length > 1) return "permute-rows cannot be combined with other perturbations";
  const slot = changedSlot(spec);
  if (slot !== undefined && templates.length === 0) return `${spec.by} needs templates: it changes a slot of theirs`;
  const without = templates.flatMap(({ texts }) => texts).find((text) => slot !== undefined && !hasSlot(text, slot));
  if (without !== undefined) return `the slot {${slot}} is not in the template ${JSON.stringify(without)}`;
  try {
    if (spec.by === "vary") vary(spec, lexicons);
    if (spec.by === "insert") insert(spec, lexicons);
    if (spec.by === "protected") protectedTerms(spec, lexicons);
    if (spec.by === "append" || spec.by === "prepend") addedPhrases(spec, lexicons);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  return undefined;
}

function hasSlot(text: string, slot: string): boolean {
  return slotsOf(parseTemplate(text) ?? []).includes(slot);
}
