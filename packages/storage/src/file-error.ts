import { UserError } from "@airworthy/evidence";

const MEANINGS = new Map([
  ["ENOENT", "there is no such file or folder"],
  ["EACCES", "permission denied"],
  ["EPERM", "the operation is not permitted"],
  ["ENOTDIR", "part of the path is a file, not a folder"],
  ["EISDIR", "it is a folder"],
  ["EEXIST", "something else is there already"],
  ["ELOOP", "it is a symbolic link"],
  ["ENAMETOOLONG", "the name is too long for this file system"],
  ["ENOSPC", "no space is left on the device"],
  ["EDQUOT", "the disk quota is used up"],
  ["EROFS", "the file system is read-only"],
  ["EMFILE", "too many files are open"],
  ["EBUSY", "it is in use"],
  ["EFBIG", "the file is too large for this file system"],
  ["EIO", "the device failed (an input or output error)"],
  ["ESTALE", "the network file system has lost it"],
  ["ENXIO", "it is a device or socket that nothing answers at"],
]);

/**
 * What to throw for an error of node:fs: a UserError such as "cannot read x: permission denied" where the world is to
 * blame, the error itself where we are. `action` is a verb such as "read".
 */
export function fileError(error: unknown, action: string, path: string): unknown {
  const meaning = MEANINGS.get(errorCode(error));
  if (meaning === undefined) return error;
  return new UserError(`cannot ${action} ${shownPath(path)}: ${meaning}`, { cause: error });
}

/** The code of a system error, such as "ENOENT"; empty for anything else. */
export function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

/** How a key begins that was given in the place of its file's path. */
const PEM = "-----BEGIN ";

/**
 * A path for a message: quoted where it holds control characters, which could forge lines of a log. A key is not shown: a log is
 * read by many.
 */
export function shownPath(path: string): string {
  if (path.includes(PEM)) return "what is no path but a text in PEM";
  return /[\p{Cc}\p{Zl}\p{Zp}]/u.test(path)
    ? JSON.stringify(path).replace(/[\x7f-\x9f\u2028\u2029]/g, unicodeEscape)
    : path;
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
