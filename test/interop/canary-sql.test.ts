import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Collected } from "@airworthy/signals";
import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventFiles } from "../../packages/data/src/events/event-files.ts";
import { openClickHouse } from "../../packages/data/src/sql/engines/clickhouse.ts";
import { openDuckDb } from "../../packages/data/src/sql/engines/duckdb.ts";
import { openPostgres } from "../../packages/data/src/sql/engines/postgresql.ts";
import { sqlSource } from "../../packages/data/src/sql/sql-source.ts";
import { referenceSignals } from "../harness/canary/reference-signals.ts";
import { signalWorld } from "../harness/canary/signal-world.ts";
import { worldQuery } from "../harness/canary/world-query.ts";
import { conforms } from "../harness/conforms.ts";
import { pythonVersion } from "../harness/peer-versions.ts";
import { clickHousePython } from "./canary-sql/clickhouse-python.ts";
import { changed, queryChanges } from "./canary-sql/query-changes.ts";
import { type PostgresServer, startPostgres } from "./canary-sql/start-postgres.ts";
import { clickHouseTables, duckDbTables, postgresTables } from "./canary-sql/tables.ts";
import { writeCsv, writeJsonLines } from "./canary-sql/world-files.ts";
import { type ModelServer, startServer } from "./model-servers/start-server.ts";

const HOUR = 3_600_000;
const START_SECONDS = 120;
/** About 200,000 events. */
const WORLD = signalWorld(20260302, 38_000);
const TABLES = { exposures: "exposures", outcomes: "outcomes" };

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "airworthy-sql-"));
  await writeJsonLines(folder, WORLD);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test("the world has everything in it that a source may get wrong", () => {
  expect(WORLD.exposures.length + WORLD.outcomes.length).toBeGreaterThan(190_000);
  const { quality, units, cells } = referenceSignals(worldQuery(TABLES), WORLD);
  const { outOfOrder, ...counts } = quality;
  expect(outOfOrder).toBe(0);
  for (const count of [...Object.values(counts), ...Object.values(units)]) expect(count).toBeGreaterThan(100);
  for (const { sums } of cells) expect(sums.sum).toSatisfy(isExact);
});

function worldFiles(place: string) {
  const file = (table: string) => [{ path: join(place, `${table}.jsonl`), name: `${table}.jsonl` }];
  return eventFiles({ exposures: file("exposures"), outcomes: file("outcomes") });
}

/** Counts cells, each of which holds the n and the sums of a version, window, metric and group. */
function agrees(peer: string, version: string, { cells }: Collected): void {
  const claim = "n and sums of events by version, window, metric and group, to the digit";
  conforms({ area: "Canary analysis", claim, peer, version, cases: cells.length });
}

async function duckDbVersion(): Promise<string> {
  const [row] = await openDuckDb(null, folder).run("SELECT version()");
  return String(row?.[0]).replace("v", "");
}

/** Databases have no order. */
function inNoOrder(found: Collected): Collected {
  return { ...found, quality: { ...found.quality, outOfOrder: 0 } };
}

async function untilReady(url: string): Promise<void> {
  for (let second = 0; second < START_SECONDS; second++) {
    const isReady = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    await sleep(1_000);
  }
  throw new Error(`ClickHouse's engine was not ready within ${START_SECONDS} s`);
}

/** Each number of the world is a multiple of a half, and each sum so far from 2^53 that none of them is rounded. */
function isExact(sum: number): boolean {
  return Number.isInteger(sum * 4) && Math.abs(sum) < 2 ** 40;
}

test.each([null, 6 * HOUR])("files agree to the digit (within %s)", async (within) => {
  const query = worldQuery({ exposures: null, outcomes: null }, within);
  expect(inNoOrder(await worldFiles(folder).collect(query))).toEqual(referenceSignals(query, WORLD));
});

test("small worlds and queries of all kinds: DuckDB and files agree with what the rules say", async () => {
  const small = await mkdtemp(join(folder, "small-"));
  const tables = { exposures: "read_json('exposures.jsonl')", outcomes: "read_json('outcomes.jsonl')" };
  let cells = 0;
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.integer({ min: 12, max: 40 }), queryChanges, async (seed, users, change) => {
      const rows = signalWorld(seed, users);
      await writeJsonLines(small, rows);
      const query = changed(worldQuery(tables), change);
      const expected = referenceSignals(query, rows);
      expect(await sqlSource(openDuckDb(null, small), "events").collect(query)).toEqual(expected);
      expect(inNoOrder(await worldFiles(small).collect(query))).toEqual(expected);
      cells += expected.cells.length;
    }),
    { numRuns: 60 },
  );
  conforms({
    area: "Canary analysis",
    claim: "n and sums of 60 random worlds of events, to the digit",
    peer: "DuckDB",
    version: await duckDbVersion(),
    cases: cells,
  });
});

describe("DuckDB", () => {
  test.each([null, 6 * HOUR])("over JSON Lines agrees to the digit (within %s)", async (within) => {
    const query = worldQuery(
      { exposures: "read_json('exposures.jsonl')", outcomes: "(FROM 'outcomes.jsonl')" },
      within,
    );
    const found = await sqlSource(openDuckDb(null, folder), "events").collect(query);
    expect(found).toEqual(referenceSignals(query, WORLD));
    agrees("DuckDB", await duckDbVersion(), found);
  });

  test.each([null, 6 * HOUR])(
    "over tables of timestamps and milliseconds agrees to the digit (within %s)",
    async (within) => {
      const query = worldQuery(TABLES, within);
      const path = join(folder, `tables-${within}.duckdb`);
      const instance = await DuckDBInstance.create(path);
      const connection = await instance.connect();
      for (const statement of duckDbTables(folder)) await connection.run(statement);
      connection.closeSync();
      instance.closeSync();
      const found = await sqlSource(openDuckDb(path, folder), "events").collect(query);
      expect(found).toEqual(referenceSignals(query, WORLD));
      agrees("DuckDB", await duckDbVersion(), found);
    },
  );
});

describe("PostgreSQL", () => {
  let server: PostgresServer;

  beforeAll(async () => {
    server = await startPostgres();
    await writeCsv(server.folder, WORLD);
    const sql = postgres(server.url, { max: 1, onnotice: () => undefined });
    for (const statement of postgresTables(server.folder)) await sql.unsafe(statement);
    await sql.end();
  });

  afterAll(() => server?.[Symbol.asyncDispose]());

  test.each([null, 6 * HOUR])("agrees to the digit (within %s)", async (within) => {
    const query = worldQuery(TABLES, within);
    const found = await sqlSource(openPostgres(server.url), "events").collect(query);
    expect(found).toEqual(referenceSignals(query, WORLD));
    const [row] = await openPostgres(server.url).run("SHOW server_version");
    agrees("PostgreSQL", String(row?.[0]).replace(/ .*/, ""), found);
  });

  test("a table that writes is refused by the transaction, and the password is in no error", async () => {
    const query = worldQuery({ ...TABLES, exposures: "(SELECT e.*, nextval('numbers') FROM exposures AS e)" });
    const failed = sqlSource(openPostgres(server.url), "events").collect(query);
    await expect(failed).rejects.toThrow("events: cannot execute nextval() in a read-only transaction");
    await expect(failed).rejects.not.toThrow(server.password);
  });

  test("a second statement cannot end the transaction and then write", async () => {
    const engine = openPostgres(server.url);
    const failed = engine.run("SELECT 1; COMMIT; CREATE TABLE written (x int)");
    await expect(failed).rejects.toThrow("cannot insert multiple commands into a prepared statement");
    expect(await engine.run("SELECT to_regclass('written') IS NULL")).toEqual([[true]]);
  });

  test("a server that ends the connection is an error like any other, and the signal ends a query", async () => {
    const ended = openPostgres(server.url).run("SELECT pg_terminate_backend(pg_backend_pid())");
    await expect(ended).rejects.toMatchObject({ name: "UserError" });
    const controller = new AbortController();
    const asleep = openPostgres(server.url, controller.signal).run("SELECT pg_sleep(60)");
    setTimeout(() => controller.abort(new Error("stopped")), 200);
    await expect(asleep).rejects.toThrow("stopped");
  });

  test("numbers come with all their digits, though this server is set to cut them", async () => {
    const rows = await openPostgres(server.url).run("SELECT 9007199254740993, 0.1::float8 + 0.2::float8");
    expect(rows).toEqual([["9007199254740993", 0.1 + 0.2]]);
  });
});

describe("ClickHouse's engine", () => {
  let server: ModelServer | undefined;
  let python: string | undefined;
  let missing = "";

  beforeAll(async () => {
    const found = await clickHousePython();
    if ("missing" in found) {
      missing = found.missing;
      process.stderr.write(`skipped: ${missing}\n`);
      return;
    }
    python = found.python;
    const schema = join(folder, "schema.json");
    await writeFile(schema, JSON.stringify(clickHouseTables(folder)));
    const script = join(import.meta.dirname, "canary-sql", "clickhouse_server.py");
    server = await startServer({
      argv: (port) => [found.python, script, String(port), schema],
      cwd: folder,
      env: () => ({ TMPDIR: folder }),
    });
    await untilReady(server.url);
  });

  afterAll(() => server?.[Symbol.asyncDispose]());

  test.for([null, 6 * HOUR])("agrees to the digit (within %j)", async (within, { skip }) => {
    if (server === undefined || python === undefined) return skip(missing);
    const query = worldQuery(TABLES, within);
    const engine = openClickHouse({ url: server.url, database: null, credentials: null });
    const found = await sqlSource(engine, "events").collect(query);
    expect(found).toEqual(referenceSignals(query, WORLD));
    agrees("ClickHouse's engine, chdb", await pythonVersion(python, "chdb"), found);
  });
});
