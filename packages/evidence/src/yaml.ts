import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument, type Scalar, visit } from "yaml";
import type { LineOf } from "./shape.ts";
import { UserError } from "./user-error.ts";

/** Where something stands in a text, both from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

export interface YamlText {
  readonly value: unknown;
  /** The line of the key or value at a path, or of the closest thing around it: for `checkShape`. */
  readonly lineOf: LineOf;
  /** The same with the column. */
  readonly placeOf: (path: readonly unknown[]) => TextPlace | undefined;
}

export interface YamlOptions {
  /** How many nodes aliases may stand for, as the yaml package counts: a few lines can mean gigabytes. None by default. */
  readonly aliases?: number;
  /** In characters; a megabyte by default: text written by hand is no longer. */
  readonly limit?: number;
}

const CHARACTERS = 1024 * 1024;

/**
 * One document of YAML 1.2, of the core schema's types only; JSON is YAML. Throws a UserError that names `where` and the
 * line for anything else: duplicate keys, unknown tags, more aliases or characters than allowed.
 */
export function readYaml(text: string, where: string, { aliases = 0, limit = CHARACTERS }: YamlOptions = {}): YamlText {
  if (text.length > limit) {
    throw new UserError(`${where} has ${text.length} characters; at most ${limit} are allowed`);
  }
  const lines = new LineCounter();
  try {
    // The parser's own search for equal keys compares each with each: minutes for a hostile file.
    const options = { prettyErrors: false, version: "1.2", schema: "core", uniqueKeys: false } as const;
    const document = parseDocument(text, { ...options, lineCounter: lines });
    // A tag that the core schema does not know is only a warning to the parser.
    const problem = document.errors[0] ?? document.warnings[0];
    if (problem !== undefined) throw problemAt(where, problem.message, placeAt(problem.pos[0], lines));
    const twice = findTwice(document);
    if (twice !== undefined) {
      const place = twice.range ? placeAt(twice.range[0], lines) : undefined;
      throw problemAt(where, `the key ${JSON.stringify(twice.value)} is there twice`, place);
    }
    const value: unknown = document.toJS({ maxAliasCount: aliases });
    const placeOf = (path: readonly unknown[]) => findPlace(document, path, lines);
    return { value, placeOf, lineOf: (path) => placeOf(path)?.line };
  } catch (error) {
    if (error instanceof UserError) throw error;
    // Thrown for aliases, and by nesting deeper than the stack.
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`${where} cannot be read as YAML: ${reason}`, { cause: error });
  }
}

function problemAt(where: string, message: string, place: TextPlace | undefined): UserError {
  const line = place === undefined ? "" : `, line ${place.line}`;
  return new UserError(`${where}${line}: ${message}`, { problems: [{ message, path: [], ...place }] });
}

/** A key that stands twice in its map. */
function findTwice(document: Document): Scalar | undefined {
  let found: Scalar | undefined;
  visit(document, {
    Map(_, { items }) {
      const keys = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (keys.has(key.value)) found ??= key;
        keys.add(key.value);
      }
      return found === undefined ? undefined : visit.BREAK;
    },
  });
  return found;
}

function findPlace(document: Document, path: readonly unknown[], lines: LineCounter): TextPlace | undefined {
  for (let length = path.length; length > 0; length--) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    const pair = isMap(parent) ? parent.items.find((item) => isScalar(item.key) && item.key.value === key) : undefined;
    const node = pair?.key ?? document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return placeAt(node.range[0], lines);
  }
  return undefined;
}

function placeAt(offset: number, lines: LineCounter): TextPlace {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}
