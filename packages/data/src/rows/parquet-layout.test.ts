import { parquetMetadata } from "hyparquet";
import { parquetWriteBuffer } from "hyparquet-writer";
import { expect, test } from "vitest";
import { checkLayout, checkRowGroup } from "./parquet-layout.ts";
import { checkPages } from "./parquet-pages.ts";

const bytes = parquetWriteBuffer({
  columnData: [
    { name: "a", data: Array.from({ length: 50 }, (_, row) => row), type: "INT32" },
    { name: "b", data: Array.from({ length: 50 }, () => "x"), type: "STRING" },
  ],
});

function sample() {
  const metadata = parquetMetadata(bytes);
  const [group] = metadata.row_groups;
  const data = group?.columns[0]?.meta_data;
  if (group === undefined || data === undefined) throw new Error("the sample has a column");
  return { metadata, group, data };
}

const both = new Set(["a", "b"]);

test("a whole file is within the limits, and only the wanted columns are looked at", () => {
  const { metadata, group, data } = sample();
  checkLayout(metadata);
  expect(checkRowGroup(group, both, bytes.byteLength).chunks.map(({ column }) => column)).toEqual(["a", "b"]);
  data.num_values = -1n;
  expect(checkRowGroup(group, new Set(["b"]), bytes.byteLength)).toMatchObject({ rows: 50, chunks: [{ column: "b" }] });
});

test("whatever is declared too large, negative or outside the file is refused before it is read", () => {
  const changes: [(given: ReturnType<typeof sample>) => void, RegExp][] = [
    [({ group }) => (group.num_rows = 2n ** 24n), /rows in a row group: 16777216 are declared; at most 8388608/],
    [({ group }) => (group.num_rows = -1n), /rows in a row group: -1/],
    [({ group }) => (group.num_rows = 51n), /column a has fewer values than there are rows/],
    [({ data }) => (data.num_values = 2n ** 40n), /values of column a/],
    [({ data }) => (data.total_uncompressed_size = 2n ** 31n), /bytes of column a/],
    [({ data }) => (data.data_page_offset = -5n), /column a lies outside the file/],
    [({ data }) => (data.total_compressed_size = 2n ** 50n), /column a lies outside the file/],
  ];
  for (const [change, message] of changes) {
    const given = sample();
    change(given);
    expect(() => checkRowGroup(given.group, both, bytes.byteLength), String(message)).toThrow(message);
  }
});

test("a schema whose fields promise children that are not there is refused", () => {
  for (const children of [1, 3, -1, 2 ** 30]) {
    const { metadata } = sample();
    const [root] = metadata.schema;
    if (root !== undefined) root.num_children = children;
    expect(() => checkLayout(metadata), String(children)).toThrow("do not fit together");
  }
});

test("pages may declare no more than their column has", () => {
  const { group } = sample();
  const [chunk] = checkRowGroup(group, both, bytes.byteLength).chunks;
  if (chunk === undefined) throw new Error("the sample has a column");
  const part = bytes.slice(chunk.start, chunk.end);
  checkPages(chunk, part);
  const message = "a page of column a declares more than the column has";
  expect(() => checkPages({ ...chunk, values: 49 }, part)).toThrow(message);
  expect(() => checkPages({ ...chunk, bytes: 10 }, part)).toThrow(message);
  expect(() => checkPages({ ...chunk, values: 51 }, part)).toThrow();
});
