import type { Random } from "@airworthy/stats";
import type { Lexicons } from "../cases/lexicons.ts";
import type { Perturbation } from "./perturbation.ts";
import { loadPerturbation, type PerturbationSpec } from "./registry.ts";

/** What draws for one case come from: its own seed and the perturbation's name, nothing that stands beside it. */
export type RandomFor = (name: string) => Random;

/** A perturbation, and the name that its draws are made from. */
export interface Loaded {
  readonly name: string;
  readonly perturbation: Perturbation;
}

/** Throws a UserError as `loadPerturbation` does. */
export async function load(spec: PerturbationSpec, lexicons: Lexicons): Promise<Loaded> {
  const perturbation = await loadPerturbation(spec, lexicons);
  return { name: perturbation.on === "slot" ? `${spec.by} ${perturbation.slot}` : spec.by, perturbation };
}
