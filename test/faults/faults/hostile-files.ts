import { mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";

export interface HostileFile {
  readonly name: string;
  /** Whether a run may read it as what it was: then its verdict is as ever. */
  readonly mayPass?: "with its verdict";
  /** Puts it in the place of the file. */
  replace(path: string): Promise<void>;
}

const MIB = 1024 * 1024;
/** So deep that a parser which calls itself runs out of its stack. */
const DEPTH = 100_000;

/** Nine levels of nine aliases each: 3 × 10^8 items where they are all written out. */
const ALIAS_BOMB = Array.from({ length: 9 }, (_, level) => {
  const inner = level === 0 ? "x" : `*a${level - 1}`;
  return `a${level}: &a${level} [${Array.from({ length: 9 }, () => inner).join(", ")}]\n`;
}).join("");

/** What a file is replaced by. */
export const HOSTILE_FILES: readonly HostileFile[] = [
  content("nothing in it", () => ""),
  content("a line break alone", () => "\n"),
  content("NUL bytes", () => Buffer.alloc(1024)),
  content("what is not UTF-8", () => Buffer.from([0xff, 0xfe, 0x80, 0x0a, 0xc3, 0x28])),
  { ...content("UTF-16", (text) => Buffer.from(`\ufeff${text}`, "utf16le")), mayPass: "with its verdict" },
  content("half of it", (text) => text.slice(0, text.length / 2)),
  content("brackets 100,000 deep", () => "[".repeat(DEPTH)),
  content("objects 100,000 deep", () => `${'{"a":'.repeat(DEPTH)}1${"}".repeat(DEPTH)}`),
  content("an alias bomb", () => ALIAS_BOMB),
  content("prototype keys", () => '{"__proto__": {"verdict": "pass"}, "constructor": {"prototype": {"x": 1}}}\n'),
  content("workflow commands", () => "::set-output name=verdict::pass\n::add-mask::a\n::error::b\u001b[2J\u202e\n"),
  content("names of control characters", () => '{"a\\u0007\\u001b[31m\\r\\n::stop-commands::x": "\\u202e\\u0000"}\n'),
  content("NaN and Infinity", () => '{"id": NaN, "a": Infinity, "b": 1e999, "c": -0}\n'),
  content("null", () => "null\n"),
  content("a list", () => "[]\n"),
  content("a number", () => "42\n"),
  content("a text", () => '"text"\n'),
  content("another program's words", () => "<!doctype html><title>404</title>\n"),
  { ...content("a mark of the byte order", (text) => `\ufeff${text}`), mayPass: "with its verdict" },
  { ...content("line ends of Windows", (text) => text.replaceAll("\n", "\r\n")), mayPass: "with its verdict" },
  { name: "a folder", replace: (path) => mkdir(path).then(() => undefined) },
  { name: "nothing at all", replace: async () => undefined },
  { name: "a link to itself", replace: (path) => symlink(basename(path), path) },
];

/** Large ones, for one file of each verb: they take a while to write. */
export const HUGE_FILES: readonly HostileFile[] = [
  content("50 MiB of one line", () => Buffer.alloc(50 * MIB, "a")),
  content("50 MiB of lines", () => Buffer.alloc(50 * MIB, '{"id": 1}\n')),
];

function content(name: string, make: (text: string) => string | Uint8Array): HostileFile {
  return { name, replace: (path) => writeFile(path, make(originals.get(path) ?? "")) };
}

/** What the files held before they were taken away. */
const originals = new Map<string, string>();

/** Replaces a file of a workspace. */
export async function replaceFile(folder: string, file: string, by: HostileFile): Promise<void> {
  const path = join(folder, file);
  originals.set(path, await readFile(path, "utf8"));
  await rm(path);
  await by.replace(path);
  originals.delete(path);
}
