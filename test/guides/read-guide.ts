import { readFileSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY } from "../harness/action-manifest.ts";

/** A fenced block of a guide, and what its info string makes of it. */
export interface Block {
  /** The guide and the line that the block starts on. */
  readonly where: string;
  /** Such as sh, yaml and text. */
  readonly language: string;
  /** The rest of the info string: `exit=1 title="airworthy.yml" comment`, a word alone standing for itself. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly text: string;
  /** The paragraph before the block. */
  readonly before: string;
}

export interface Guide {
  readonly name: string;
  /** The folder of files that the reader begins with, from docs/guides; null for an empty one. */
  readonly files: string | null;
  /** The guide whose end this one begins at; null for none. */
  readonly continues: string | null;
  readonly blocks: readonly Block[];
}

const FENCE = /^(?<indent>[ \t]*)(?<fence>`{3,}|~{3,})(?<info>.*)$/;
const ATTRIBUTE = /(?<name>[a-z]+)(?:=(?:"(?<quoted>[^"]*)"|(?<plain>\S+)))?/g;
const CONTINUES = /continues where \[[^\]]+\]\((?<guide>[\w-]+\.md)\) ends/;
const FILES = /\]\((?<folder>files\/[\w-]+)\)/;

export const GUIDES = join(REPOSITORY, "docs", "guides");

/** A guide by its file's name. */
export function readGuide(name: string): Guide {
  return parseGuide(readFileSync(join(GUIDES, name), "utf8"), name);
}

/** Throws an Error where a block is indented, or does not end: neither would be looked at. */
export function parseGuide(markdown: string, name: string): Guide {
  const lines = markdown.split(/\r?\n/);
  const blocks: Block[] = [];
  for (let index = 0; index < lines.length; index++) {
    const { indent = "", fence = "", info = "" } = FENCE.exec(lines[index] ?? "")?.groups ?? {};
    if (fence === "") continue;
    const where = `${name}:${index + 1}`;
    if (indent !== "") throw new Error(`${where}: an indented block is not looked at`);
    const end = lines.indexOf(fence, index + 1);
    if (end === -1) throw new Error(`${where}: the block has no end`);
    const [, language = "", rest = ""] = /^\s*(\S*)(.*)$/.exec(info) ?? [];
    const text = lines.slice(index + 1, end).map((line) => `${line}\n`);
    blocks.push({
      where,
      language,
      attributes: parseAttributes(rest),
      text: text.join(""),
      before: paragraphBefore(lines, index),
    });
    index = end;
  }
  return {
    name,
    files: FILES.exec(markdown)?.groups?.["folder"] ?? null,
    continues: CONTINUES.exec(markdown)?.groups?.["guide"] ?? null,
    blocks,
  };
}

function parseAttributes(info: string): ReadonlyMap<string, string> {
  return new Map(
    [...info.matchAll(ATTRIBUTE)].map(({ groups = {} }) => {
      return [groups["name"] ?? "", groups["quoted"] ?? groups["plain"] ?? ""] as const;
    }),
  );
}

function paragraphBefore(lines: readonly string[], index: number): string {
  const before = lines.slice(0, index);
  while (before.at(-1)?.trim() === "") before.pop();
  return before.slice(before.lastIndexOf("") + 1).join(" ");
}
