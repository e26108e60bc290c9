import { UserError } from "@airworthy/evidence";
import { createRandom, type Random, seedFrom } from "@airworthy/stats";
import type { Case, CaseSource, Draft, DraftSource } from "../cases/case.ts";
import { inChunks } from "../cases/chunks.ts";
import type { Lexicons } from "../cases/lexicons.ts";
import type { DrawnFor } from "../cases/sample-drafts.ts";
import { applyTo } from "./apply.ts";
import { type Loaded, load } from "./loaded.ts";
import { openSlots } from "./open-slots.ts";
import { permutedCase } from "./permute-rows.ts";
import type { PerturbationSpec } from "./registry.ts";

export interface PerturbOptions extends DrawnFor {
  readonly lexicons: Lexicons;
}

type Draws = (id: string, name: string) => Random;

/**
 * Cases of an original and what the perturbations make of it, each from the original by itself. A draft that none of them
 * can change is a case with its original alone, which nothing can be compared with: it counts as filtered, where
 * CheckList leaves it out. Throws a UserError that names the test and the case for a draft that a perturbation is not
 * made for.
 */
export function perturbDrafts(
  source: DraftSource,
  specs: readonly PerturbationSpec[],
  { lexicons, seed, test }: PerturbOptions,
): CaseSource {
  const draws: Draws = (id, name) => createRandom(seedFrom(seed, test, id, name));
  return async function* perturbed() {
    const loaded = await Promise.all(specs.map((spec) => load(spec, lexicons)));
    for (const { name, perturbation } of loaded) {
      if (perturbation.on !== "rows") continue;
      if (loaded.length > 1) throw new UserError(`test ${test}: ${name} cannot be combined with other perturbations`);
      yield* permuted(source, perturbation.rows, (id) => draws(id, name));
      return;
    }
    for await (const chunk of source()) yield* inChunks(perturbChunk(chunk, loaded, draws, test));
  };
}

function* perturbChunk(
  drafts: readonly Draft[],
  loaded: readonly Loaded[],
  draws: Draws,
  test: string,
): Generator<Case, void> {
  for (const draft of drafts) {
    try {
      yield perturbDraft(draft, loaded, (name) => draws(draft.id, name));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      throw new UserError(`test ${test}, case ${draft.id}: ${error.message}`, { cause: error });
    }
  }
}

function perturbDraft(draft: Draft, loaded: readonly Loaded[], random: (name: string) => Random): Case {
  const original = openSlots(draft, loaded, random);
  const { id, expected, slices, cluster } = original;
  const inputs = [...original.inputs];
  for (const perturbation of loaded) inputs.push(...applyTo(original, perturbation, random));
  return { id, inputs, origins: null, expected, slices, cluster };
}

/** Rows are put together as they come: adding one moves those after it into other cases. */
async function* permuted(
  source: DraftSource,
  rows: number,
  random: (id: string) => Random,
): AsyncGenerator<readonly Case[], void> {
  let block: Draft[] = [];
  for await (const chunk of source()) {
    const cases: Case[] = [];
    for (const draft of chunk) {
      block.push(draft);
      if (block.length < rows) continue;
      cases.push(permutedCase(block, random));
      block = [];
    }
    if (cases.length > 0) yield cases;
  }
  if (block.length > 0) yield [permutedCase(block, random)];
}
