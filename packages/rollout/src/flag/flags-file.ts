import { UserError } from "@airworthy/evidence";
import { type Member, membersOf, skipSpace } from "./json-text.ts";

/** https://flagd.dev/schema/v0/flags.json */
const SCHEMA = "https://flagd.dev/schema/v0/flags.json";

/**
 * A flag of a definition file, as it stands there; undefined where there is none. Throws a UserError for a file that is no
 * flag definition, or names a flag twice.
 */
export function readFlag(text: string, flag: string, where: string): unknown {
  const found = flagIn(flagsOf(text, where), flag, where);
  return found === undefined ? undefined : JSON.parse(text.slice(found.from, found.to));
}

/**
 * The file with one flag's definition in the place of the former, or after the others. Every other byte stays: flags that
 * people wrote keep their order, their numbers and their form. Without a file one is begun. Throws as `readFlag` does.
 */
export function writeFlag(text: string | null, flag: string, definition: object, where: string): string {
  const begun = text ?? `${JSON.stringify({ $schema: SCHEMA, flags: {} }, null, 2)}\n`;
  const flags = flagsOf(begun, where);
  const found = flagIn(flags, flag, where);
  const last = flags.members.at(-1);
  const indent = indentOf(begun, last ?? flags.member) + (last === undefined ? "  " : "");
  const written = JSON.stringify(definition, null, 2).replaceAll("\n", `\n${indent}`);
  const end = begun.includes("\r\n") ? "\r\n" : "\n";
  const lines = (piece: string) => piece.replaceAll("\n", end);
  if (found !== undefined) return begun.slice(0, found.from) + lines(written) + begun.slice(found.to);
  const member = `\n${indent}${JSON.stringify(flag)}: ${written}`;
  if (last !== undefined) return begun.slice(0, last.to) + lines(`,${member}`) + begun.slice(last.to);
  const { from, to } = flags.member;
  return begun.slice(0, from) + lines(`{${member}\n${indentOf(begun, flags.member)}}`) + begun.slice(to);
}

interface Flags {
  /** The member "flags" of the file, and its own members. */
  readonly member: Member;
  readonly members: readonly Member[];
}

function flagsOf(text: string, where: string): Flags {
  const value = parseJson(text, where);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new UserError(`${where} is no flag definition: an object with "flags" is allowed`);
  }
  const [member, another] = membersOf(text, skipSpace(text, 0)).filter(({ key }) => key === "flags");
  if (member === undefined || another !== undefined || text[member.from] !== "{") {
    throw new UserError(`${where} is no flag definition: one object "flags" is allowed, with the flags by their names`);
  }
  return { member, members: membersOf(text, member.from) };
}

function flagIn({ members }: Flags, flag: string, where: string): Member | undefined {
  const [found, another] = members.filter(({ key }) => key === flag);
  if (another !== undefined) throw new UserError(`${where} has the flag ${JSON.stringify(flag)} twice`);
  return found;
}

/** The white space before a member on its line; none where something else stands there. */
function indentOf(text: string, { start }: Member): string {
  const line = text.slice(text.lastIndexOf("\n", start) + 1, start);
  return line.trim() === "" ? line : "";
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UserError(`${where} is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
