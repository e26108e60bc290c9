import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { type ColumnSource, parquetWriteBuffer } from "hyparquet-writer";
import { expect, test } from "vitest";
import { ParquetProcess } from "./parquet-process.ts";
import { readRows } from "./read-rows.ts";
import type { Row, RowOptions } from "./row.ts";

async function read(content: Uint8Array, options: Partial<RowOptions> = {}): Promise<Row[]> {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-parquet-"));
  const path = join(folder.path, "a.parquet");
  await writeFile(path, content);
  const rows: Row[] = [];
  for await (const chunk of readRows(path, { name: "a.parquet", ...options })) rows.push(...chunk);
  return rows;
}

function write(columnData: ColumnSource[], rowGroupSize = 1000): Uint8Array {
  return new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize }));
}

const sample = () =>
  write(
    [
      { name: "id", data: Array.from({ length: 700 }, (_, row) => `row ${row}`), type: "STRING" },
      { name: "n", data: Array.from({ length: 700 }, (_, row) => (row % 5 === 0 ? null : row)), type: "INT32" },
      { name: "site", data: Array.from({ length: 700 }, (_, row) => `s${row % 3}`), type: "STRING" },
    ],
    300,
  );

test("tables of every type are read back, row group by row group", async () => {
  const types = ["STRING", "INT32", "INT64", "DOUBLE", "BOOLEAN"] as const;
  const cells: Record<(typeof types)[number], fc.Arbitrary<unknown>> = {
    STRING: fc.string({ unit: "binary" }).filter((text) => text.isWellFormed()),
    INT32: fc.integer(),
    INT64: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    DOUBLE: fc.double({ noNaN: true }),
    BOOLEAN: fc.boolean(),
  };
  const table = fc
    .integer({ min: 1, max: 40 })
    .chain((rows) =>
      fc.tuple(...types.map((type) => fc.array(fc.option(cells[type]), { minLength: rows, maxLength: rows }))),
    );
  await fc.assert(
    fc.asyncProperty(table, fc.integer({ min: 1, max: 50 }), async (columns, rowGroupSize) => {
      const named = types.map(
        (type, index): ColumnSource => ({ name: type, data: columns[index] ?? [], type, nullable: true }),
      );
      const rows = await read(write(named, rowGroupSize));
      const expected = columns.map((column) => column.map(plain));
      expect(types.map((type) => rows.map(({ values }) => values.get(type)))).toEqual(expected);
      expect(rows.map(({ line }) => line)).toEqual(rows.map((_, index) => index + 1));
    }),
    { numRuns: 12 },
  );
});

function plain(value: unknown): unknown {
  if (typeof value !== "bigint") return value;
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}

test("only the wanted columns are read, in the file's order, and one that is missing is named", async () => {
  const rows = await read(sample(), { columns: ["site", "id"] });
  expect(rows).toHaveLength(700);
  expect([...(rows[699]?.values ?? [])]).toEqual([
    ["id", "row 699"],
    ["site", "s0"],
  ]);
  await expect(read(sample(), { columns: ["id", "sites"] })).rejects.toThrow(
    'a.parquet: the column "sites" is missing; did you mean "site"?',
  );
});

test("what is no Parquet file is refused by name", async () => {
  for (const content of ["", "PAR1", "PAR1PAR1", "x".repeat(100), `PAR1${"\xff".repeat(40)}PAR1`]) {
    await expect(read(Buffer.from(content, "latin1")), JSON.stringify(content)).rejects.toThrow(
      /^a\.parquet cannot be read as Parquet: /,
    );
  }
});

test("bytes that are no text are refused", async () => {
  const bytes = write([{ name: "b", data: [Uint8Array.of(0xff, 0xfe)], type: "BYTE_ARRAY" }]);
  await expect(read(bytes)).rejects.toThrow(UserError);
});

test("a damaged file gives rows or a problem, and never ends or stops the reader of the next", async () => {
  const whole = sample();
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-parquet-"));
  const path = join(folder.path, "a.parquet");
  let reader = new ParquetProcess();
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 4 }),
        async (changes) => {
          const damaged = Uint8Array.from(whole);
          for (const [place, byte] of changes) damaged[place] = byte;
          await writeFile(path, damaged);
          let reply = await reader.ask({ open: path, columns: null });
          let rows = 0;
          while (reply.kind === "opened" || reply.kind === "rows") {
            if (reply.kind === "rows") rows += reply.count;
            reply = await reader.ask("next");
          }
          expect(rows).toBeLessThan(2 ** 23);
          expect(["end", "problem"]).toContain(reply.kind);
          if (reply.kind === "problem" && reply.problem.startsWith("its reader")) {
            await reader[Symbol.asyncDispose]();
            reader = new ParquetProcess();
          }
        },
      ),
      { numRuns: 300 },
    );
  } finally {
    await reader[Symbol.asyncDispose]();
  }
});
