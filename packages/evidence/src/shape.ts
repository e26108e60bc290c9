import * as v from "valibot";
import { nearest } from "./nearest.ts";
import { UserError } from "./user-error.ts";

/** A valibot schema for `T`, whatever it is given. */
export type Shape<T> = v.GenericSchema<unknown, T>;

const SHOWN_PROBLEMS = 8;
const SHOWN_CHARACTERS = 120;
/** Nobody mends more at a time; the message shows fewer. */
const TOLD_PROBLEMS = 100;
/** Each takes near a kilobyte: a few megabytes of nothing but wrong items would take one of memory otherwise. */
const MOST_PROBLEMS = 10_000;

/** The line of the file that holds the value at a path, where that is known. */
export type LineOf = (path: readonly unknown[]) => number | undefined;

/**
 * `value` as the schema's type, or a UserError that names each wrong field (the first eight), what was given and what
 * is allowed. `where` says where the value came from, such as a file's name; `lineOf` adds each field's line to it.
 */
export function checkShape<T>(schema: Shape<T>, value: unknown, where: string, lineOf?: LineOf): T {
  const search = boundedSearch();
  const result = schema["~run"]({ value }, search);
  if (result.issues === undefined) return result.value;
  const { issues } = result;
  const problems = issues.slice(0, TOLD_PROBLEMS).map((issue) => {
    const path = (issue.path ?? []).map((item) => item.key);
    return { message: describe(issue, schema), path, line: lineOf?.(path) };
  });
  const lines = problems.slice(0, SHOWN_PROBLEMS).map(({ message, line }) => {
    return `  ${line === undefined ? "" : `line ${line}, `}${message}`;
  });
  const unshown = issues.length - SHOWN_PROBLEMS;
  if (unshown > 0) lines.push(`  and ${search.abortEarly ? "at least " : ""}${unshown} more`);
  throw new UserError(`${where} is not valid:\n${lines.join("\n")}`, { problems });
}

/** valibot's settings of one run, which end it after so many problems: the language is asked for once for each of them. */
function boundedSearch() {
  let problems = 0;
  return {
    get lang() {
      problems += 1;
      return undefined;
    },
    get abortEarly() {
      return problems >= MOST_PROBLEMS;
    },
  };
}

function describe(issue: v.BaseIssue<unknown>, schema: Shape<unknown>): string {
  const path = cut(v.getDotPath(issue) ?? "the whole");
  if (issue.path?.at(-1)?.origin === "key") {
    if (issue.expected === "never") return `${path}: unknown field${suggestion(issue, schema)}`;
    if (issue.received === "undefined") return `${path}: missing`;
  }
  const isOwnWord = !issue.message.startsWith("Invalid ");
  const rule = isOwnWord ? `it ${issue.message}` : `${issue.expected ?? issue.type.replaceAll("_", " ")} is allowed`;
  return `${path}: ${given(issue.input)} was given; ${rule}`;
}

function suggestion(issue: v.BaseIssue<unknown>, schema: Shape<unknown>): string {
  const keys = (issue.path ?? []).map((item) => item.key);
  const unknown = String(keys.at(-1));
  // One option of a union may know the very field that another does not.
  const known = fieldsAt(schema, keys.slice(0, -1)).filter((field) => field !== unknown);
  const near = nearest(unknown, known);
  return near === undefined ? "" : `; did you mean ${near}?`;
}

/** The fields that the schema knows at a path; of a union, those of all its options. */
function fieldsAt(schema: unknown, path: readonly unknown[]): string[] {
  const node = unwrap(schema);
  const options = property(node, "options");
  if (Array.isArray(options)) return options.flatMap((option) => fieldsAt(option, path));
  if (path.length > 0) return fieldsAt(child(node, path[0]), path.slice(1));
  const entries = property(node, "entries");
  return typeof entries === "object" && entries !== null ? Object.keys(entries) : [];
}

function child(node: unknown, key: unknown): unknown {
  return property(property(node, "entries"), String(key)) ?? property(node, "item");
}

function unwrap(schema: unknown): unknown {
  const wrapped = property(schema, "wrapped") ?? lazySchema(schema);
  return wrapped === undefined ? schema : unwrap(wrapped);
}

/** What a schema that may hold itself stands for. */
function lazySchema(schema: unknown): unknown {
  const getter = property(schema, "getter");
  return property(schema, "type") === "lazy" && typeof getter === "function" ? getter() : undefined;
}

function property(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

function given(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "string") return cut(JSON.stringify(value));
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" && value !== null ? "an object" : cut(String(value));
}

function cut(text: string): string {
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
