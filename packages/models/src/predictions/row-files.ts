import { UserError } from "@airworthy/evidence";
import { LineFile, LongLineError } from "../lookup/line-file.ts";

/** Opens a file to look up its lines. Throws a UserError that calls it by `name`. */
export function openLines(path: string, name: string): LineFile {
  try {
    const file = new LineFile(path);
    if (file.isFile) return file;
    file[Symbol.dispose]();
  } catch (error) {
    throw readProblem(error, name);
  }
  throw new UserError(`the predictions ${name} are no file`);
}

/** What went wrong with a file, as a UserError that calls it by `name`; anything else as it is. */
export function readProblem(error: unknown, name: string): unknown {
  if (error instanceof LongLineError) return new UserError(`${name}: ${error.message}`, { cause: error });
  if (!(error instanceof Error) || !("code" in error)) return error;
  const reason = error.code === "ENOENT" ? "was not found" : `cannot be read: ${error.message}`;
  return new UserError(`the file ${name} ${reason}`, { cause: error });
}
