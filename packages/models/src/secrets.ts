import { UserError } from "@airworthy/evidence";
import { createMask, type Mask } from "./mask.ts";

/** A shorter text is found in too much that is no secret, such as a class's name or a number's digits. */
const LEAST_CHARACTERS = 8;
const REFERENCE = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

type Environment = Readonly<Record<string, string | undefined>>;

/** The secrets that a predictor may use, by the names of the environment variables that hold them. */
export interface Secrets extends Mask {
  /** Replaces each `${NAME}`. Throws a UserError for a name that was not declared. */
  fill(text: string): string;
}

/**
 * Reads the declared secrets from the environment, without the white space around them. Throws a UserError for one that
 * is not set, or so short that it could not be kept out of what is written; it never shows a value.
 */
export function readSecrets(names: readonly string[], env: Environment): Secrets {
  const values = new Map(names.map((name) => [name, readSecret(name, env)]));
  const fill = (text: string) =>
    text.replaceAll(REFERENCE, (_, name: string) => {
      const value = values.get(name);
      if (value !== undefined) return value;
      throw new UserError(`\${${name}} is used, but ${name} is not among the predictor's secrets`, {
        remedy: `Declare it: secrets: [${name}]`,
      });
    });
  return { fill, ...createMask([...values.values()]) };
}

function readSecret(name: string, env: Environment): string {
  const value = (env[name] ?? "").trim();
  if (value === "") {
    throw new UserError(`the secret ${name} is not set in the environment`, {
      remedy: `In a workflow, hand it to the step: env: { ${name}: \${{ secrets.${name} }} }`,
    });
  }
  if (value.length >= LEAST_CHARACTERS) return value;
  throw new UserError(
    `the secret ${name} has fewer than ${LEAST_CHARACTERS} characters: so short a text cannot be kept out of what is written`,
  );
}

/**
 * The environment variables that a program or module is given beside the usual ones. What they hold, from 8 characters
 * on, is masked wherever the model says it. Throws a UserError for one that is not set.
 */
export function readVariables(
  names: readonly string[],
  env: Environment,
): { values: Record<string, string>; mask: Mask } {
  const entries = names.map((name): [string, string] => {
    const value = env[name];
    if (value !== undefined) return [name, value];
    throw new UserError(`the environment variable ${name}, which the predictor names, is not set`);
  });
  const masked = entries.map(([, value]) => value.trim()).filter((value) => value.length >= LEAST_CHARACTERS);
  return { values: Object.fromEntries(entries), mask: createMask(masked) };
}
