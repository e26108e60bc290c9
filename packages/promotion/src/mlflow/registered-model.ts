import { checkShape, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import { shown } from "./names.ts";
import { answerTo, type ModelRegistryServer } from "./registry-server.ts";

/** An alias, and the number of the model version that has it. */
export interface RegisteredAlias {
  readonly alias: string;
  /** Such as "7". */
  readonly version: string;
}

export interface RegisteredModel {
  readonly aliases: readonly RegisteredAlias[];
}

/** More than anybody gives; MLflow has no limit. */
const MOST_ALIASES = 10_000;
const MOST_TAGS = 10_000;
/** MLflow keeps prompts among its models. */
const PROMPT_TAG = "mlflow.prompt.is_prompt";

/** MLflow counts versions from 1, in 32 bits. */
export const numberSchema = v.pipe(v.string(), v.regex(/^[1-9]\d{0,9}$/, "must be a version's number, as text"));

export const tagsSchema = v.optional(
  v.pipe(v.array(v.object({ key: v.string(), value: v.optional(v.string(), "") })), v.maxLength(MOST_TAGS)),
  [],
);

const modelSchema = v.object({
  registered_model: v.object({
    name: v.string(),
    tags: tagsSchema,
    aliases: v.optional(
      v.pipe(v.array(v.object({ alias: v.string(), version: numberSchema })), v.maxLength(MOST_ALIASES)),
      [],
    ),
  }),
});

const searchSchema = v.object({ registered_models: v.optional(v.array(v.unknown()), []) });

/** The registered model of that name; null where there is none, for which a registry must be there. */
export async function findModel(name: string, server: ModelRegistryServer): Promise<RegisteredModel | null> {
  const path = "registered-models/get";
  const found = await server.find(path, { name });
  if (found !== null) return modelIn(found, name, answerTo(path, server));
  await checkRegistry(server);
  return null;
}

/** The registered model of that name, which is made where there is none. */
export async function findOrCreateModel(name: string, server: ModelRegistryServer): Promise<RegisteredModel> {
  const known = await findModel(name, server);
  if (known !== null) return known;
  const path = "registered-models/create";
  try {
    return modelIn(await server.send(path, { name }, true), name, answerTo(path, server));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // Somebody else, or a first attempt without an answer, may have made it meanwhile.
    const made = await findModel(name, server).catch(() => null);
    if (made === null) throw error;
    return made;
  }
}

/** Some databases take names that differ in their case for the same. */
function modelIn(answer: unknown, name: string, where: string): RegisteredModel {
  const model = checkShape(modelSchema, answer, where).registered_model;
  if (model.name !== name) {
    throw new UserError(`${where} is about the model ${shown(model.name)} rather than ${shown(name)}`);
  }
  if (model.tags.some(({ key, value }) => key === PROMPT_TAG && value === "true")) {
    throw new UserError(`${shown(name)} is a prompt in MLflow, not a model`, {
      remedy: "Give the model another name in MLflow.",
    });
  }
  return { aliases: model.aliases };
}

/** A wrong address lacks everything: that nothing is there says something only where a registry is. */
async function checkRegistry(server: ModelRegistryServer): Promise<void> {
  const path = "registered-models/search";
  const found = await server.find(path, { max_results: "1" });
  if (found === null) {
    throw new UserError(`${server.url} has no model registry of MLflow: it knows no ${path}`, {
      remedy: "Check the address, and that the server keeps a registry.",
    });
  }
  checkShape(searchSchema, found, answerTo(path, server));
}
