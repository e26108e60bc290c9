import { open, stat } from "node:fs/promises";
import { type InputFile, sha256, UserError } from "@airworthy/evidence";

/** Far above what 100,000 rows take; more is sampled before it comes here. */
export const MOST_BYTES = 256 * 1024 * 1024;
const LINE_FEED = 0x0a;
const STRICT = new TextDecoder("utf-8", { fatal: true });
/** How files begin that Windows calls Unicode: https://www.unicode.org/faq/utf_bom.html#bom4 */
const MARKS = [
  { bytes: [0xff, 0xfe], encoding: "utf-16le" },
  { bytes: [0xfe, 0xff], encoding: "utf-16be" },
] as const;

export interface ExportFile {
  readonly file: InputFile;
  readonly bytes: number;
  /** In UTF-8 or, where the file begins so, UTF-16; null for a line that is neither. */
  readonly lines: Iterable<string | null>;
}

/** Reads a file whose lines may be anything. Throws a UserError where it cannot be read, is no file, or has more bytes than `most`. */
export async function readExportLines(path: string, name: string, most = MOST_BYTES): Promise<ExportFile> {
  const bytes = await readBytes(path, name, most);
  return { file: { name, sha256: sha256(bytes) }, bytes: bytes.length, lines: linesOf(bytes) };
}

/** Looked at before it is read: a device has no size and no end, and a pipe is waited for. */
async function readBytes(path: string, name: string, most: number): Promise<Uint8Array> {
  try {
    if (!(await stat(path)).isFile()) throw new UserError(`${name} is no file`);
    await using file = await open(path);
    const { size } = await file.stat();
    if (size <= most) return await file.readFile();
    throw new UserError(
      `${name} has ${size} bytes; at most ${most} are allowed, in all exports together ${MOST_BYTES}`,
      {
        remedy: "Export fewer rows: 100,000 are read.",
      },
    );
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw new UserError(`${name} cannot be read`, { remedy: "Check the path under exports.", cause });
  }
}

function* linesOf(bytes: Uint8Array): Generator<string | null> {
  const marked = MARKS.find((mark) => mark.bytes.every((byte, index) => bytes[index] === byte));
  if (marked !== undefined) {
    yield* new TextDecoder(marked.encoding).decode(bytes).split("\n");
    return;
  }
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(LINE_FEED, start);
    const line = bytes.subarray(start, end < 0 ? bytes.length : end);
    yield decoded(line);
    start += line.length + 1;
  }
}

function decoded(line: Uint8Array): string | null {
  try {
    return STRICT.decode(line);
  } catch {
    return null;
  }
}
