import type { Note } from "./counts-of.ts";
import { sumUp } from "./counts-of.ts";
import { FAMILIES, type Family } from "./families.ts";

const BEGIN = "<!-- faults:begin -->";
const END = "<!-- faults:end -->";

/** The table of docs/faults.md: a row for each verb, a column for each kind of faults. */
export function docsTable(notes: readonly Note[]): string {
  const families = Object.keys(FAMILIES);
  const verbs = [...new Set(notes.map(({ verb }) => verb))].toSorted();
  const runs = (wanted: (note: Note) => boolean) =>
    notes.filter(wanted).reduce((sum, { runs: count }) => sum + count, 0);
  const rows = verbs.map((verb) => {
    const cells = families.map((family) => runs((note) => note.verb === verb && note.family === family));
    return `| ${verb} | ${cells.join(" | ")} | ${runs((note) => note.verb === verb)} |`;
  });
  const sums = families.map((family) => runs((note) => note.family === family));
  return [
    `| verb | ${families.join(" | ")} | runs |`,
    `| --- |${" ---: |".repeat(families.length + 1)}`,
    ...rows,
    `| all | ${sums.join(" | ")} | ${runs(() => true)} |`,
    "",
    told(notes),
  ].join("\n");
}

/** The sum, as it is printed. */
export function told(notes: readonly Note[]): string {
  const { runs, verbs, faults } = sumUp(notes);
  return `fault matrix: ${runs} runs of ${verbs} verbs under ${faults} faults`;
}

/** The page with this table. Throws where it has no place for it. */
export function withTable(page: string, table: string): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`docs/faults.md needs ${BEGIN} and ${END}`);
  return `${page.slice(0, begin)}${BEGIN}\n\n${table}\n\n${page.slice(end)}`;
}

/** What the page says of one cell; null where it does not. */
export function cellOf(page: string, verb: string, family: Family): number | null {
  const row = page.split("\n").find((line) => line.startsWith(`| ${verb} |`));
  const cell = row?.split("|")[2 + Object.keys(FAMILIES).indexOf(family)];
  return cell === undefined ? null : Number(cell);
}
