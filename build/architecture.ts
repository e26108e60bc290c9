import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import type { Command } from "@airworthy/runtime";
import { FLOORS, type FloorName, floorOf, partOf } from "./floors.ts";
import { table } from "./readme-tables.ts";
import { type SourceFile, sourceFiles } from "./source-file.ts";

const ROOMS_A_LINE = 6;
const VERBS = "packages/commands/src";
/** Asks each capability for its own part of airworthy.yml: who reads the file thinks with none of them by that. */
const CONFIGURATION = `${VERBS}/configuration/`;
/** Knows every kind of evidence by the capability that makes it. */
const ANY_EVIDENCE = `${VERBS}/report-sections.ts`;
/** As wide as such a line, in pixels: else Mermaid breaks it where it likes. */
const SETTINGS = '%%{init: {"flowchart": {"wrappingWidth": 640}}}%%';

/** What docs/architecture.md says of the house, read from the imports as they are: a drawing and two tables. */
export function architecture(root: string, verbs: readonly Command[]): string {
  const files = sourceFiles("packages/*/src", "actions/*");
  return [
    drawing(files),
    "## The rooms",
    ...FLOORS.slice(1).map((floor) => roomTable(floor, files, root)),
    "## Which verb thinks with what",
    `By the imports of the verb's file in \`${VERBS}\`, and of the files that it imports there. Two of these are not followed: the reader of ` +
      "`airworthy.yml`, which asks every capability for its own part of it, and the list of all kinds of evidence. Who uses the latter " +
      "reads *any evidence*.",
    verbTable(
      verbs.map(({ name }) => name),
      files,
    ),
  ].join("\n\n");
}

/** The floors as a Mermaid flowchart, an arrow where any room of one imports a room of another. */
export function drawing(files: readonly SourceFile[]): string {
  const boxes = FLOORS.map(({ name, rooms }) => `  ${name}["<b>${name}</b><br/>${inLines(rooms)}"]`);
  const arrows = FLOORS.flatMap(({ name }) => floorsBelow(name, files).map((below) => `  ${name} --> ${below}`));
  return ["```mermaid", SETTINGS, "flowchart TB", ...boxes, ...arrows, "```"].join("\n");
}

/** Which verb stands on which rooms, in Markdown. */
export function verbTable(verbs: readonly string[], files: readonly SourceFile[]): string {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const rows = verbs.map((name) => {
    const reached = reachedFrom(`${VERBS}/${name}.ts`, byPath);
    const thinking = reached.filter(({ path }) => path !== ANY_EVIDENCE);
    const rooms = new Set(thinking.flatMap(roomsImported));
    const on = (floor: FloorName) =>
      [...rooms]
        .filter((room) => floorOf(room) === floor && room !== "runtime")
        .sort()
        .map((room) => `\`${room}\``);
    const any = thinking.length < reached.length ? ["*any evidence*"] : [];
    return [`\`${name}\``, [...on("capabilities"), ...any].join(" "), on("adapters").join(" ")];
  });
  return table(["Verb", "Capabilities", "Adapters, beside `runtime`"], rows);
}

function inLines(rooms: readonly string[]): string {
  const lines = rooms.map((room, index) => (index > 0 && index % ROOMS_A_LINE === 0 ? `<br/>${room}` : room));
  return lines.join(" · ").replaceAll(" · <br/>", "<br/>");
}

function floorsBelow(floor: FloorName, files: readonly SourceFile[]): FloorName[] {
  const imported = files.filter((file) => floorOf(partOf(file)) === floor).flatMap(roomsImported);
  return FLOORS.map(({ name }) => name).filter(
    (name) => name !== floor && imported.some((room) => floorOf(room) === name),
  );
}

function roomTable(floor: (typeof FLOORS)[number], files: readonly SourceFile[], root: string): string {
  const rows = floor.rooms.map((room) => [
    `\`${room}\``,
    descriptionOf(room, root),
    standsOn(room, files)
      .map((name) => `\`${name}\``)
      .join(" "),
  ]);
  return `### ${floor.name}\n\n${floor.purpose}\n\n${table(["Room", "What it is for", "Imports of ours"], rows)}`;
}

function descriptionOf(room: string, root: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(root, "packages", room, "package.json"), "utf8"));
  const isDescribed = typeof manifest === "object" && manifest !== null && "description" in manifest;
  return isDescribed ? String(manifest.description) : "";
}

function standsOn(room: string, files: readonly SourceFile[]): string[] {
  const imported = new Set(files.filter((file) => partOf(file) === room).flatMap(roomsImported));
  return [...imported].filter((name) => name !== room).sort();
}

function roomsImported({ imports }: SourceFile): string[] {
  return imports.flatMap(({ from }) => /^@airworthy\/([^/]+)/.exec(from)?.[1] ?? []);
}

/** The file and all that it imports within its package, directly or not, but for what reads airworthy.yml. */
function reachedFrom(path: string, byPath: ReadonlyMap<string, SourceFile>): SourceFile[] {
  const reached = new Map<string, SourceFile>();
  const visit = (at: string) => {
    const file = byPath.get(at);
    if (file === undefined || reached.has(at) || at.startsWith(CONFIGURATION)) return;
    reached.set(at, file);
    if (at === ANY_EVIDENCE) return;
    for (const { from } of file.imports) if (from.startsWith(".")) visit(posix.join(posix.dirname(at), from));
  };
  visit(path);
  return [...reached.values()];
}
