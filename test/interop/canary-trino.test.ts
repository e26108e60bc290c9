import { afterAll, beforeAll, expect, test } from "vitest";
import { sqlSource } from "../../packages/data/src/sql/sql-source.ts";
import { referenceSignals } from "../harness/canary/reference-signals.ts";
import { signalWorld } from "../harness/canary/signal-world.ts";
import { worldQuery } from "../harness/canary/world-query.ts";
import { conforms } from "../harness/conforms.ts";
import { loadTrino } from "./canary-servers/load-trino.ts";
import { startTrino, type Trino } from "./canary-servers/start-trino.ts";

const WORLD = signalWorld(9, 2_000);
const TABLES = { exposures: "exposures", outcomes: "outcomes" };

let trino: Trino;

beforeAll(async () => {
  trino = await startTrino();
  await loadTrino(trino, WORLD);
});

afterAll(async () => {
  await trino?.[Symbol.asyncDispose]();
});

test("two nodes of Trino find in the events what the rules say, to the digit", async () => {
  const found = await sqlSource(trino.engine, "trino").collect(worldQuery(TABLES));
  expect(found).toEqual(referenceSignals(worldQuery(TABLES), WORLD));
  expect(found.units.candidate).toBeGreaterThan(100);
  await agrees(found.cells.length);
});

test("so they do where outcomes count for a time after the exposure only", async () => {
  const query = worldQuery(TABLES, 2 * 3_600_000);
  const found = await sqlSource(trino.engine, "trino").collect(query);
  expect(found).toEqual(referenceSignals(query, WORLD));
  await agrees(found.cells.length);
});

test("a query in brackets is as good as a table", async () => {
  const query = worldQuery({ ...TABLES, exposures: "(SELECT * FROM memory.default.exposures WHERE true)" });
  const found = await sqlSource(trino.engine, "trino").collect(query);
  expect(found).toEqual(referenceSignals(query, WORLD));
  await agrees(found.cells.length);
});

/** Each cell holds the n and the sums of a version, window, metric and group. */
async function agrees(cells: number): Promise<void> {
  const [row] = await trino.engine.run("SELECT node_version FROM system.runtime.nodes");
  conforms({
    area: "Canary analysis",
    claim: "n and sums of events by version, window, metric and group, to the digit, by two nodes",
    peer: "Trino",
    version: String(row?.[0]),
    cases: cells,
  });
}

test("Trino's own words say what is wrong", async () => {
  const query = worldQuery({ ...TABLES, outcomes: "nothing" });
  await expect(sqlSource(trino.engine, "trino").collect(query)).rejects.toThrow(
    /^trino: .*TABLE_NOT_FOUND: .*Table 'memory\.default\.nothing' does not exist/,
  );
});
