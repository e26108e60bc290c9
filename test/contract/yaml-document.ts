import { globSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { parseAllDocuments } from "yaml";
import { REPOSITORY } from "../harness/action-manifest.ts";

/** A piece of YAML that readers copy or GitHub runs: a file, or a block in a document. */
export interface YamlText {
  /** The file and, of a block, the line that it starts on. */
  readonly where: string;
  readonly text: string;
}

const IGNORED = new Set(["node_modules", "dist", "output", "coverage", ".git", "release-tree", "release-files"]);

/** Every YAML file of the repository, and every block of YAML in its Markdown. */
export function yamlTexts(): YamlText[] {
  const blocks = filesOf("md").flatMap((path) => yamlBlocks(path, readFileSync(join(REPOSITORY, path), "utf8")));
  const files = ["yml", "yaml"].flatMap(filesOf);
  return [...blocks, ...files.map((where) => ({ where, text: readFileSync(join(REPOSITORY, where), "utf8") }))];
}

/** The fenced blocks of a document that say they are YAML. */
export function yamlBlocks(path: string, markdown: string): YamlText[] {
  return [...markdown.matchAll(/^(?<fence>`{3,}|~{3,})ya?ml\b.*\n(?<text>[\s\S]*?)^\k<fence>\s*$/gm)].map((match) => ({
    where: `${path}:${markdown.slice(0, match.index).split("\n").length}`,
    text: match.groups?.["text"] ?? "",
  }));
}

/** The values that a text holds; throws where it is not YAML. */
export function parseYaml({ where, text }: YamlText): unknown[] {
  return [...parseAllDocuments(text)].map((document) => {
    const [problem] = [...document.errors, ...document.warnings];
    if (problem !== undefined) throw new Error(`${where}: ${problem.message}`);
    return document.toJS();
  });
}

export type Mapping = Readonly<Record<string, unknown>>;

export function isMapping(value: unknown): value is Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Every mapping in a value, itself included. */
export function mappingsIn(value: unknown): Mapping[] {
  if (Array.isArray(value)) return value.flatMap(mappingsIn);
  return isMapping(value) ? [value, ...Object.values(value).flatMap(mappingsIn)] : [];
}

function filesOf(extension: string): string[] {
  // What begins with a dot is passed over unless it is named.
  const patterns = [`**/*.${extension}`, `**/.github/**/*.${extension}`];
  const found = globSync(patterns, { cwd: REPOSITORY, exclude: (name) => IGNORED.has(name) });
  return [...new Set(found.map((file) => file.split(sep).join("/")))].sort();
}
