import fc from "fast-check";
import { expect, test } from "vitest";
import { readCsvRecords } from "./csv-records.ts";

async function* pieces(content: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < content.length; start += size) yield content.subarray(start, start + size);
}

async function cellsOf(content: string, size = content.length): Promise<(readonly string[])[]> {
  const records: (readonly string[])[] = [];
  for await (const chunk of readCsvRecords("a.csv", pieces(Buffer.from(content), size), 1000)) {
    records.push(...chunk.map(({ cells }) => cells));
  }
  return records;
}

const cell = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "\r", "\r\n", "é", "😀", " "), maxLength: 8 });
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
/** With quotes where they are needed, and sometimes where they are not. */
const written = (text: string, isEager: boolean) =>
  isEager || /[",\r\n]/.test(text) || text === "" ? quoted(text) : text;

test("records are the same, whatever the quotes, the line ends, and the chunks in which they come", async () => {
  const table = fc
    .integer({ min: 1, max: 4 })
    .chain((width) =>
      fc
        .array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 })
        .filter(([header = []]) => new Set(header).size === width),
    );
  const end = fc.constantFrom("\n", "\r\n", "\r", "\n\n");
  await fc.assert(
    fc.asyncProperty(
      table,
      end,
      fc.boolean(),
      fc.boolean(),
      fc.integer({ min: 1, max: 7 }),
      async (rows, lineEnd, isEager, isEnded, size) => {
        const content = rows.map((cells) => cells.map((text) => written(text, isEager)).join(",")).join(lineEnd);
        expect(await cellsOf(`${content}${isEnded ? lineEnd : ""}`, size)).toEqual(rows);
      },
    ),
    { numRuns: 300 },
  );
});

test("a record is on the line that it ends on, counted as editors count", async () => {
  const content = 'a,b\r\n1,"x\r\ny\rz"\n\n\r2,"\n\n"\n3,4';
  const lines: number[] = [];
  for await (const records of readCsvRecords("a", pieces(Buffer.from(content), 1), 1000)) {
    lines.push(...records.map(({ line }) => line));
  }
  expect(lines).toEqual([1, 4, 9, 10]);
});

test("records are of at most as many bytes as are allowed", async () => {
  expect(await cellsOf(`a,b\n1,${"x".repeat(990)}\n`)).toHaveLength(2);
  await expect(cellsOf(`a,b\n1,${"x".repeat(1000)}\n`)).rejects.toThrow("a.csv, line 2: a line may have 1000 bytes");
});
