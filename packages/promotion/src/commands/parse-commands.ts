import { nearest } from "@airworthy/evidence";
import type { Command, Verb } from "./command.ts";
import { FORMS } from "./grammar.ts";
import { openLines, type SlashLine } from "./open-lines.ts";
import { wordsOf } from "./words.ts";

/** A command, and the line that it stands in, from 1. */
export interface FoundCommand {
  readonly line: number;
  readonly text: string;
  readonly command: Command;
}

/** A line that was meant as a command, and how it would be one. */
export interface Hint {
  /** From 1; 0 for the whole comment. */
  readonly line: number;
  /** Without a full stop at its end. Holds nothing that the comment said. */
  readonly hint: string;
}

export interface ParsedCommands {
  readonly commands: readonly FoundCommand[];
  readonly hints: readonly Hint[];
}

/** As many as GitHub lets a comment have. */
const MOST_CHARACTERS = 65_536;
const MOST_COMMANDS = 10;
/** Shorter words are near to commands of other bots: /help to /hold. */
const LEAST_NEAR = 5;
const WITHIN_TEXT = "A command begins after an empty line";
const VERB = /^\/([A-Za-z][A-Za-z-]*)(?=[ \t]|$)/;

const VERBS: ReadonlyMap<string, Verb> = new Map(verbs().map((verb) => [verb, verb]));

/**
 * The commands of a comment, and hints to lines that were nearly some. Only whole lines of the comment itself count: see
 * `openLines`. Slash commands that are not ours are left to other bots. A comment with more commands than ten, or longer than
 * GitHub allows, has none: half of what somebody asks for is not done.
 */
export function parseCommands(body: string): ParsedCommands {
  if (body.length > MOST_CHARACTERS) return refused(`A comment may have at most ${MOST_CHARACTERS} characters`);
  const commands: FoundCommand[] = [];
  const hints: Hint[] = [];
  const { open, within } = openLines(body);
  for (const { number, text } of open) {
    const read = readLine({ number, text });
    if (typeof read === "string") hints.push({ line: number, hint: read });
    else if (read !== null) commands.push({ line: number, text: text.trimEnd(), command: read });
  }
  if (commands.length > MOST_COMMANDS) return refused(`A comment may have at most ${MOST_COMMANDS} commands`);
  for (const line of within) {
    const read = readLine(line);
    if (read !== null && typeof read !== "string") hints.push({ line: line.number, hint: WITHIN_TEXT });
  }
  return { commands, hints: hints.toSorted((a, b) => a.line - b.line).slice(0, MOST_COMMANDS) };
}

/** A command; a hint where it is nearly one; null where it is nothing of ours. */
function readLine({ text }: SlashLine): Command | string | null {
  const written = VERB.exec(text)?.[1];
  if (written === undefined) return null;
  const verb = VERBS.get(written);
  if (verb === undefined) return hintFor(written);
  const { usage, parse } = FORMS[verb];
  return parse({ text, words: wordsOf(text).slice(1) }) ?? `It is written ${usage}`;
}

function hintFor(written: string): string | null {
  const lower = written.toLowerCase();
  const meant = VERBS.get(lower) ?? VERBS.get(lower.length < LEAST_NEAR ? "" : (nearest(lower, longVerbs()) ?? ""));
  if (meant === undefined || meant[0] !== lower[0]) return null;
  return `Did you mean /${meant}? It is written ${FORMS[meant].usage}`;
}

function verbs(): readonly Verb[] {
  return ["promote", "rollback", "hold", "resume", "ramp", "why", "sign-off", "waive", "feedback"];
}

function longVerbs(): readonly Verb[] {
  return verbs().filter((verb) => verb.length >= LEAST_NEAR);
}

function refused(hint: string): ParsedCommands {
  return { commands: [], hints: [{ line: 0, hint }] };
}
