import { mkdir, mkdtemp, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { expect, test } from "vitest";
import { openDuckDb } from "./duckdb.ts";

async function folder(): Promise<string> {
  return mkdtemp(join(tmpdir(), "duckdb-"));
}

test("files of the folder are read by their names", async () => {
  const cwd = join(await folder(), "it's here");
  await mkdir(cwd);
  await writeFile(join(cwd, "rows.jsonl"), '{"a":1}\n{"a":2}\n');
  expect(await openDuckDb(null, cwd).run("SELECT SUM(a) FROM read_json('rows.jsonl')")).toEqual([[3n]]);
});

test("a folder that DuckDB would take for two is refused", async () => {
  await expect(openDuckDb(null, join(tmpdir(), "one,two")).run("SELECT 1")).rejects.toThrow(
    "for the comma in its path",
  );
});

test("a database's file is read and never written", async () => {
  const cwd = await folder();
  const instance = await DuckDBInstance.create(join(cwd, "events.duckdb"));
  const connection = await instance.connect();
  await connection.run("CREATE TABLE events AS SELECT 1 AS x");
  connection.closeSync();
  instance.closeSync();
  const engine = openDuckDb("events.duckdb", cwd);
  expect(await engine.run("SELECT x FROM events")).toEqual([[1]]);
  await expect(engine.run("INSERT INTO events VALUES (2)")).rejects.toThrow("the query is not one SELECT alone");
  await expect(engine.run("COPY events TO 'copy.csv'")).rejects.toThrow("the query is not one SELECT alone");
});

test("a database that is not there is not made", async () => {
  await expect(openDuckDb("missing.duckdb", await folder()).run("SELECT 1")).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringContaining("missing.duckdb"),
  });
});

test("nothing is done that is no reading, be it behind a query that reads", async () => {
  const cwd = await folder();
  const engine = openDuckDb(null, cwd);
  for (const sql of ["SELECT 1; COPY (SELECT 2) TO 'two.csv'", "COPY (SELECT 2) TO 'two.csv'", "ATTACH 'two.db'"]) {
    await expect(engine.run(sql)).rejects.toThrow("the query is not one SELECT alone");
  }
  expect(await readdir(cwd)).toEqual([]);
});

test("the signal ends a query, with its own reason", async () => {
  const controller = new AbortController();
  const { signal } = controller;
  setTimeout(() => controller.abort(new Error("stopped")), 50);
  const endless = "SELECT SUM(a.range * b.range) FROM range(1000000) AS a, range(1000000) AS b";
  await expect(openDuckDb(null, await folder(), signal).run(endless)).rejects.toThrow("stopped");
});

test("what DuckDB says of a query is on one line", async () => {
  await expect(openDuckDb(null, await folder()).run("SELECT\nnothing")).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringMatching(/^Binder Error: .*nothing.*$/),
  });
});
