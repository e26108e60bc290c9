import { UserError } from "@airworthy/evidence";

/** A pattern as the user wrote it, and what it matches. */
export interface PathPattern {
  readonly text: string;
  /** Whether it names the path, relative and with slashes, or a folder above it. */
  matches(path: string): boolean;
}

const LONGEST = 1_000;
const SPECIAL = /[.+^${}()|[\]\\]/g;

/**
 * Paths relative to a folder, with slashes on every system: `*` stands for any characters but a slash, `?` for one, `**`
 * for folders of any number; what names a folder stands for all below it. Throws a UserError for one that is empty, absolute
 * or leads out of the folder; `what` is the input's name.
 */
export function parsePathPattern(text: string, what: string): PathPattern {
  const parts = text
    .replace(/^(\.\/)+/, "")
    .replace(/\/+$/, "")
    .split("/");
  const isInside = !/^[A-Za-z]:|\\/.test(text) && parts.every((part) => part !== "" && part !== "." && part !== "..");
  if (text.length > LONGEST || !isInside) {
    throw new UserError(
      `${what}: ${JSON.stringify(text.slice(0, 120))} was given; a path below the folder is allowed, with slashes and perhaps * and **`,
    );
  }
  const expression = parts.map((part, index) => partExpression(part, index === parts.length - 1)).join("");
  const regular = new RegExp(`^${expression}(?:/.*)?$`, "su");
  return { text, matches: (path) => regular.test(path) };
}

function partExpression(part: string, isLast: boolean): string {
  if (part === "**") return isLast ? "[^/]+" : "(?:[^/]+/)*";
  const escaped = part.replace(SPECIAL, "\\$&").replace(/\*+/g, "[^/]*").replaceAll("?", "[^/]");
  return isLast ? escaped : `${escaped}/`;
}
