import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SignalQuery } from "@airworthy/signals";
import { expect, test } from "vitest";
import { serveJson } from "../../../../test/harness/model-server/serve-json.ts";
import { httpRows } from "./http-rows.ts";
import { rowFiles } from "./row-files.ts";

const query: SignalQuery = {
  flag: "ranker",
  version: null,
  variants: { candidate: ["new"], baseline: ["old"] },
  times: { from: 0, preFrom: 0, preUntil: 0, until: 9_000, now: 9_000, skew: 0, wait: 0, within: null },
  exposures: {
    table: null,
    columns: { time: "t", unit: "u", flag: null, variant: "v", version: null, id: null, received: null },
  },
  segment: null,
  excluded: [],
  outcomes: { table: null, columns: { time: "t", unit: "u", event: null, id: null, received: null } },
  metrics: [
    {
      name: "speed",
      event: null,
      measure: "quantile",
      value: "ms",
      per: null,
      limits: [10, 20],
      hasBefore: false,
      groups: [{ column: "language", value: "" }],
    },
  ],
};
const windows = {
  metric: "speed",
  queries: { candidate: "new", baseline: "old" },
  from: 0,
  until: 2_000,
  window: 1_000,
};

const exposures = {
  variant: "new",
  metric: "exposures",
  window: 1_000,
  units: 3,
  newest: "1970-01-01T00:00:01Z",
  newestOutcome: "1970-01-01T00:00:02Z",
  outcomes: 4,
};
const speed = {
  variant: "new",
  metric: "speed",
  units: 2,
  sum: 40,
  squares: 1_000,
  limits: [10, 20],
  counts: [1, 0, 1],
};
const rows = [
  exposures,
  { ...speed, window: 1_000 },
  { ...speed, column: "language", value: "" },
  { quality: { events: 9 } },
];

const CSV = `variant,metric,column,value,window,units,sum,squares,limits,counts,newest,newestOutcome,outcomes,quality
new,exposures,,,1000,3,,,,,1970-01-01T00:00:01Z,1970-01-01T00:00:02Z,4,
new,speed,,,1000,2,40,1000,"[10,20]","[1,0,1]",,,,
new,speed,language,,,2,40,1000,"[10,20]","[1,0,1]",,,,
,,,,,,,,,,,,,"{""events"":9}"
`;

async function written(name: string, text: string) {
  const path = join(await mkdtemp(join(tmpdir(), "rows-")), name);
  await writeFile(path, text);
  return { path, name };
}

test("files and an endpoint of the same rows answer the same", async () => {
  const sums = { units: 2, sum: 40, squares: 1_000, otherSum: 0, otherSquares: 0, products: 0 };
  const expected = {
    units: { candidate: 3, baseline: 0 },
    outcomes: { candidate: 4, baseline: 0 },
    newest: 1_000,
    newestOutcome: 2_000,
    quality: { events: 9 },
    cells: [
      { metric: "speed", group: null, arm: "candidate", sums, counts: [1, 0, 1], invalid: 0 },
      { arm: "baseline", counts: [0, 0, 0] },
      { group: { column: "language", value: "" }, arm: "candidate", sums },
      { arm: "baseline" },
    ],
  };
  const lines = rows.map((row) => JSON.stringify({ ...row, sum: "sum" in row ? row.sum : null }));
  const json = await rowFiles([await written("rows.jsonl", `${lines.join("\n")}\n`)], "rows").collect(query);
  const csv = await rowFiles([await written("rows.csv", CSV)], "rows").collect(query);
  await using server = await serveJson(() => ({ body: { rows, took: 3 } }));
  const http = await httpRows({ url: server.url, token: null }, "rows").collect(query);
  expect(json).toMatchObject(expected);
  expect(csv).toEqual(json);
  expect(http).toEqual(json);
  expect(server.requests).toMatchObject([{ body: { query } }]);
});

test("rows of several files are added up, and give windows as well", async () => {
  const files = await Promise.all([written("a.jsonl", JSON.stringify(exposures)), written("b.csv", CSV)]);
  await expect(rowFiles(files, "rows").collect(query)).rejects.toThrow("b.csv, line 2: a row of the same variant");
  const [, csv] = files;
  const expected = {
    metric: "speed",
    windows: [
      { start: 0, candidate: null, baseline: null },
      { start: 1_000, candidate: 20, baseline: null },
    ],
  };
  expect(await rowFiles([csv], "rows").series(windows)).toEqual(expected);
  await using server = await serveJson(() => ({ body: { rows } }));
  expect(await httpRows({ url: server.url, token: null }, "rows").series(windows)).toEqual(expected);
  expect(server.requests).toMatchObject([{ body: { query: windows } }]);
});

test("a wrong row is named by its file and line, a wrong answer by its source", async () => {
  const file = await written("rows.csv", CSV.replace("2,40,1000", "2,forty,1000"));
  await expect(rowFiles([file], "rows").collect(query)).rejects.toThrow(
    /^rows.csv, line 3 is not valid:\n {2}sum: "forty"/,
  );
  await using server = await serveJson(() => ({ body: [] }));
  const answered = httpRows({ url: server.url, token: null }, "rows").collect(query);
  await expect(answered).rejects.toThrow("rows: the answer is not valid");
});

test("files cannot answer for some of the units only", async () => {
  const german = { column: "language", value: "de" };
  for (const asked of [
    { ...query, segment: german },
    { ...query, excluded: [german] },
  ]) {
    await expect(rowFiles([], "rows").collect(asked)).rejects.toThrow("cannot tell some of the units from the others");
  }
});
