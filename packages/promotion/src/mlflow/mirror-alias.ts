import { UserError } from "@airworthy/evidence";
import { type MirroredVersion, versionContent } from "./mirrored-version.ts";
import { createVersion, findVersions } from "./model-versions.ts";
import { checkAlias, checkModelName, shown } from "./names.ts";
import { findModel, findOrCreateModel, type RegisteredAlias } from "./registered-model.ts";
import type { ModelRegistryServer } from "./registry-server.ts";

/** An alias of a registered model, by the stage's own name. */
export interface AliasPlace {
  readonly server: ModelRegistryServer;
  readonly model: string;
  readonly alias: string;
}

/** An alias as it is afterwards. */
export interface MirroredAlias {
  readonly model: string;
  readonly alias: string;
  /** The number of the model version that has it, such as "7"; null where none has. */
  readonly version: string | null;
  /** Whether it was another before. */
  readonly changed: boolean;
}

/**
 * Gives an alias of an MLflow model to the model version that carries the package's digest. Model and version are made where there
 * are none. Done again it changes nothing. Throws a UserError for names that MLflow does not take, before anything is asked, and
 * for what the server refuses or answers wrongly.
 */
export async function mirrorAlias(place: AliasPlace & { readonly version: MirroredVersion }): Promise<MirroredAlias> {
  const { server, model, alias, version } = place;
  checkAlias(alias);
  checkModelName(model);
  const content = versionContent(version);
  return await telling(`${named(place)} could not be set`, async () => {
    const { aliases } = await findOrCreateModel(model, server);
    const current = holderOf(alias, aliases);
    const known = await findVersions(model, version.digest, server);
    if (current !== null && known.includes(current)) return { model, alias, version: current, changed: false };
    const number = known[0] ?? (await createVersion(model, content, server));
    await server.send("registered-models/alias", { name: model, alias, version: number }, true);
    return { model, alias, version: number, changed: true };
  });
}

/** Takes an alias away, as a stage without a version has none; the model and its versions stay. Throws as `mirrorAlias` does. */
export async function removeAlias(place: AliasPlace): Promise<MirroredAlias> {
  const { server, model, alias } = place;
  checkAlias(alias);
  checkModelName(model);
  return await telling(`${named(place)} could not be removed`, async () => {
    const found = await findModel(model, server);
    const changed = found !== null && holderOf(alias, found.aliases) !== null;
    if (changed) await server.remove("registered-models/alias", { name: model, alias });
    return { model, alias, version: null, changed };
  });
}

/** The aliases of an MLflow model; none where there is no such model. Throws as `mirrorAlias` does. */
export async function readAliases(model: string, server: ModelRegistryServer): Promise<readonly RegisteredAlias[]> {
  checkModelName(model);
  return await telling(`The aliases of MLflow's model ${shown(model)} could not be read`, async () => {
    return (await findModel(model, server))?.aliases ?? [];
  });
}

function named({ model, alias }: AliasPlace): string {
  return `The alias ${shown(alias)} of MLflow's model ${shown(model)}`;
}

function holderOf(alias: string, aliases: readonly RegisteredAlias[]): string | null {
  return aliases.find((entry) => entry.alias === alias)?.version ?? null;
}

/** What went wrong, with what it was for. */
async function telling<T>(problem: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const remedy = error.remedy === undefined ? {} : { remedy: error.remedy };
    throw new UserError(`${problem}: ${error.message}`, { ...remedy, cause: error });
  }
}
