import { resolve } from "node:path";
import { alertsSectionSchema } from "@airworthy/alerts";
import { checkShape, type InputFile, type LineOf, readYaml, sha256, UserError } from "@airworthy/evidence";
import { promotionSectionSchema } from "@airworthy/promotion";
import { rolloutsSectionSchema } from "@airworthy/rollout";
import type { Ports } from "@airworthy/runtime";
import { readSmallFile, shownPath } from "@airworthy/storage";
import * as v from "valibot";
import { auditSectionSchema } from "./audit-section.ts";
import { CONFIGURATION_FILE } from "./configuration-file.ts";
import { metricsSectionSchema } from "./metrics-section.ts";
import { modelSectionSchema } from "./model-section.ts";
import { policySectionSchema } from "./policy-section.ts";

/** `airworthy.yml`. Predictors, experiments, canaries and feedback are checked by the verbs that use them: see `readPredictors`, `readPlans`, `readCanaryPlan` and `readSection`. */
export const configurationSchema = v.strictObject({
  model: v.exactOptional(modelSectionSchema),
  metrics: v.exactOptional(metricsSectionSchema),
  audit: v.exactOptional(auditSectionSchema),
  policy: v.exactOptional(policySectionSchema),
  rollouts: v.exactOptional(rolloutsSectionSchema),
  promotion: v.exactOptional(promotionSectionSchema),
  predictors: v.exactOptional(v.record(v.string(), v.unknown())),
  experiments: v.exactOptional(v.record(v.string(), v.unknown())),
  canary: v.exactOptional(v.record(v.string(), v.unknown())),
  feedback: v.exactOptional(v.record(v.string(), v.unknown())),
  alerts: v.exactOptional(alertsSectionSchema),
});

export type Configuration = v.InferOutput<typeof configurationSchema>;

export interface ReadConfiguration {
  readonly configuration: Configuration;
  /** What messages call the file. */
  readonly where: string;
  readonly lineOf: LineOf;
  /** The file, as evidence names what was read; none where there is none. */
  readonly read: readonly InputFile[];
}

/**
 * The configuration file: the one that was named, which must be there, or `airworthy.yml`, which need not. Throws a
 * UserError that names file, line and field for anything that its schema does not know.
 */
export async function readConfiguration(named: string | undefined, ports: Ports): Promise<ReadConfiguration> {
  const name = named ?? CONFIGURATION_FILE;
  const location = resolve(ports.cwd, name);
  const text = named === undefined ? await readOptional(location, name) : await readSmallFile(location, name);
  const where = shownPath(name);
  if (text === null) return { configuration: {}, where, lineOf: () => undefined, read: [] };
  return { ...parseConfiguration(text, where), where, read: [{ name, sha256: sha256(text) }] };
}

/** What a configuration file says. Throws a UserError as `readConfiguration` does. */
export function parseConfiguration(text: string, where: string): Pick<ReadConfiguration, "configuration" | "lineOf"> {
  const { value, lineOf } = readYaml(text, where);
  if (value === null || Array.isArray(value)) {
    throw new UserError(
      `${where} holds ${value === null ? "no settings" : "a list"}; a section such as "model:" was expected`,
    );
  }
  checkNames(value, where);
  const configuration = checkShape<Configuration>(configurationSchema, value, where, lineOf);
  return { configuration, lineOf };
}

/** What every object of JavaScript has already; schemas drop such fields without a word. */
const RESERVED = ["__proto__", "constructor", "prototype"];

function checkNames(value: unknown, where: string): void {
  if (typeof value !== "object" || value === null) return;
  for (const [name, item] of Object.entries(value)) {
    if (RESERVED.includes(name)) throw new UserError(`${where}: ${JSON.stringify(name)} cannot be the name of a field`);
    checkNames(item, where);
  }
}

async function readOptional(location: string, name: string): Promise<string | null> {
  try {
    return await readSmallFile(location, name);
  } catch (error) {
    const cause = error instanceof UserError ? error.cause : null;
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return null;
    throw error;
  }
}
