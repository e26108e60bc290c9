import { matchesPath, type PathPattern, parsePattern } from "./path-pattern.ts";

/** One line of CODEOWNERS. */
export interface OwnerRule {
  readonly pattern: PathPattern;
  /** People ("@ann"), teams ("@org/team") and mail addresses; none where the line takes the files' owners away. */
  readonly owners: readonly string[];
}

const OWNER = /^(@[A-Za-z0-9_-]{1,100}(\/[A-Za-z0-9._-]{1,255})?|[^\s@]+@[^\s@]+\.[^\s@]+)$/;
/** Up to the first space that is not escaped. */
const PATTERN = /^(?:\\.|[^\s\\])+/;

/** The rules of a CODEOWNERS file, in their order. A line that breaks a rule of GitHub's syntax is skipped, as GitHub does. */
export function parseCodeowners(text: string): readonly OwnerRule[] {
  return text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .flatMap(ruleOf);
}

/** The owners of a file by the last rule that is about it; none where there is no such rule, or it names none. */
export function ownersOf(rules: readonly OwnerRule[], path: string): readonly string[] {
  return rules.findLast(({ pattern }) => matchesPath(pattern, path))?.owners ?? [];
}

function ruleOf(line: string): readonly OwnerRule[] {
  const text = line.trimStart();
  if (text === "" || text.startsWith("#")) return [];
  const written = PATTERN.exec(text)?.[0] ?? "";
  const rest = text.slice(written.length);
  // A single backslash at the line's end escapes nothing.
  const pattern = written === "" || /^\S/.test(rest) ? null : parsePattern(written);
  const words = rest.split(/\s+/).filter((word) => word !== "");
  const comment = words.findIndex((word) => word.startsWith("#"));
  const owners = comment < 0 ? words : words.slice(0, comment);
  return pattern === null || !owners.every((owner) => OWNER.test(owner)) ? [] : [{ pattern, owners }];
}
