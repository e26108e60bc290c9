import {
  type CanaryPlan,
  canaryPlanOf,
  canarySectionSchema,
  type WrittenCanary,
  type WrittenKayenta,
} from "@airworthy/canary";
import { checkShape, type InputFile, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import { parseConfiguration } from "../configuration/read-configuration.ts";
import type { ReadKayenta } from "./read-kayenta.ts";

/** A plan as it was written, which says where to read, and as the judge has it. */
export type ReadCanary = ReadSequential | ReadKayenta;

export interface ReadSequential {
  readonly judge: "sequential";
  readonly written: WrittenCanary;
  readonly plan: CanaryPlan;
  /** Files that were read beside the configuration, as evidence names them. */
  readonly files: readonly InputFile[];
}

/** The plan of a rollout's looks, from the text of airworthy.yml. Throws a UserError that names file, line and field. */
export function readCanaryPlan(text: string | null, rollout: string, where: string): ReadSequential | WrittenKayenta {
  if (text === null) throw new UserError(`${where} does not exist; its section "canary" says what is guarded`);
  const { configuration, lineOf } = parseConfiguration(text, where);
  const { canary = {} } = configuration;
  const section = checkShape(v.object({ canary: canarySectionSchema }), { canary }, where, lineOf).canary;
  const written = Object.hasOwn(section, rollout) ? section[rollout] : undefined;
  if (written === undefined) {
    const names = Object.keys(section).join(", ");
    throw new UserError(`${where} has no plan ${JSON.stringify(rollout)} under "canary"`, {
      remedy: names === "" ? "Say there what is guarded: see docs/canary.md." : `There are: ${names}.`,
    });
  }
  if (written.judge === "kayenta") return written;
  return { judge: "sequential", written, plan: canaryPlanOf(written), files: [] };
}
