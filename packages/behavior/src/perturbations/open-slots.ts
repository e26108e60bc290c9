import { UserError } from "@airworthy/evidence";
import type { Draft } from "../cases/case.ts";
import { fillTemplate } from "../cases/template.ts";
import type { Loaded, RandomFor } from "./loaded.ts";
import type { PerturbationSpec } from "./registry.ts";
import { templateOf } from "./slot-filler.ts";

/** The slots that perturbations put words into: templates leave them open. */
export function openedSlots(specs: readonly PerturbationSpec[]): ReadonlySet<string> {
  return new Set(specs.flatMap((spec) => (spec.by === "vary" ? [spec.slot] : [])));
}

/** Whether drafts must tell their template and words. */
export function needsWords(specs: readonly PerturbationSpec[]): boolean {
  return specs.some((spec) => changedSlot(spec) !== undefined);
}

/** The slot of a template that a perturbation changes. */
export function changedSlot(spec: PerturbationSpec): string | undefined {
  if (spec.by === "vary") return spec.slot;
  return spec.by === "insert" ? spec.before : undefined;
}

/** The draft with a word in each slot that a perturbation varies: the original's. */
export function openSlots(draft: Draft, loaded: readonly Loaded[], random: RandomFor): Draft {
  let words: Map<string, string> | null = null;
  for (const { name, perturbation } of loaded) {
    if (perturbation.on !== "slot" || perturbation.original === null) continue;
    words ??= new Map(draft.filled?.words);
    words.set(perturbation.slot, perturbation.original(random(name)));
  }
  if (words === null) return draft;
  if (draft.filled === null) throw new UserError("it was made from no template, and has no slot to vary");
  const { template } = draft.filled;
  return { ...draft, inputs: [fillTemplate(templateOf(template), words)], filled: { template, words } };
}
