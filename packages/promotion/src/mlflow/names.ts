import { UserError } from "@airworthy/evidence";
import { shortened } from "../words/plain.ts";

/** MLflow's rules (mlflow/utils/validation.py), of which we take the ASCII letters. */
const ALIAS = /^[A-Za-z0-9_-]{1,255}$/;
const VERSION_ALIAS = /^v\d+$/i;
const LATEST = /^latest$/i;
/** Of MLflow's database (its column `registered_models.name`). */
const MOST_NAME_CHARACTERS = 256;
/** Some databases refuse them, and nobody sees them. */
const CONTROL = /\p{Cc}/u;
const SHOWN_CHARACTERS = 100;

/** Throws a UserError for a stage that no alias of MLflow can be called like. */
export function checkAlias(alias: string): void {
  if (ALIAS.test(alias) && !VERSION_ALIAS.test(alias) && !LATEST.test(alias)) return;
  throw new UserError(
    `${shown(alias)} cannot be an alias in MLflow: 1 to 255 letters, digits, "_" and "-" are allowed, but not "latest" and not a "v" with a number`,
    { remedy: "Call the stage something else, or do not mirror it." },
  );
}

/** Throws a UserError for a name that MLflow does not take for a registered model. */
export function checkModelName(name: string): void {
  const isTaken = name.trim() !== "" && name !== "." && !name.startsWith("..") && !/[/:]/.test(name);
  if (isTaken && [...name].length <= MOST_NAME_CHARACTERS && name.isWellFormed() && !CONTROL.test(name)) return;
  throw new UserError(
    `${shown(name)} cannot be a registered model in MLflow: 1 to ${MOST_NAME_CHARACTERS} characters are allowed, without "/", ":" and control characters, not "." and not with ".." before them`,
    { remedy: "Call the model something else, or do not mirror it." },
  );
}

/** A name as messages show it. */
export function shown(name: string): string {
  return JSON.stringify(shortened(name.toWellFormed(), SHOWN_CHARACTERS));
}
