import { extname } from "node:path";
import { nearest, UserError } from "@airworthy/evidence";

/** How a model is called, where a path, an address or a command is enough to say so; or the file that says more. */
export type Reference =
  | { readonly kind: "predictor-file"; readonly file: string }
  | { readonly kind: "module" | "predictions"; readonly file: string }
  | { readonly kind: "open-inference" | "mlflow"; readonly url: string }
  | { readonly kind: "command"; readonly run: readonly [string, ...string[]] };

const EXTENSIONS = {
  module: [".js", ".mjs", ".cjs", ".ts", ".mts"],
  predictions: [".jsonl", ".ndjson"],
  "predictor-file": [".yml", ".yaml"],
} as const;
const KINDS = ["module", "predictions", "open-inference", "mlflow", "command"];
/** What needs more than a path or an address. */
const FILE_KINDS: readonly string[] = ["http", "https", "openai", "onnx"];
/** At least two letters, so that the drive of a Windows path is none. */
const KIND = /^([A-Za-z][A-Za-z-]{1,19}):/;
const ALLOWED =
  "module:PATH, predictions:PATH, command:PROGRAM ARGUMENTS, open-inference:URL, mlflow:URL or a path is allowed";

/**
 * Reads a model's reference: `module:PATH`, `predictions:PATH`, `open-inference:URL`, `mlflow:URL`,
 * `command:PROGRAM ARGUMENTS…` (words apart by white space, or a JSON array where a word holds white space), or a path
 * alone, told apart by its extension; `.yml` and `.yaml` are predictor files.
 * Throws a UserError that says what was given and what is allowed.
 */
export function parseReference(text: string): Reference {
  const given = text.trim();
  const kind = KIND.exec(given)?.[1];
  if (kind === undefined) return referenceByExtension(given);
  const rest = given.slice(kind.length + 1).trim();
  if (KINDS.includes(kind) && rest === "") throw new UserError(`${given} names nothing after ${kind}:; ${ALLOWED}`);
  switch (kind) {
    case "module":
    case "predictions":
      return { kind, file: rest };
    case "open-inference":
    case "mlflow":
      return { kind, url: withoutKey(rest, kind) };
    case "command":
      return { kind, run: parseArguments(rest) };
    default:
      throw unknownKind(given, kind);
  }
}

/**
 * The words of a command, from a list or a text. Throws a UserError for a text with quotes, which no shell reads, and for
 * a command that names no program.
 */
export function parseArguments(run: string | readonly string[]): [string, ...string[]] {
  const words = typeof run === "string" ? wordsIn(run.trim()) : run;
  const [program, ...others] = words;
  if (program === undefined || program === "") throw new UserError(`command:${run} names no program`);
  return [program, ...others];
}

/** A reference is written down in evidence, and shown. Throws a UserError that does not show the address. */
function withoutKey(url: string, kind: string): string {
  if (!/^[^/?#]*\/\/[^/?#]*@|[?#]/.test(url)) return url;
  throw new UserError(`${kind}: takes an address without a user, a password or a query, which may hold a key`, {
    remedy: "Describe the model in a predictor file, whose headers can hold secrets, and name that.",
  });
}

function referenceByExtension(path: string): Reference {
  if (path === "") throw new UserError(`no model was named; ${ALLOWED}`);
  const extension = extname(path).toLowerCase();
  for (const kind of ["module", "predictions", "predictor-file"] as const) {
    if (EXTENSIONS[kind].some((known) => known === extension)) return { kind, file: path };
  }
  if (extension === ".onnx") throw needsFile(path);
  throw new UserError(`${path} is no model that could be told by its extension; ${ALLOWED}`, {
    remedy: `Paths alone end in ${Object.values(EXTENSIONS).flat().join(", ")}.`,
  });
}

function unknownKind(given: string, kind: string): UserError {
  // Not all of it, since an address may hold a key.
  if (FILE_KINDS.includes(kind)) return needsFile(`${kind}:`);
  const near = nearest(kind, KINDS);
  return new UserError(`${given}: ${kind}: is no way to call a model; ${ALLOWED}`, {
    ...(near === undefined ? {} : { remedy: `Did you mean ${near}:?` }),
  });
}

function needsFile(given: string): UserError {
  return new UserError(`${given} does not say how the model there is called; ${ALLOWED}`, {
    remedy: "Describe it in a predictor file, such as model.yml with `kind: onnx`, `http` or `openai`, and name that.",
  });
}

function wordsIn(text: string): string[] {
  return text.startsWith("[") ? parseArray(text) : splitWords(text);
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
