import { UserError } from "@airworthy/evidence";

/** A hyperparameter or a metric, as JSON has it. */
export interface NamedValue {
  readonly name: string;
  readonly value: string | number | boolean;
}

/** More than any training has; the whole goes into provenance. */
const MOST_VALUES = 1000;
const LONGEST_VALUE = 1000;

const LINE = /^([^=\s](?:[^=]{0,98}[^=\s])?)\s*=\s*(.*)$/su;
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * Reads `name=value` lines. `true` and `false` are booleans, JSON's numbers are numbers, a JSON string in quotes is what
 * it quotes, anything else is text as it stands: `learning-rate=3e-4`, `shuffle=true`, `optimizer=adamw`, `tag="1"`.
 * Whole numbers too large to be exact stay text. `what` is the name of the input, for messages. Throws a UserError for
 * anything else, and for a name that comes twice.
 */
export function parsePairs(lines: readonly string[], what: string): readonly NamedValue[] {
  if (lines.length > MOST_VALUES) {
    throw new UserError(`${what}: ${lines.length} lines were given; at most ${MOST_VALUES} are allowed`);
  }
  const values = new Map<string, NamedValue["value"]>();
  for (const line of lines) {
    const [, name, text] = LINE.exec(line) ?? [];
    if (name === undefined || text === undefined || text === "" || text.length > LONGEST_VALUE) {
      const given = JSON.stringify(line.slice(0, 120));
      throw new UserError(`${what}: ${given} was given; name=value is allowed, such as learning-rate=3e-4`);
    }
    if (values.has(name)) throw new UserError(`${what}: ${JSON.stringify(name)} is given twice`);
    values.set(name, scalar(text, what));
  }
  return Array.from(values, ([name, value]) => ({ name, value }));
}

function scalar(text: string, what: string): NamedValue["value"] {
  if (text === "true" || text === "false") return text === "true";
  if (text.startsWith('"')) return quoted(text, what);
  const number = JSON_NUMBER.test(text) ? Number(text) : Number.NaN;
  if (!Number.isFinite(number)) return text;
  return Number.isInteger(number) && !Number.isSafeInteger(number) ? text : number;
}

function quoted(text: string, what: string): string {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "string") return value;
  } catch {
    // Said below: JSON's own words would speak of positions in something the user did not write as JSON.
  }
  throw new UserError(
    `${what}: ${text.slice(0, 120)} was given; a value that starts with a quote must be a JSON string`,
  );
}
