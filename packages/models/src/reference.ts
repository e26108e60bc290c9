import { extname } from "node:path";
import { nearest, UserError } from "@airworthy/evidence";

/** How a model is called. */
export type Reference =
  | { readonly kind: "module"; readonly path: string }
  | { readonly kind: "predictions"; readonly path: string }
  | { readonly kind: "command"; readonly argv: readonly [string, ...string[]] };

const KINDS = ["module", "predictions", "command"];
const MODULE_EXTENSIONS = [".js", ".mjs", ".cjs", ".ts", ".mts"];
const PREDICTIONS_EXTENSIONS = [".jsonl", ".ndjson"];
/** At least two letters, so that the drive of a Windows path is none. */
const KIND = /^([A-Za-z]{2,20}):/;

/**
 * Reads a model's reference: `module:PATH`, `predictions:PATH`, `command:PROGRAM ARGUMENTS…` (words apart by white
 * space, or a JSON array where a word holds white space), or a path alone, told apart by its extension.
 * Throws a UserError that says what was given and what is allowed.
 */
export function parseReference(text: string): Reference {
  const given = text.trim();
  const kind = KIND.exec(given)?.[1];
  const rest = kind === undefined ? given : given.slice(kind.length + 1).trim();
  if (kind === undefined) return referenceByExtension(given);
  if (!KINDS.includes(kind)) throw unknownKind(given, kind);
  if (rest === "") throw new UserError(`${given} names nothing after ${kind}:; ${ALLOWED}`);
  if (kind === "command") return { kind, argv: parseArguments(rest) };
  return { kind: kind === "module" ? kind : "predictions", path: rest };
}

const ALLOWED = "module:PATH, predictions:PATH, command:PROGRAM ARGUMENTS or a path is allowed";

function referenceByExtension(path: string): Reference {
  if (path === "") throw new UserError(`no model was named; ${ALLOWED}`);
  const extension = extname(path).toLowerCase();
  if (MODULE_EXTENSIONS.includes(extension)) return { kind: "module", path };
  if (PREDICTIONS_EXTENSIONS.includes(extension)) return { kind: "predictions", path };
  throw new UserError(`${path} is no model that could be told by its extension; ${ALLOWED}`, {
    remedy: `Paths alone end in ${[...MODULE_EXTENSIONS, ...PREDICTIONS_EXTENSIONS].join(", ")}.`,
  });
}

function unknownKind(given: string, kind: string): UserError {
  const near = nearest(kind, KINDS);
  return new UserError(`${given}: ${kind}: is no way to call a model; ${ALLOWED}`, {
    ...(near === undefined ? {} : { remedy: `Did you mean ${near}:?` }),
  });
}

function parseArguments(text: string): [string, ...string[]] {
  const words = text.startsWith("[") ? parseArray(text) : splitWords(text);
  const [program, ...others] = words;
  if (program === undefined || program === "") throw new UserError(`command:${text} names no program`);
  return [program, ...others];
}

function parseArray(text: string): string[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new UserError(`command:${text} begins like a JSON array but is none`, { cause });
  }
  if (Array.isArray(value) && value.every((word) => typeof word === "string")) return value;
  throw new UserError(`command:${text} holds something other than texts; a JSON array of texts is allowed`);
}

function splitWords(text: string): string[] {
  if (/["'`]/.test(text)) {
    throw new UserError(`command:${text} holds a quote, and no shell reads it`, {
      remedy: 'Write the words as a JSON array: command:["python3", "my model.py"]',
    });
  }
  return text.split(/\s+/);
}
