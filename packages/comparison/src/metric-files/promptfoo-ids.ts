import { canonicalJson, sha256, UserError } from "@airworthy/evidence";
import { CaseIds } from "./case-ids.ts";
import type { Evaluated } from "./promptfoo-schema.ts";

const HASH_DIGITS = 12;
const TITLE_CHARACTERS = 60;

/**
 * Ids that stay the same when tests are added or moved: a test's description or variables and a hash of both. Provider and
 * prompt are part of them only where the file has several: of a single one, another model or wording is what is compared.
 */
export function promptfooIds(results: readonly Evaluated[], file: string): readonly string[] {
  const hasProviders = new Set(results.map(({ provider }) => provider)).size > 1;
  const hasPrompts = new Set(results.map(({ prompt }) => prompt)).size > 1;
  const ids = new CaseIds(file);
  return results.map((evaluated, index) => {
    const { provider, prompt } = evaluated;
    const test = testKey(evaluated, `${file}: results.results.${index}.vars`);
    return ids.of([...(hasProviders ? [provider] : []), ...(hasPrompts ? [short(prompt)] : []), test].join(" · "));
  });
}

function testKey({ testCase, description, vars }: Evaluated, where: string): string {
  const title = testCase?.description ?? description ?? null;
  const variables = canonical(testCase?.vars ?? vars ?? {}, where);
  return `${cut(title ?? variables)} [${hashOf(JSON.stringify([title, variables]))}]`;
}

function canonical(vars: unknown, where: string): string {
  try {
    return canonicalJson(vars);
  } catch (error) {
    throw new UserError(`${where} cannot be compared: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** A prompt's own text is its label unless it was given one. */
function short(prompt: string): string {
  return prompt.length > TITLE_CHARACTERS ? `${cut(prompt)} [${hashOf(prompt)}]` : prompt;
}

function hashOf(text: string): string {
  return sha256(text).slice(0, HASH_DIGITS);
}

function cut(text: string): string {
  return text.length > TITLE_CHARACTERS ? `${text.slice(0, TITLE_CHARACTERS)}…` : text;
}
