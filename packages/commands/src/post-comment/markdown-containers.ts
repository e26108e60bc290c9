/** A quotation; or an item of a list, whose lines are indented by `width` columns. */
export type Container =
  | { readonly kind: "quote" }
  | { readonly kind: "item"; readonly width: number; readonly isEmpty: boolean };

/** Of indentation, which makes code. */
const CODE_COLUMNS = 4;
export const BLANK = /^ *$/;
/** Makes a heading of the paragraph above. */
export const UNDERLINE = /^ {0,3}(?:=+|-+) *$/;
/** It looks like an item, and is none. */
export const RULE = /^ {0,3}(?:(?:\* *){3,}|(?:_ *){3,}|(?:- *){3,})$/;

/** Deeper ones are read as text: a line costs as much as there are. */
const DEEPEST = 100;
const TAB_COLUMNS = 4;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^ {0,3}(?:[-+*]|(\d{1,9})[.)])(?= |$)/;

/** What a line says within containers. */
export interface Entered {
  readonly containers: readonly Container[];
  readonly rest: string;
}

/** The containers, outermost first, that a line goes on with. */
export function enterContainers(open: readonly Container[], given: string): Entered {
  const containers: Container[] = [];
  let rest = expandTabs(given);
  for (const container of open) {
    const inner = inside(container, rest);
    if (inner === null) break;
    const isFilled = container.kind === "item" && container.isEmpty && !BLANK.test(inner);
    containers.push(isFilled ? { ...container, isEmpty: false } : container);
    rest = inner;
  }
  return { containers, rest };
}

/** The same with those that begin in the line. Some may not within a paragraph that goes on to there. */
export function openContainers(entered: Entered, isInParagraph: boolean): Entered {
  const containers = [...entered.containers];
  let { rest } = entered;
  while (containers.length < DEEPEST && isShallow(rest)) {
    const isFirst = containers.length === entered.containers.length;
    const next = containerAt(rest, isInParagraph && isFirst);
    if (next === null) break;
    containers.push(next.opened);
    rest = next.rest;
  }
  return { containers, rest };
}

/** Whether a block other than code may begin with it. */
export function isShallow(line: string): boolean {
  return indentOf(line) < CODE_COLUMNS && !BLANK.test(line);
}

function inside(container: Container, line: string): string | null {
  if (container.kind === "quote") return QUOTE.test(line) ? line.replace(QUOTE, "") : null;
  if (BLANK.test(line)) return container.isEmpty ? null : "";
  return indentOf(line) >= container.width ? line.slice(container.width) : null;
}

interface Opening {
  readonly opened: Container;
  readonly rest: string;
}

function containerAt(line: string, isInParagraph: boolean): Opening | null {
  if (QUOTE.test(line)) return { opened: { kind: "quote" }, rest: line.replace(QUOTE, "") };
  if (RULE.test(line) || (isInParagraph && UNDERLINE.test(line))) return null;
  const [whole, number] = ITEM.exec(line) ?? [];
  if (whole === undefined) return null;
  const after = line.slice(whole.length);
  const isEmpty = BLANK.test(after);
  if (isInParagraph && (isEmpty || (number !== undefined && Number(number) !== 1))) return null;
  const spaces = indentOf(after);
  const padding = isEmpty || spaces > CODE_COLUMNS ? 1 : spaces;
  return { opened: { kind: "item", width: whole.length + padding, isEmpty }, rest: after.slice(padding) };
}

function indentOf(line: string): number {
  return /^ */.exec(line)?.[0].length ?? 0;
}

function expandTabs(line: string): string {
  const [first = "", ...parts] = line.split("\t");
  let expanded = first;
  for (const part of parts) expanded += " ".repeat(TAB_COLUMNS - (expanded.length % TAB_COLUMNS)) + part;
  return expanded;
}
