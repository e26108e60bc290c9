import { checkAlias, checkModelName, mirrorAlias } from "@airworthy/promotion";
import { readTrackingAddress } from "../../check-reproducibility/tracking-address.ts";
import { openTrackingServer } from "../../check-reproducibility/tracking-server.ts";
import type { Change } from "../change.ts";
import type { Place } from "../place.ts";
import type { Said } from "./keeping.ts";
import { packageAddress } from "./registry-of.ts";

/**
 * Before anything is written: a promotion whose alias could never be set would stay unfinished. Throws a UserError for names that
 * MLflow does not take, where a server was given.
 */
export function checkMlflowNames(model: string, stage: string, { inputs }: Pick<Place, "inputs">): void {
  if (inputs.mlflow === undefined) return;
  checkAlias(stage);
  checkModelName(model);
}

/**
 * Gives the stage's alias of MLflow's registered model to the version. Null where no server was given. Throws a UserError for
 * names that MLflow does not take, and for what the server refuses.
 */
export async function moveMlflowAlias({ model, stage, version }: Change, place: Place): Promise<Said | null> {
  const { inputs, ports } = place;
  if (inputs.mlflow === undefined) return null;
  const address = readTrackingAddress(inputs.mlflow, ports.env);
  await using server = openTrackingServer(address, ports);
  const source = packageAddress(version.digest, place);
  const mirrored = await mirrorAlias({ server, model, alias: stage.name, version: { ...version, source } });
  return { state: mirrored.changed ? "written" : "there", where: `models:/${model}@${mirrored.alias}` };
}
