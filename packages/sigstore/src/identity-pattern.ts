import { UserError } from "@airworthy/evidence";

/** Longer than any address of a workflow or any e-mail address. */
const PATTERN_CHARACTERS = 2_048;
/** Two asterisks in a row, or one. */
const WILDCARD = /\*\*|\*/;

/** A part of a pattern: text as it is, any characters, or any characters but the separators of an identity. */
type Part = string | { readonly crosses: boolean };

/**
 * Whether an identity is the one that is asked for. In a pattern `*` stands for any characters but `/` and `@`, so that
 * a repository's name cannot grow into another's address, and `**` for any characters. All else is itself; upper and
 * lower case differ. Time grows with the product of both lengths, whatever the pattern.
 */
export function matchesIdentity(identity: string, pattern: string): boolean {
  // The positions of the identity at which what is left of the pattern may begin.
  let reached = new Set([0]);
  for (const part of partsOf(pattern)) {
    reached = typeof part === "string" ? after(part, identity, reached) : spread(part.crosses, identity, reached);
  }
  return reached.has(identity.length);
}

/** Throws a UserError on a pattern that is empty, too long, or nothing but asterisks. */
export function checkPattern(pattern: string): void {
  if (/[^*\s]/.test(pattern) && pattern.length <= PATTERN_CHARACTERS) return;
  throw new UserError(`identity: ${JSON.stringify(pattern.slice(0, 200))} was given; who may sign must be named`, {
    remedy:
      "Give the certificate's identity, such as https://github.com/OWNER/REPOSITORY/.github/workflows/FILE.yml@refs/heads/main.",
  });
}

function partsOf(pattern: string): Part[] {
  const parts: Part[] = [];
  let rest = pattern;
  for (let found = WILDCARD.exec(rest); found !== null; found = WILDCARD.exec(rest)) {
    parts.push(rest.slice(0, found.index), { crosses: found[0] === "**" });
    rest = rest.slice(found.index + found[0].length);
  }
  return [...parts, rest];
}

function after(text: string, identity: string, reached: ReadonlySet<number>): Set<number> {
  const next = [...reached].filter((at) => identity.startsWith(text, at)).map((at) => at + text.length);
  return new Set(next);
}

function spread(crosses: boolean, identity: string, reached: ReadonlySet<number>): Set<number> {
  const next = new Set<number>();
  let isOpen = false;
  for (let at = 0; at <= identity.length; at++) {
    isOpen ||= reached.has(at);
    if (isOpen) next.add(at);
    const character = identity[at];
    if (!crosses && (character === "/" || character === "@")) isOpen = false;
  }
  return next;
}
