import { type KayentaConfig, parseKayentaConfig, type WrittenKayenta } from "@airworthy/canary";
import { type InputFile, sha256, UserError } from "@airworthy/evidence";
import type { ReadSequential } from "./read-canary-plan.ts";

/** A plan that is judged by Kayenta's rules, and the canary config that it names. */
export interface ReadKayenta {
  readonly judge: "kayenta";
  readonly written: WrittenKayenta;
  readonly config: KayentaConfig;
  /** The config, as evidence names it. */
  readonly files: readonly InputFile[];
}

/** The text of a file that a plan names; null where there is none. */
type ReadNamed = (path: string) => Promise<string | null>;

/** The plan with the canary config that it names, if it names one. Throws a UserError for a config that is not there, or not valid. */
export async function withConfig(
  plan: ReadSequential | WrittenKayenta,
  read: ReadNamed,
): Promise<ReadSequential | ReadKayenta> {
  if (plan.judge === "sequential") return plan;
  const { config: path } = plan;
  const text = await read(path);
  if (text === null) throw new UserError(`the Kayenta canary config ${path} does not exist, which the plan names`);
  const config = parseKayentaConfig(text, path);
  if (config.classifier.scoreThresholds == null) {
    throw new UserError(`${path}: no score thresholds were given; a rollout is decided by them`, {
      remedy: 'Add them: "classifier": { "scoreThresholds": { "pass": 95, "marginal": 75 } }.',
    });
  }
  return { judge: "kayenta", written: plan, config, files: [{ name: path, sha256: sha256(text) }] };
}
