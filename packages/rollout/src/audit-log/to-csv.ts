import type { AuditEntry, EntrySide, PromotionEntry, RolloutEntry } from "./entry.ts";
import type { AuditLog, LogLine } from "./read-log.ts";

type Cell = string | number | null;
type Column = readonly [title: string, cell: (entry: AuditEntry, line: LogLine) => Cell];

const COLUMNS: readonly Column[] = [
  ["sequence", ({ sequence }) => sequence],
  ["on", ({ on }) => on],
  ["rollout", ofRollout(({ rollout }) => rollout.name)],
  ["rollout number", ofRollout(({ rollout }) => rollout.number)],
  ["move", ({ move }) => move],
  ["actor", ({ by }) => by.actor],
  ["via", ({ by }) => by.via],
  ["run", ({ by }) => by.run],
  ["pull request", ({ pullRequest }) => pullRequest],
  ["why", ({ why }) => why],
  ["candidate", ({ candidate }) => candidate],
  ["stable", ({ stable }) => stable],
  ...sideColumns("before"),
  ...sideColumns("after"),
  ["denied", ({ denied }) => denied],
  ["allowed", ({ allowed }) => allowed],
  ["evidence", ({ evidence }) => evidence.map(({ name, sha256 }) => `${sha256} ${name}`).join("\n")],
  ["request", ({ request }) => request],
  ["signed", ({ signature }) => (signature === null ? "no" : "yes")],
  ["digest", (_, { digest }) => digest],
  ["model", ofPromotion(({ promotion }) => promotion.model)],
  ["stage", ofPromotion(({ promotion }) => promotion.stage)],
  ["commit", ofPromotion(({ commit }) => commit)],
  ["tags", ofPromotion(({ tags }) => tags.join("\n"))],
];

/**
 * What a spreadsheet takes for a formula or swallows, at the start of a cell, white space or what nobody sees before it or
 * not; and the apostrophe that tells it not to, so that taking off one gives back what was there.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20']|^[\t\r\n]/u;

/**
 * The entries as CSV (RFC 4180): a header, a row an entry, CRLF. A cell that a spreadsheet could take for a formula begins
 * with an apostrophe.
 */
export function toCsv({ lines }: AuditLog): string {
  const rows = lines.flatMap((line) => {
    const { entry } = line;
    return entry === null ? [] : [COLUMNS.map(([, cell]) => cell(entry, line))];
  });
  return [COLUMNS.map(([title]) => title), ...rows].map((cells) => `${cells.map(cellText).join(",")}\r\n`).join("");
}

function sideColumns(side: "before" | "after"): readonly Column[] {
  const field = (name: keyof EntrySide): Column => [`${name} ${side}`, ofRollout((entry) => entry[side][name])];
  return [
    field("phase"),
    field("step"),
    field("share"),
    field("segment"),
    field("state"),
    field("flag"),
    [`denials ${side}`, (entry) => entry[side].denials],
  ];
}

/** A cell that is empty of an entry of the other kind. */
function ofRollout(cell: (entry: RolloutEntry) => Cell): (entry: AuditEntry) => Cell {
  return (entry) => ("rollout" in entry ? cell(entry) : null);
}

function ofPromotion(cell: (entry: PromotionEntry) => Cell): (entry: AuditEntry) => Cell {
  return (entry) => ("promotion" in entry ? cell(entry) : null);
}

function cellText(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
