import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import type { Command } from "@airworthy/runtime";
import { FLOORS, type FloorName, floorOf, partOf } from "./floors.ts";
import { table } from "./readme-tables.ts";
import { type SourceFile, sourceFiles } from "./source-file.ts";

const ROOMS_A_LINE = 6;
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
    "By the imports of the verb's file in `packages/commands/src`, and of the files that it imports there.",
    verbTable(verbs, files),
  ].join("\n\n");
}

/** The floors as a Mermaid flowchart, an arrow where any room of one imports a room of another. */
export function drawing(files: readonly SourceFile[]): string {
  const boxes = FLOORS.map(({ name, rooms }) => `  ${name}["<b>${name}</b><br/>${inLines(rooms)}"]`);
  const arrows = FLOORS.flatMap(({ name }) => floorsBelow(name, files).map((below) => `  ${name} --> ${below}`));
  return ["```mermaid", SETTINGS, "flowchart TB", ...boxes, ...arrows, "```"].join("\n");
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

function verbTable(verbs: readonly Command[], files: readonly SourceFile[]): string {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const rows = verbs.map(({ name }) => {
    const rooms = new Set(reachedFrom(`packages/commands/src/${name}.ts`, byPath).flatMap(roomsImported));
    const on = (floor: FloorName) =>
      [...rooms]
        .filter((room) => floorOf(room) === floor && room !== "runtime")
        .sort()
        .map((room) => `\`${room}\``)
        .join(" ");
    return [`\`${name}\``, on("capabilities"), on("adapters")];
  });
  return table(["Verb", "Capabilities", "Adapters, beside `runtime`"], rows);
}

/** The file and all that it imports within its package, directly or not. */
function reachedFrom(path: string, byPath: ReadonlyMap<string, SourceFile>): SourceFile[] {
  const reached = new Map<string, SourceFile>();
  const visit = (at: string) => {
    const file = byPath.get(at);
    if (file === undefined || reached.has(at)) return;
    reached.set(at, file);
    for (const { from } of file.imports) if (from.startsWith(".")) visit(posix.join(posix.dirname(at), from));
  };
  visit(path);
  return [...reached.values()];
}
