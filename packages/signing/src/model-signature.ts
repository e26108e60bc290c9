import { hash } from "node:crypto";
import { compareCodePoints, isSha256, STATEMENT_TYPE, UserError } from "@airworthy/evidence";
import { DEFAULT_IGNORED, ignoring } from "./ignored-path.ts";
import { MODEL_PREDICATE } from "./predicate-types.ts";
import { isNormalPath, SINGLE_FILE } from "./resource-name.ts";

/** What of a model is to be signed. */
export interface ModelContents {
  /** What people call it; verifiers disregard it. */
  readonly name: string;
  /**
   * Every file: its path in the model, with slashes, and its SHA-256 in lower-case hexadecimal. A model that is one file
   * goes by the file's name, as the specification has it, or by ".", as the reference implementation in Python has it.
   */
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
  /** What was left out beside the default, as paths from the top of the model. */
  readonly ignorePaths: readonly string[];
}

/** How many items of a kind are named in a message. */
const SHOWN = 3;

/**
 * The statement to sign, as JSON: OpenSSF model signing 1.0, files by SHA-256 (specification, 5 and 6). Files under an
 * ignored path are left out. Throws a UserError where nothing is left, or for a path that verifiers would refuse.
 */
export function modelSignature({ name, files, ignorePaths }: ModelContents): string {
  if (name === "") throw new UserError("the model's name is empty; a model signature needs one");
  checkIgnored(ignorePaths);
  const isIgnored = ignoring([...DEFAULT_IGNORED, ...ignorePaths]);
  const kept = files.filter(({ path }) => !isIgnored(path)).sort((a, b) => compareCodePoints(a.path, b.path));
  checkFiles(kept);
  const statement = {
    _type: STATEMENT_TYPE,
    subject: [{ name, digest: { sha256: rootDigest(kept.map(({ sha256 }) => sha256)) } }],
    predicateType: MODEL_PREDICATE,
    predicate: {
      resources: kept.map(({ path, sha256 }) => ({ name: path, algorithm: "sha256", digest: sha256 })),
      serialization: {
        method: "files",
        hash_type: "sha256",
        allow_symlinks: false,
        ignore_paths: [...new Set([...DEFAULT_IGNORED, ...[...ignorePaths].sort(compareCodePoints)])],
      },
    },
  };
  return JSON.stringify(statement);
}

/** A model's own digest (specification, 6.5.1): SHA-256 over its files' digests as bytes, in the order they are listed. */
export function rootDigest(digests: readonly string[]): string {
  return hash("sha256", Buffer.from(digests.join(""), "hex"), "hex");
}

function checkFiles(files: ModelContents["files"]): void {
  if (files.length === 0) throw new UserError("the model has no files to sign");
  const isOnlyFile = files.length === 1 && files[0]?.path === SINGLE_FILE;
  refuse(
    "a path that no verifier accepts",
    isOnlyFile ? [] : files.map(({ path }) => path).filter((path) => !isNormalPath(path)),
  );
  refuse(
    "a digest that is not 64 lower-case hexadecimal digits",
    files.filter(({ sha256 }) => !isSha256(sha256)).map(({ path }) => path),
  );
  // They are sorted, so that equal ones stand side by side.
  refuse(
    "a path that is there twice",
    files.map(({ path }) => path).filter((path, index) => path === files[index + 1]?.path),
  );
}

/** What the specification forbids of ignored paths (6.2.1). */
function checkIgnored(paths: readonly string[]): void {
  refuse(
    "an ignored path that is a pattern or leaves the model",
    paths.filter((path) => !isNormalPath(path) || /[*?[]/.test(path)),
  );
}

function refuse(what: string, paths: readonly string[]): void {
  if (paths.length === 0) return;
  const shown = paths.slice(0, SHOWN).map((path) => JSON.stringify(path.slice(0, 200)));
  const more = paths.length > SHOWN ? `, and ${paths.length - SHOWN} more` : "";
  throw new UserError(`the model has ${what}: ${shown.join(", ")}${more}`, {
    remedy: "Rename what it stands for, or leave it out.",
  });
}
