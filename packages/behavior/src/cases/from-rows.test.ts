import { checkShape, UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DataRow, type RowReader, rowDrafts } from "./from-rows.ts";
import { dataSchema } from "./from-rows-schema.ts";

type Cells = Readonly<Record<string, unknown>>;

const CLASSES = ["negative", "neutral", "positive"];

/** A table of these rows, in chunks of three, on lines from 2 as in a CSV file. */
function table(rows: readonly Cells[]): RowReader {
  return async function* () {
    const all = rows.map((cells, index): DataRow => ({ line: index + 2, values: new Map(Object.entries(cells)) }));
    for (let start = 0; start < all.length; start += 3) yield all.slice(start, start + 3);
  };
}

async function draftsOf(rows: readonly Cells[], data: Cells, classes: readonly string[] | null = CLASSES) {
  const spec = checkShape(dataSchema, { file: "a.csv", ...data }, "suite");
  const drafts = [];
  for await (const chunk of rowDrafts(spec, table(rows), { classes, slices: [] })()) drafts.push(...chunk);
  return drafts;
}

async function problem(
  rows: readonly Cells[],
  data: Cells,
  classes: readonly string[] | null = CLASSES,
): Promise<string> {
  try {
    await draftsOf(rows, data, classes);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  return "accepted";
}

describe("inputs", () => {
  const rows = [{ text: "a", age: "41", sex: "f", label: "positive", id: "7" }];

  test("one column is the text, a list of columns a record, all is a record without the label and the id", async () => {
    const inputs = async (data: Cells) => (await draftsOf(rows, data)).map((draft) => draft.inputs);
    expect(await inputs({ input: "text" })).toEqual([["a"]]);
    expect(await inputs({ input: ["text"] })).toEqual([[{ text: "a" }]]);
    expect(await inputs({ input: ["sex", "age"], numbers: ["age"] })).toEqual([[{ sex: "f", age: 41 }]]);
    expect(await inputs({ input: "all", label: "label", id: "id" })).toEqual([[{ text: "a", age: "41", sex: "f" }]]);
  });

  test("a cell that is an object is the record", async () => {
    const [draft] = await draftsOf([{ chat: { messages: [{ role: "user", content: "a" }] } }], { input: "chat" });
    expect(draft?.inputs).toEqual([{ messages: [{ role: "user", content: "a" }] }]);
  });

  test("a column of numbers that is missing is refused: its texts would be taken for what the model wants", async () => {
    for (const input of [["age"], "all"]) {
      expect(await problem([{ age: "41" }], { input, numbers: ["agee"] })).toBe(
        'a.csv, line 2: the column "agee" is missing; did you mean "age"?',
      );
    }
  });

  test("an empty cell of a number is null, and what is no number is refused", async () => {
    expect((await draftsOf([{ n: "" }], { input: ["n"], numbers: ["n"] }))[0]?.inputs).toEqual([{ n: null }]);
    for (const text of ["NaN", "Infinity", "1e999", "0x10", "1,5", " "]) {
      expect(await problem([{ n: text }], { input: ["n"], numbers: ["n"] }), text).toBe(
        `a.csv, line 2: "n" is a text; a finite number is allowed`,
      );
    }
  });

  test("what JSON cannot hold is no input, however deep", async () => {
    expect(await problem([{ n: Number.NaN }], { input: ["n"] })).toBe(
      'a.csv, line 2: "n" holds NaN; a finite number is allowed',
    );
    expect(await problem([{ n: [{ a: Number.NEGATIVE_INFINITY }] }], { input: "all" })).toMatch(/"n" holds -Infinity/);
    expect(await problem([{ t: "\ud800" }], { input: "t" })).toMatch(/half a character/);
    expect(await problem([{ t: null }], { input: "t" })).toMatch(/"t" is missing; a text or an object is allowed/);
    expect(await problem([{ t: 7 }], { input: "t" })).toMatch(/"t" is a number; a text or an object is allowed/);
  });

  test("no cell is told, which may be personal data", async () => {
    const secret = "ada@example.org";
    const told = [
      await problem([{ n: secret }], { input: ["n"], numbers: ["n"] }),
      await problem([{ t: `${secret}\ud800` }], { input: "t" }),
      await problem([{ t: [secret] }], { input: "t" }),
      await problem([{ t: "a", l: secret }], { input: "t", label: "l", labels: { good: "positive" } }),
      await problem([{ t: "a", label: secret }], { input: "t", label: "label" }, ["positive", "negative"]),
    ];
    for (const message of told) expect(message).toMatch(/^a\.csv, line 2: /);
    expect(told.join("\n")).not.toContain(secret);
  });

  test("columns that objects have by nature are fields of a record", async () => {
    const cells = JSON.parse('{"__proto__": "a", "constructor": "b"}');
    const [draft] = await draftsOf([cells], { input: "all" });
    expect(Object.entries(draft?.inputs[0] ?? {})).toEqual([
      ["__proto__", "a"],
      ["constructor", "b"],
    ]);
  });
});

describe("ids", () => {
  test("the id is the column's, and the cluster the same", async () => {
    const drafts = await draftsOf(
      [
        { t: "a", id: 12 },
        { t: "b", id: "x" },
      ],
      { input: "t", id: "id" },
    );
    expect(drafts.map(({ id, cluster }) => [id, cluster])).toEqual([
      ["12", "12"],
      ["x", "x"],
    ]);
  });

  test("without a column it is 16 digits that depend on the input alone", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 12 }), async (texts) => {
        const rows = texts.map((t, index) => ({ t, label: CLASSES[index % 3] ?? "" }));
        const ids = async (given: readonly Cells[], data: Cells) =>
          new Map((await draftsOf(given, { input: "t", ...data })).map((draft) => [draft.inputs[0], draft.id]));
        const all = await ids(rows, {});
        expect(await ids(rows.toReversed(), { label: "label" })).toEqual(new Map([...all].reverse()));
        for (const id of all.values()) expect(id).toMatch(/^[0-9a-f]{16}$/);
        expect(new Set(all.values()).size).toBe(texts.length);
      }),
      { numRuns: 30 },
    );
  });

  test("two rows of one id, or of one input without ids, are refused with their lines", async () => {
    const rows = ["a", "b", "c", "d", "b"].map((t, index) => ({ t, id: index === 4 ? 1 : index }));
    expect(await problem(rows, { input: "t", id: "id" })).toBe('a.csv: lines 3 and 6 have the id "1"');
    expect(await problem(rows, { input: "t" })).toBe("a.csv: lines 3 and 6 have the same input");
  });

  test("an id is a text or a number that all read the same", async () => {
    expect(await problem([{ t: "a", id: "" }], { input: "t", id: "id" })).toBe('a.csv, line 2: "id" is empty');
    expect(await problem([{ t: "a", id: 2 ** 60 }], { input: "t", id: "id" })).toMatch(/more than 15 digits/);
    expect(await problem([{ t: "a", id: null }], { input: "t", id: "id" })).toMatch(/"id" is missing/);
  });
});

describe("labels", () => {
  const expected = async (label: unknown, data: Cells = {}, classes: readonly string[] | null = CLASSES) =>
    (await draftsOf([{ t: "a", label }], { input: "t", label: "label", ...data }, classes))[0]?.expected;

  test("a class, any one of several, a number or a text is expected", async () => {
    expect(await expected("neutral")).toEqual({ oneOf: ["neutral"] });
    expect(await expected(["neutral", "positive"])).toEqual({ oneOf: ["neutral", "positive"] });
    expect(await expected(4.2, {}, null)).toEqual({ value: 4.2 });
    expect(await expected("4.2", { numbers: ["label"] }, null)).toEqual({ value: 4.2 });
    expect(await expected("4.2", {}, null)).toEqual({ oneOf: ["4.2"] });
  });

  test("labels of the file's own are mapped to classes, numbers and texts alike", async () => {
    const labels = { 0: "negative", 2: "positive" };
    expect(await expected(2, { labels })).toEqual({ oneOf: ["positive"] });
    expect(await expected("0", { labels })).toEqual({ oneOf: ["negative"] });
    expect(await problem([{ t: "a", l: 1 }], { input: "t", label: "l", labels })).toBe(
      'a.csv, line 2: the label "l" is none of `labels`; did you mean "0"?',
    );
  });

  test("a label that is none of the classes is refused, and the nearest is named", async () => {
    const at = (label: unknown) => problem([{ t: "a", label }], { input: "t", label: "label" });
    expect(await at("Positive")).toBe('a.csv, line 2: the label "label" is no class; did you mean "positive"?');
    for (const missing of ["", null]) expect(await at(missing)).toBe('a.csv, line 2: the label "label" is missing');
    expect(await at([])).toMatch(/an empty list/);
    expect(await at({})).toMatch(/"label" is an object/);
    expect(await at(Number.NaN)).toMatch(/NaN/);
    expect(await problem([{ t: "a", l: "x" }], { input: "t", label: "l", labels: { x: "great" } })).toMatch(
      /the label "l", "great", is no class/,
    );
  });
});

describe("slices, where and limit", () => {
  const rows = ["a", "b", "c", "d"].map((t, index) => ({
    t,
    site: index % 2 === 0 ? "x" : "y",
    n: index,
    ok: index < 3,
  }));

  test("slices are the columns' values as text", async () => {
    const [draft] = await draftsOf(rows, { input: "t", slices: ["site", "ok", "n"] });
    expect([...(draft?.slices ?? [])]).toEqual([
      ["site", "x"],
      ["ok", "true"],
      ["n", "0"],
    ]);
    expect(await problem([{ t: "a", site: "" }], { input: "t", slices: ["site"] })).toBe(
      'a.csv, line 2: "site" is empty',
    );
  });

  test("only the rows that where describes are cases, and of these the first so many", async () => {
    const texts = async (data: Cells) => (await draftsOf(rows, { input: "t", ...data })).map(({ inputs }) => inputs[0]);
    expect(await texts({ where: { site: "y" } })).toEqual(["b", "d"]);
    expect(await texts({ where: { site: ["x", "y"], ok: true } })).toEqual(["a", "b", "c"]);
    expect(await texts({ where: { n: [1, 3] }, limit: 1 })).toEqual(["b"]);
    expect(await problem(rows, { input: "t", where: { site: "z" } })).toBe("a.csv: no row is left to be a case");
  });

  test("a column that is missing is named with the nearest", async () => {
    for (const data of [{ input: "t", slices: ["sit"] }, { input: "t", where: { sit: "x" } }, { input: ["sit"] }]) {
      expect(await problem(rows, data)).toBe('a.csv, line 2: the column "sit" is missing; did you mean "site"?');
    }
  });
});

test("rows that were made from one thing are one cluster, of which the model is told nothing", async () => {
  const rows = [1, 2].map((severity) => ({ text: `a${severity}`, picture: "7" }));
  const drafts = await draftsOf(rows, { input: "all", cluster: "picture" });
  expect(drafts.map(({ inputs, cluster }) => [inputs, cluster])).toEqual([
    [[{ text: "a1" }], "7"],
    [[{ text: "a2" }], "7"],
  ]);
  expect(new Set((await draftsOf(rows, { input: "text" })).map(({ cluster }) => cluster)).size).toBe(2);
});

test("the reader is asked for the columns that are needed, each once, or for all", async () => {
  const asked: (readonly string[] | null)[] = [];
  const read = async (data: Cells) => {
    const spec = checkShape(dataSchema, { file: "a", ...data }, "suite");
    const reader: RowReader = (file, columns) => {
      asked.push(columns);
      return table([{ t: "a", l: "neutral", s: "x" }])(file, columns);
    };
    for await (const _ of rowDrafts(spec, reader, { classes: CLASSES, slices: ["s"] })());
  };
  await read({ input: "t", label: "l", slices: ["s"], where: { s: "x" } });
  await read({ input: "all", label: "l" });
  expect(asked).toEqual([["t", "l", "s"], null]);
});

test("whatever the cells hold, drafts come or a UserError that names the line", async () => {
  const cells = fc.dictionary(fc.constantFrom("t", "l", "s", "__proto__"), fc.oneof(fc.jsonValue(), fc.double()));
  await fc.assert(
    fc.asyncProperty(fc.array(cells, { minLength: 1, maxLength: 4 }), async (rows) => {
      const said = await problem(rows, { input: "t", label: "l", slices: ["s"] }, null);
      expect(said).toMatch(/^(accepted$|a\.csv, line \d+: |a\.csv: lines \d+ and \d+ )/);
    }),
  );
});
