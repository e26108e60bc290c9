import { type Glob, matchesGlob, tokensOf } from "./glob.ts";

/** What a line of CODEOWNERS is about. */
export interface PathPattern {
  /** Names from the root on, null for any number of folders. */
  readonly names: readonly (Glob | null)[];
  /** Whether the names lead to the file itself, to a folder that it is below, or to either. */
  readonly end: "file" | "folder" | "either";
}

const EITHER_DEPTH = "**";
/** What Linux takes for a path: no file has a longer one. */
const PATTERN_CHARACTERS = 4_096;

/**
 * Reads a pattern: those of .gitignore without "!", without ranges in brackets and without "\#" at the beginning. Null for
 * what GitHub takes for no pattern. Without a slash but at the end it is about any depth; "docs/*" is about the files
 * directly in a folder, "docs/" and "docs" about all below it as well.
 * https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners#codeowners-syntax
 */
export function parsePattern(text: string): PathPattern | null {
  if (/^(!|\\#)/.test(text) || text.length > PATTERN_CHARACTERS) return null;
  const tokens = tokensOf(text);
  if (tokens === null || tokens.includes("[") || tokens.includes("]")) return null;
  const parts = splitAtSlashes(tokens);
  const isAnchored = parts.length > 2 || (parts.length === 2 && parts[1]?.length !== 0);
  if (parts[0]?.length === 0) parts.shift();
  const isFolder = parts.at(-1)?.length === 0;
  if (isFolder) parts.pop();
  if (parts.length === 0) return null;
  const names = parts.map((part) => (part.join("") === EITHER_DEPTH ? null : part));
  if (!isAnchored) names.unshift(null);
  // "**/" is every folder, which is one at least.
  if (isFolder && names.at(-1) === null) names.push(["*"]);
  if (names.at(-1) === null) return { names: names.slice(0, -1), end: "folder" };
  return { names, end: isFolder ? "folder" : isAnchored && isStar(names.at(-1)) ? "file" : "either" };
}

/** Whether a file's path from the root, with slashes, is what the pattern is about. */
export function matchesPath({ names, end }: PathPattern, path: string): boolean {
  const parts = path.split("/");
  // How many parts of the path the names so far may stand for, the fewest first.
  let reached: readonly number[] = [0];
  for (const name of names) reached = name === null ? anyFrom(reached, parts) : following(reached, name, parts);
  if (end === "file") return reached.at(-1) === parts.length;
  return end === "either" ? reached.length > 0 : reached.some((at) => at < parts.length);
}

function anyFrom([first]: readonly number[], parts: readonly string[]): readonly number[] {
  return first === undefined ? [] : Array.from({ length: parts.length + 1 - first }, (_, index) => first + index);
}

function following(reached: readonly number[], name: Glob, parts: readonly string[]): readonly number[] {
  return reached.flatMap((at) => (at < parts.length && matchesGlob(name, parts[at] ?? "") ? at + 1 : []));
}

function splitAtSlashes(tokens: readonly string[]): string[][] {
  const parts: string[][] = [[]];
  for (const token of tokens) {
    if (token === "/") parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

function isStar(name: Glob | null | undefined): boolean {
  return name?.length === 1 && name[0] === "*";
}
