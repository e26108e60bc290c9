import { dirname, join } from "node:path/posix";
import { readYaml, UserError, type YamlText } from "@airworthy/evidence";
import type { RowReader } from "../cases/from-rows.ts";
import { isMapping } from "../cases/mapping-schema.ts";
import { testOfRow } from "./promptfoo-csv.ts";
import { Unsupported } from "./unsupported.ts";

type Fields = Readonly<Record<string, unknown>>;

/** The ports that an import of promptfoo's files needs; files are named as the suite names them. */
export interface PromptfooPorts {
  /** A file's whole text. */
  readonly readText: (file: string) => Promise<string>;
  readonly readRows: RowReader;
}

/** A test case as it was written, or why it cannot be read. */
export interface ForeignTest {
  readonly where: string;
  readonly test: Fields | Unsupported;
}

export interface ForeignFile {
  /** Null in a file of tests alone. */
  readonly prompts: unknown;
  readonly defaults: Fields;
  /** The assertions that others refer to, by name. */
  readonly templates: Fields;
  readonly tests: readonly ForeignTest[];
}

const NO_CONFIG = { prompts: null, defaults: {}, templates: {} };

const ROWS = /\.(csv|jsonl|ndjson)$/i;
const YAML = /\.(ya?ml|json)$/i;
/** Held whole, as promptfoo does. */
const MAX_TESTS = 100_000;
const MAX_CHARACTERS = 16 * 1024 * 1024;
/** YAML of other tools uses anchors; so many nodes are no bomb. */
const ALIASES = 1_000;

/** A configuration of promptfoo, or a file of its tests. Throws a UserError that names the file for what is neither. */
export async function readPromptfoo(file: string, ports: PromptfooPorts): Promise<ForeignFile> {
  if (ROWS.test(file)) return { ...NO_CONFIG, tests: await readRowTests(file, ports) };
  const yaml = await readMapping(file, ports);
  if (Array.isArray(yaml.value)) return { ...NO_CONFIG, tests: listTests(yaml.value, file, yaml, []) };
  if (!isFields(yaml.value)) throw new UserError(`${file} is neither a configuration of promptfoo nor a list of tests`);
  const config = yaml.value;
  const unknown = ["scenarios", "extensions", "nunjucksFilters"].find((field) => config[field] !== undefined);
  if (unknown !== undefined) throw new UserError(`${file}: ${JSON.stringify(unknown)} cannot be imported`);
  return {
    prompts: config["prompts"] ?? null,
    templates: isFields(config["assertionTemplates"]) ? config["assertionTemplates"] : {},
    defaults: await readDefaults(config["defaultTest"], file, ports),
    tests: await readTests(config["tests"], file, yaml, ports),
  };
}

/** A path in a promptfoo file: it starts from that file's folder. */
export function besideFile(file: string, reference: string): string {
  return join(dirname(file), reference.replace(/^file:\/\//, ""));
}

async function readMapping(file: string, { readText }: PromptfooPorts): Promise<YamlText> {
  if (!YAML.test(file)) {
    throw new UserError(`${file} is no file of promptfoo's that can be read`, {
      remedy: "YAML, JSON, JSON Lines and CSV are allowed; code, spreadsheets and addresses are not.",
    });
  }
  return readYaml(await readText(file), file, { aliases: ALIASES, limit: MAX_CHARACTERS });
}

async function readDefaults(defaults: unknown, file: string, ports: PromptfooPorts): Promise<Fields> {
  if (defaults === undefined || defaults === null) return {};
  const given = typeof defaults === "string" ? (await readMapping(besideFile(file, defaults), ports)).value : defaults;
  if (isFields(given)) return given;
  throw new UserError(`${file}: defaultTest is no test`);
}

async function readTests(
  tests: unknown,
  file: string,
  yaml: YamlText,
  ports: PromptfooPorts,
): Promise<readonly ForeignTest[]> {
  if (typeof tests === "string") return await readTestFile(besideFile(file, tests), ports);
  if (!Array.isArray(tests)) throw new UserError(`${file} has no tests`);
  const read: ForeignTest[] = [];
  for (const [index, test] of tests.entries()) {
    const more =
      typeof test === "string"
        ? await readTestFile(besideFile(file, test), ports)
        : [foreignTest(test, placeOf(file, yaml, ["tests", index]))];
    for (const item of more) read.push(item);
    checkCount(read.length, file);
  }
  return read;
}

async function readTestFile(file: string, ports: PromptfooPorts): Promise<readonly ForeignTest[]> {
  if (ROWS.test(file)) return await readRowTests(file, ports);
  const yaml = await readMapping(file, ports);
  if (!Array.isArray(yaml.value)) throw new UserError(`${file} is no list of tests`);
  return listTests(yaml.value, file, yaml, []);
}

function listTests(tests: readonly unknown[], file: string, yaml: YamlText, path: readonly unknown[]): ForeignTest[] {
  checkCount(tests.length, file);
  return tests.map((test, index) => foreignTest(test, placeOf(file, yaml, [...path, index])));
}

async function readRowTests(file: string, { readRows }: PromptfooPorts): Promise<readonly ForeignTest[]> {
  const isTable = /\.csv$/i.test(file);
  const tests: ForeignTest[] = [];
  for await (const rows of readRows(file, null)) {
    for (const row of rows) {
      const where = `${file}, line ${row.line}`;
      tests.push(
        isTable ? { where, test: tried(() => testOfRow(row)) } : foreignTest(Object.fromEntries(row.values), where),
      );
    }
    checkCount(tests.length, file);
  }
  return tests;
}

function foreignTest(test: unknown, where: string): ForeignTest {
  if (!isFields(test)) throw new UserError(`${where}: no test: a mapping with vars and assert is allowed`);
  return { where, test };
}

function tried(read: () => Fields): Fields | Unsupported {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unsupported) return error;
    throw error;
  }
}

function placeOf(file: string, { lineOf }: YamlText, path: readonly unknown[]): string {
  const line = lineOf(path);
  return line === undefined ? `${file}: ${path.join(".")}` : `${file}, line ${line}`;
}

function checkCount(count: number, file: string): void {
  if (count <= MAX_TESTS) return;
  throw new UserError(`${file} has more than ${MAX_TESTS} tests`, {
    remedy: "Put the rows into a test of the suite, as its data: it reads tables of any length.",
  });
}

function isFields(value: unknown): value is Fields {
  return isMapping(value);
}
