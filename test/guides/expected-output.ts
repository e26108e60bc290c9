const LEFT_OUT = "…";
/** How a line that is left out may be written where the text is YAML, TypeScript or an SQL. */
const COMMENT = /^(?:#|\/\/)\s*/;

/**
 * Whether a text has the lines that a guide shows, whole and one after another. A line of `…` alone, or a comment of it, stands for
 * any lines or none; `…` within a line for any characters. What comes before the first line and after the last is not shown.
 */
export function hasLines(actual: string, shown: string): boolean {
  const wanted = linesOf(shown);
  if (wanted.every(isLeftOut)) throw new Error("nothing is shown");
  const lines = linesOf(actual);
  return lines.some((_, start) => fits(lines, start, wanted, 0));
}

function fits(lines: readonly string[], at: number, wanted: readonly string[], next: number): boolean {
  const line = wanted[next];
  if (line === undefined) return true;
  if (isLeftOut(line))
    return lines.some((_, skip) => fits(lines, at + skip, wanted, next + 1)) || next + 1 === wanted.length;
  const given = lines[at];
  return given !== undefined && patternOf(line).test(given) && fits(lines, at + 1, wanted, next + 1);
}

function isLeftOut(line: string): boolean {
  return line.trim().replace(COMMENT, "") === LEFT_OUT;
}

function patternOf(line: string): RegExp {
  return new RegExp(`^${line.split(LEFT_OUT).map(escaped).join(".*")}$`);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** How lines are indented and tables aligned, and lines without anything, are of no matter. */
function linesOf(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim().replace(/\s+/g, " "))
    .filter((line) => line !== "");
}
