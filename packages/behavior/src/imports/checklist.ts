import { nearest, UserError } from "@airworthy/evidence";
import type { Draft, DraftSource } from "../cases/case.ts";
import { inChunks } from "../cases/chunks.ts";
import { caseNumbers } from "./case-numbers.ts";
import { checklistLabels, type LabelReader } from "./checklist-labels.ts";
import { type ChecklistTest, parseChecklistLine } from "./checklist-line.ts";
import { type ChecklistSpec, MAX_TESTS } from "./checklist-schema.ts";
import type { ImportedTest, LineReader } from "./imported-test.ts";
import { LineCursor } from "./line-cursor.ts";
import { testIds } from "./test-ids.ts";

/** What a suite may call a test. */
const MAX_TITLE = 120;

/** What stays of a test between the passes: its cases are read again when it is run. */
interface Found {
  readonly line: number;
  readonly name: string;
  readonly kind: ChecklistTest["kind"];
  readonly capability: string | null;
  readonly cases: number;
  /** The labels of the file's numbers, each once; null where it has none. */
  readonly labels: readonly string[] | null;
}

/**
 * The tests of a suite that CheckList released, in its order. The file is read once here, and once more when the tests run in
 * order; never more than a line of it is held. Labels are classes by their number in `classes`; what CheckList's functions expect
 * is said by `spec.expect`, except that an INV test expects that nothing changes.
 * Throws a UserError that names the file and line for what is no such suite, and one that lists every test of which nobody says
 * what is expected.
 */
export async function checklistTests(
  spec: ChecklistSpec,
  readLines: LineReader,
  suiteClasses: readonly string[] | null,
): Promise<readonly ImportedTest[]> {
  const all = await findTests(spec.checklist, readLines);
  const chosen = choose(all, spec);
  checkExpected(chosen, spec);
  const cursor = new LineCursor(spec.checklist, readLines, Math.max(...chosen.map(({ line }) => line)));
  const ids = testIds(all.map(({ name }) => name));
  return chosen.map((found) => {
    const { labels: meanings, ...given } = spec.expect?.get(found.name) ?? {};
    const where = `${spec.checklist}, line ${found.line} (${found.name})`;
    const expect = checklistLabels(spec.classes ?? suiteClasses, meanings, where);
    // For every label, before anything runs.
    const known = found.kind === "mft" && !("expect" in given) ? (found.labels ?? []) : [];
    for (const label of known) expect(label);
    return {
      fields: { id: ids[all.indexOf(found)], ...headOf(found), ...given, kind: found.kind },
      drafts: drafts(cursor, found, where, known.length > 0 ? expect : null),
      cases: found.cases,
      isLabelled: known.length > 0,
      where,
    };
  });
}

async function findTests(file: string, readLines: LineReader): Promise<Found[]> {
  const found: Found[] = [];
  for await (const { first, texts } of readLines(file)) {
    for (const [index, text] of texts.entries()) {
      if (text.trim() === "") continue;
      const line = first + index;
      if (found.length === MAX_TESTS) throw new UserError(`${file} has more than ${MAX_TESTS} tests`);
      const { name, kind, capability, cases, labels } = parseChecklistLine(text, `${file}, line ${line}`);
      const before = found.find((test) => test.name === name);
      if (before !== undefined)
        throw new UserError(`${file}: lines ${before.line} and ${line} have the name ${show(name)}`);
      const each = typeof labels === "string" ? [labels] : labels && [...new Set(labels)];
      found.push({
        line,
        name,
        kind,
        capability,
        cases: cases.length,
        labels: each,
      });
    }
  }
  if (found.length === 0) throw new UserError(`${file} has no tests`);
  return found;
}

function choose(all: readonly Found[], { checklist, only, except, expect }: ChecklistSpec): readonly Found[] {
  const names = all.map(({ name }) => name);
  for (const name of [...(only ?? []), ...(except ?? []), ...(expect?.keys() ?? [])]) {
    if (names.includes(name)) continue;
    const near = nearest(name, names);
    throw new UserError(
      `${checklist} has no test ${show(name)}${near === undefined ? "" : `; did you mean ${show(near)}?`}`,
    );
  }
  const chosen = all.filter(({ name }) => (only?.includes(name) ?? true) && !except?.includes(name));
  if (chosen.length === 0) throw new UserError(`${checklist}: only and except leave no test`);
  return chosen;
}

/** What CheckList's function expects is nowhere in the file, and a guess would be a test of something else. */
function checkExpected(chosen: readonly Found[], { checklist, expect }: ChecklistSpec): void {
  const unknown = chosen.filter(({ name, kind, labels }) => {
    const given = expect?.get(name) ?? {};
    if (kind === "inv") return false;
    return kind === "dir"
      ? !("confidence" in given || "value" in given)
      : labels === null && !("expect" in given || "assert" in given);
  });
  if (unknown.length === 0) return;
  const lines = unknown.map(
    ({ name, kind }) =>
      `    ${show(name)}: ${kind === "dir" ? "{ confidence: increases }" : "{ expect: { not: CLASS } }"}`,
  );
  throw new UserError(
    `${checklist}: what ${unknown.length} tests expect is not in the file: ${unknown.map(({ name }) => show(name)).join(", ")}`,
    { remedy: `Say it in the import, or leave them out with except:\n  expect:\n${lines.join("\n")}` },
  );
}

function headOf({ name, capability }: Found): Readonly<Record<string, string>> {
  const title = { title: cut(name) };
  return capability === null || capability === "" ? title : { ...title, capability: cut(capability) };
}

function cut(text: string): string {
  return text.length > MAX_TITLE ? `${text.slice(0, MAX_TITLE - 1).toWellFormed()}…` : text;
}

function drafts(cursor: LineCursor, { line, name }: Found, where: string, expect: LabelReader | null): DraftSource {
  return async function* read() {
    const test = parseChecklistLine(await cursor.read(line), where);
    if (test.name !== name) throw new UserError(`${where}: the file changed while it was read`);
    yield* inChunks(draftsOf(test, expect));
  };
}

function* draftsOf({ cases, labels }: ChecklistTest, expect: LabelReader | null): Generator<Draft> {
  const numbers = caseNumbers();
  for (const [index, inputs] of cases.entries()) {
    const label = typeof labels === "string" ? labels : labels?.[index];
    const expected = expect === null || label === undefined ? null : expect(label);
    yield { ...numbers(inputs), inputs, origins: null, expected, slices: null, filled: null };
  }
}

function show(text: string): string {
  return JSON.stringify(text.length > MAX_TITLE ? cut(text) : text);
}
