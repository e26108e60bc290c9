import { UserError } from "@airworthy/evidence";

/** A reader's limit on one line or record: a megabyte holds any row of predictions, and keeps memory bounded. */
export const MAX_LINE_BYTES = 2 ** 20;

/** The same error with the file and line before its message. */
export function atLine(name: string, line: number, error: unknown): unknown {
  return placed(`${name}, line ${line}`, error);
}

/** The same error with the file and row before its message: for files that have no lines. */
export function atRow(name: string, row: number, error: unknown): unknown {
  return placed(`${name}, row ${row}`, error);
}

export function lineTooLong(maxBytes: number = MAX_LINE_BYTES): UserError {
  return new UserError(`a line may have ${maxBytes} bytes; this one has more`);
}

export function notUtf8(name?: string): UserError {
  return new UserError(`${name === undefined ? "" : `${name}: `}not UTF-8 text`, { remedy: "Save the file as UTF-8." });
}

function placed(place: string, error: unknown): unknown {
  if (!(error instanceof UserError)) return error;
  const remedy = error.remedy === undefined ? {} : { remedy: error.remedy };
  return new UserError(`${place}: ${error.message}`, { ...remedy, cause: error.cause });
}
