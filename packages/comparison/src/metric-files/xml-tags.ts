import { UserError } from "@airworthy/evidence";

/** Deeper than any tool nests. */
const MAX_DEPTH = 100;
/** More than any tool writes in one element. */
const MAX_ATTRIBUTES = 100;

const NAME = "[\\p{L}_:][\\p{L}\\p{N}_:.\\-]*";
const OPEN = new RegExp(`<(${NAME})`, "uy");
const CLOSE = new RegExp(`</(${NAME})\\s*>`, "uy");
const ATTRIBUTE = new RegExp(`\\s+(${NAME})\\s*=\\s*(?:"([^"<]*)"|'([^'<]*)')`, "uy");
const OPEN_END = /\s*(\/?)>/y;
const SPACE = /[\t\n\r]/g;
const REFERENCE = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));|&/gi;
const NOT_SPACE = /[^\s\ufeff]/;

/** Those that XML itself defines. There are no others, since a document type is refused. */
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

export interface XmlTags {
  /** `depth` is 0 for the root. */
  open(name: string, attributes: ReadonlyMap<string, string>, place: XmlPlace): void;
  close(name: string, depth: number): void;
}

/** Where an element opens. `problem` makes a UserError that names the file and the line. */
export interface XmlPlace {
  readonly depth: number;
  problem(what: string): UserError;
}

/**
 * The tags of an XML document in their order; what is written between them is passed over. Nothing is ever resolved or
 * fetched: a document type, and with it every entity but XML's own five, is refused. Throws a UserError that names `file`
 * and the line for what is not well-formed.
 */
export function readXmlTags(text: string, file: string, tags: XmlTags): void {
  const open: string[] = [];
  let hasRoot = false;
  let at = 0;
  const problem = (what: string, index: number = at) =>
    new UserError(`${file}, line ${text.slice(0, index).split("\n").length}: ${what}`);
  const isBetween = (from: number, to: number) => open.length > 0 || !NOT_SPACE.test(text.slice(from, to));

  for (let mark = text.indexOf("<"); mark >= 0; mark = text.indexOf("<", at)) {
    if (!isBetween(at, mark)) throw problem("text outside of the root element");
    at = mark;
    const passed = endOfPassedOver(text, at, open.length > 0);
    if (passed < 0) throw problem("what begins here does not end");
    if (passed > 0) at = passed;
    else if (text[at + 1] === "!") throw problem("a document type was given; none is allowed");
    else if (text[at + 1] === "/") closeElement();
    else openElement();
  }
  if (open.length > 0) throw problem(`<${open.at(-1)}> is not closed`, text.length);
  if (!hasRoot) throw problem("no element was found");
  if (!isBetween(at, text.length)) throw problem("text outside of the root element");

  function closeElement(): void {
    const [whole, name] = match(CLOSE, text, at) ?? [];
    if (whole === undefined || name === undefined) throw problem("not well-formed XML: a closing tag was expected");
    if (open.at(-1) !== name) throw problem(`</${name}> closes ${open.length === 0 ? "nothing" : `<${open.at(-1)}>`}`);
    open.pop();
    at += whole.length;
    tags.close(name, open.length);
  }

  function openElement(): void {
    const start = at;
    const [whole, name] = match(OPEN, text, at) ?? [];
    if (whole === undefined || name === undefined) throw problem("not well-formed XML: a tag was expected");
    if (open.length === 0 && hasRoot) throw problem("there is more than one root element");
    if (open.length >= MAX_DEPTH) throw problem(`nested deeper than ${MAX_DEPTH} elements`);
    at += whole.length;
    const attributes = readAttributes(name);
    const [end, isEmpty] = match(OPEN_END, text, at) ?? [];
    if (end === undefined) throw problem(`not well-formed XML: <${name}> has an attribute that cannot be read`);
    at += end.length;
    hasRoot = true;
    tags.open(name, attributes, { depth: open.length, problem: (what) => problem(what, start) });
    if (isEmpty === "/") tags.close(name, open.length);
    else open.push(name);
  }

  function readAttributes(element: string): ReadonlyMap<string, string> {
    const attributes = new Map<string, string>();
    for (let found = match(ATTRIBUTE, text, at); found !== null; found = match(ATTRIBUTE, text, at)) {
      const [whole, name = "", double, single = ""] = found;
      if (attributes.has(name)) throw problem(`<${element}> has the attribute ${name} twice`);
      if (attributes.size === MAX_ATTRIBUTES) throw problem(`<${element}> has more than ${MAX_ATTRIBUTES} attributes`);
      const value = decode(double ?? single);
      if (value === undefined) throw problem(`not well-formed XML: a lone "&" or an unknown entity in ${name}`);
      attributes.set(name, value);
      at += whole.length;
    }
    return attributes;
  }
}

/** The index after a comment, a processing instruction or character data; 0 where none begins, -1 where it does not end. */
function endOfPassedOver(text: string, at: number, isInside: boolean): number {
  if (text.startsWith("<!--", at)) return after(text, "-->", at + 4);
  if (text.startsWith("<?", at)) return after(text, "?>", at + 2);
  return isInside && text.startsWith("<![CDATA[", at) ? after(text, "]]>", at + 9) : 0;
}

function after(text: string, end: string, from: number): number {
  const found = text.indexOf(end, from);
  return found < 0 ? -1 : found + end.length;
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** An attribute's value, white space made spaces as XML has it; undefined where a reference cannot be resolved. */
function decode(raw: string): string | undefined {
  let isWrong = false;
  const value = raw.replace(SPACE, " ").replace(REFERENCE, (_, decimal?: string, hex?: string, entity?: string) => {
    if (decimal !== undefined) return character(Number(decimal));
    if (hex !== undefined) return character(Number.parseInt(hex, 16));
    const known = ENTITIES.get(entity ?? "");
    isWrong ||= known === undefined;
    return known ?? "";
  });
  return isWrong ? undefined : value;
}

/** Tools write references to what XML cannot hold, such as escape characters in colours; they become U+FFFD. */
function character(codePoint: number): string {
  const isAllowed = codePoint >= 0x20 ? codePoint <= 0x10ffff : [0x09, 0x0a, 0x0d].includes(codePoint);
  const isHalf = codePoint >= 0xd800 && codePoint < 0xe000;
  return isAllowed && !isHalf ? String.fromCodePoint(codePoint) : "\ufffd";
}
