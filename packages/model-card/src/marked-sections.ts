import { UserError } from "@airworthy/evidence";

/** A generated part of a card, between its two marks. */
interface MarkedSection {
  readonly name: string;
  /** Where its content begins and ends: the marks are outside. */
  readonly from: number;
  readonly to: number;
}

interface Mark {
  readonly isBegin: boolean;
  readonly name: string;
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

const MARK = /<!--[ \t]*airworthy:(?<rest>[^\n]{0,200}?)-->/g;

/** What stands behind the front matter. */
export interface CardBody {
  readonly text: string;
  /** Of the file, counted from one. */
  readonly firstLine: number;
}

/** The text of a section with its marks. */
export function markSection(name: string, content: string): string {
  return `<!-- airworthy:begin ${name} -->\n\n${content}\n\n<!-- airworthy:end ${name} -->`;
}

export function hasSections(text: string): boolean {
  return text.search(MARK) !== -1;
}

/**
 * The text with the content of every marked section renewed, and every other byte as it was. `lineEnd` ends the lines that
 * are written. Throws a UserError with the line for a mark without its other half, a section that comes twice or inside
 * another, and one that is not in `contents`.
 */
export function renewSections(
  { text, firstLine }: CardBody,
  contents: ReadonlyMap<string, string>,
  lineEnd: string,
  where: string,
): string {
  let renewed = "";
  let at = 0;
  for (const { name, from, to } of findSections({ text, firstLine }, contents, where)) {
    const content = `\n\n${contents.get(name) ?? ""}\n\n`.replaceAll("\n", lineEnd);
    renewed += text.slice(at, from) + content;
    at = to;
  }
  return renewed + text.slice(at);
}

function findSections(body: CardBody, contents: ReadonlyMap<string, string>, where: string): readonly MarkedSection[] {
  // With one more than there can be, something is wrong among these already.
  const found = Array.from(body.text.matchAll(MARK)).slice(0, 2 * contents.size + 1);
  const marks = found.map((match) => readMark(match, body, where));
  const sections = new Map<string, MarkedSection>();
  for (let index = 0; index < marks.length; index += 2) {
    const [begin, end] = marks.slice(index, index + 2);
    if (begin === undefined) break;
    const { name, line } = begin;
    const problem = (what: string, remedy?: string) =>
      new UserError(`${where}, line ${line}: ${what}`, remedy === undefined ? {} : { remedy });
    if (!begin.isBegin) throw problem(`section ${name} ends here, but was not begun`);
    if (!contents.has(name)) throw problem(`there is no section ${name}; known are ${[...contents.keys()].join(", ")}`);
    if (sections.has(name)) throw problem(`section ${name} comes a second time`);
    if (end === undefined || end.isBegin || end.name !== name) {
      const found = end === undefined ? "" : ` before the next mark in line ${end.line}`;
      throw problem(
        `section ${name} has no end${found}`,
        `Put <!-- airworthy:end ${name} --> behind what is generated.`,
      );
    }
    sections.set(name, { name, from: begin.to, to: end.from });
  }
  return [...sections.values()];
}

function readMark(found: RegExpExecArray, { text, firstLine }: CardBody, where: string): Mark {
  const line = firstLine + text.slice(0, found.index).split("\n").length - 1;
  const [, which, name] = /^(begin|end)[ \t]+(\S+)[ \t]*$/.exec(found.groups?.["rest"] ?? "") ?? [];
  if (name === undefined) {
    throw new UserError(`${where}, line ${line}: a mark must be "airworthy:begin NAME" or "airworthy:end NAME"`);
  }
  return { isBegin: which === "begin", name, line, from: found.index, to: found.index + found[0].length };
}
