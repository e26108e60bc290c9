import { isSha256, sha256 } from "@airworthy/evidence";
import * as v from "valibot";
import { errorCode, shownPath } from "./file-error.ts";
import { type FileState, isUntouched } from "./file-state.ts";
import { readTextFile } from "./read-text-file.ts";
import { writeWhole } from "./write-whole.ts";

/**
 * A file may be written to twice within one tick of its file system's clock, and look the same after the second time.
 * So, as in git's index ("racily clean", https://git-scm.com/docs/racy-git), a digest is remembered only of a file that
 * had been left alone for longer than the coarsest tick, FAT's of two seconds, when its reading began.
 */
const AT_REST_MS = 2500;

/** What was used last is kept; a cache of this many has some 6 MB. */
const MOST_ENTRIES = 20_000;
const MOST_BYTES = 16 * 1024 * 1024;
/** More than stands before and behind the entries. */
const HEAD_BYTES = 200;

/** SHA-256 digests of files that nothing happened to since they were read. */
export interface DigestCache {
  /** Why something was not trusted, for people; null where nothing was wrong. */
  readonly warning: string | null;
  /** The digest of the file at a location, if nothing at all happened to it since. */
  lookup(location: string, state: FileState): string | null;
  /** Remembers a digest, unless the file was too young to tell whether something happened to it since. */
  remember(location: string, state: FileState, reading: DigestReading): void;
  /** Forgets everything, because what it said of a file was not so. */
  distrust(shown: string): void;
  /** Writes it whole; of several processes the last one's stays. Rejects with a UserError where that cannot be done. */
  save(): Promise<void>;
}

export interface DigestReading {
  readonly sha256: string;
  /** When it began, in milliseconds since 1970. */
  readonly readFrom: number;
}

const decimal = v.pipe(
  v.string(),
  v.regex(/^-?\d{1,20}$/),
  v.transform((digits) => BigInt(digits)),
);
const entrySchema = v.strictTuple([
  v.string(),
  v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  decimal,
  decimal,
  decimal,
  decimal,
  v.pipe(v.string(), v.check(isSha256)),
]);
const cacheSchema = v.strictObject({
  airworthyDigestCache: v.literal(1),
  sha256: v.string(),
  entries: v.pipe(v.array(entrySchema), v.maxLength(MOST_ENTRIES)),
});

/**
 * Opens the cache in a file, which need not be there. One that is damaged, of another version or no cache at all is not
 * trusted, and written anew by `save`. The trust ends where clocks do: `now` (milliseconds since 1970) and the file
 * system's have to agree to within half a second, which on network drives is for the administrator to see to.
 */
export async function openDigestCache(location: string, shown: string, now = Date.now): Promise<DigestCache> {
  let { entries, warning } = await readEntries(location, shown);
  return {
    get warning() {
      return warning;
    },
    lookup(path, state) {
      const entry = entries.get(path);
      if (entry === undefined || !isUntouched(entry.state, state) || !isAtRest(state, now())) return null;
      // The last in a Map is what was used last.
      entries.delete(path);
      entries.set(path, entry);
      return entry.sha256;
    },
    remember(path, state, reading) {
      entries.delete(path);
      if (isAtRest(state, reading.readFrom)) entries.set(path, { state, sha256: reading.sha256 });
    },
    distrust(file) {
      entries = new Map();
      warning = `the digest cache ${shownPath(shown)} had another digest of ${shownPath(file)} than its bytes have; all of it is forgotten`;
    },
    async save() {
      await writeWhole(location, format(entries), shown);
    },
  };
}

interface CacheEntry {
  readonly state: FileState;
  readonly sha256: string;
}

/** Whether a file had been left alone for long enough at a time. One that is younger than the time itself was not: a clock was set back. */
function isAtRest({ modified, changed }: FileState, milliseconds: number): boolean {
  const limit = BigInt(Math.floor(milliseconds) - AT_REST_MS) * 1_000_000n;
  return modified < limit && changed < limit;
}

type Entries = Map<string, CacheEntry>;

async function readEntries(location: string, shown: string): Promise<{ entries: Entries; warning: string | null }> {
  try {
    const text = await readTextFile(location, shown, MOST_BYTES);
    return { entries: parse(text), warning: null };
  } catch (error) {
    if (errorCode(error instanceof Error ? error.cause : null) === "ENOENT")
      return { entries: new Map(), warning: null };
    const warning = `the digest cache ${shownPath(shown)} cannot be read, is damaged or of another version, and is not used`;
    return { entries: new Map(), warning };
  }
}

function parse(text: string): Entries {
  const cache = v.parse(cacheSchema, JSON.parse(text));
  const rows = cache.entries.map(([path, size, modified, changed, inode, device, digest]) => {
    const entry: CacheEntry = { state: { size, modified, changed, inode, device }, sha256: digest };
    return [path, entry] as const;
  });
  const entries = new Map(rows);
  if (format(entries) !== text) throw new TypeError("it is not as it was written");
  return entries;
}

/** The sum is over the entries: one digit of a digest that the disk lost would be a lie. */
function format(entries: Entries): string {
  const rows = `[${latestRows(entries).join(",")}]`;
  return `{"airworthyDigestCache":1,"sha256":"${sha256(rows)}","entries":${rows}}\n`;
}

/** As many as may be read again. */
function latestRows(entries: Entries): string[] {
  const rows: string[] = [];
  let bytes = HEAD_BYTES;
  for (const [path, { state, sha256: digest }] of [...entries].slice(-MOST_ENTRIES).reverse()) {
    const numbers = [state.modified, state.changed, state.inode, state.device].map(String);
    const row = JSON.stringify([path, state.size, ...numbers, digest]);
    bytes += Buffer.byteLength(row) + 1;
    if (bytes > MOST_BYTES) break;
    rows.push(row);
  }
  return rows.reverse();
}
