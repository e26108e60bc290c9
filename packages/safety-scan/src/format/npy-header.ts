import type { ByteSource } from "@airworthy/model-files";
import { ScanProblem } from "../scan-problem.ts";
import { head } from "../sources.ts";

/** What the header of a .npy file says. https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html */
export interface NpyHeader {
  /** Of the data, from the start of the source. */
  readonly start: number;
  readonly hasObjects: boolean;
}

/** Headers of records with very many fields; numpy itself asks before it reads more than 10,000 bytes. */
const MAX_HEADER = 64 * 1024;
const FIXED_BYTES = 12;

/** A dictionary of plain literals: no escapes, no other quotes, so that what is read is what Python reads. */
const PLAIN = /^\{[\s\w',:()[\]|<>=.+-]*\}\s*$/;
const KEYS = ["'descr'", "'fortran_order'", "'shape'"];
/** With the texts taken out: two in a row, which Python joins, or one with a letter before it, which changes its meaning. */
const JOINED = /'\s*'|\w'/;
/** The code of objects in a type's text, such as "|O", "O8" or "f8,O", or their name. */
const OBJECT = /'[^']*(?<![A-Za-z_])O(?![A-Za-z_])[^']*'|[Oo]bject/;

/** Reads the header. Throws a ScanProblem for what numpy would not have written. */
export async function readNpyHeader(source: ByteSource): Promise<NpyHeader> {
  const fixed = Buffer.from(await head(source, FIXED_BYTES));
  const major = fixed[6] ?? 0;
  if (fixed.length < FIXED_BYTES || major < 1 || major > 3) throw malformed();
  const length = major === 1 ? fixed.readUInt16LE(8) : fixed.readUInt32LE(8);
  const start = (major === 1 ? 10 : 12) + length;
  if (length > MAX_HEADER || start > source.size) throw malformed();
  const text = Buffer.from(await source.read(start - length, length)).toString("latin1");
  if (
    !PLAIN.test(text) ||
    JOINED.test(text.replace(/'[^']*'/g, "'")) ||
    KEYS.some((key) => text.split(key).length !== 2)
  )
    throw malformed();
  return { start, hasObjects: OBJECT.test(text) };
}

function malformed(): ScanProblem {
  return new ScanProblem("could-not-be-scanned", "The header of the NumPy array is not as NumPy writes it");
}
