import type { Collected, SignalQuery } from "@airworthy/signals";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { collect, csv, gzip, jsonLines, parquet } from "../../../../test/harness/canary/event-tables.ts";
import { type EventWorld, eventWorlds, isExposure, isOutcome } from "../../../../test/harness/canary/event-worlds.ts";
import type { EventRow } from "../../../../test/harness/canary/reference-events.ts";
import { referenceSignals } from "../../../../test/harness/canary/reference-signals.ts";
import { signalWorld } from "../../../../test/harness/canary/signal-world.ts";
import { worldQuery } from "../../../../test/harness/canary/world-query.ts";

const TEXTS = ["who", "flag", "variant", "version", "country", "plan", "id", "user", "event"];
const NUMBERS = ["exposed", "received", "at", "stars", "views"];

/** By the rules one after the other, and of files' order what the row before is. */
function expected({ query, rows }: EventWorld, files: readonly (readonly EventRow[])[]): Collected {
  const signals = of(query, rows);
  const outOfOrder = files.map((file) => countBackward(file.flatMap((row) => timesOf(query, row))));
  const quality = { ...signals.quality, outOfOrder: outOfOrder.reduce((sum, count) => sum + count, 0) };
  return { ...signals, quality };
}

function of(query: SignalQuery, rows: readonly EventRow[]): Collected {
  return referenceSignals(query, { exposures: rows.filter(isExposure), outcomes: rows.filter(isOutcome) });
}

/** Of the events that the row is. */
function timesOf(query: SignalQuery, row: EventRow): number[] {
  const asExposure = isExposure(row) && referenceSignals(query, { exposures: [row], outcomes: [] }).quality.events > 0;
  const asOutcome = isOutcome(row) && referenceSignals(query, { exposures: [], outcomes: [row] }).quality.events > 0;
  return [...(asExposure ? [Number(row["exposed"])] : []), ...(asOutcome ? [Number(row["at"])] : [])];
}

function countBackward(times: readonly number[]): number {
  return times.filter((time, index) => time < (times[index - 1] ?? time)).length;
}

describe("by the rules, as a reference that follows them one by one", () => {
  test("events in one file, in any order", async () => {
    await fc.assert(
      fc.asyncProperty(eventWorlds, async (world) => {
        expect(await collect({ "a.jsonl": jsonLines(world.rows) }, world.query)).toEqual(expected(world, [world.rows]));
      }),
      { numRuns: 300 },
    );
  });

  test("events in files of their own, some of both", async () => {
    await fc.assert(
      fc.asyncProperty(eventWorlds, fc.nat({ max: 40 }), async (world, mixed) => {
        const both = world.rows.slice(0, mixed);
        const exposures = world.rows.slice(mixed).filter((row) => isExposure(row) && !isOutcome(row));
        const outcomes = world.rows.slice(mixed).filter((row) => !isExposure(row));
        const rest = world.rows.slice(mixed).filter((row) => isExposure(row) && isOutcome(row));
        const files = { "exposures.jsonl": exposures, "a.jsonl": both, "b.jsonl": rest, "outcomes.jsonl": outcomes };
        const contents = Object.fromEntries(Object.entries(files).map(([name, rows]) => [name, jsonLines(rows)]));
        expect(await collect(contents, world.query)).toEqual(expected(world, Object.values(files)));
      }),
      { numRuns: 100 },
    );
  });

  test("events in any format", async () => {
    await fc.assert(
      fc.asyncProperty(eventWorlds, async (world) => {
        const answer = expected(world, [world.rows]);
        const text = csv(world.rows, [...TEXTS, ...NUMBERS]);
        expect(await collect({ "a.csv": text }, world.query)).toEqual(answer);
        expect(await collect({ "a.csv.gz": gzip(text) }, world.query)).toEqual(answer);
        expect(await collect({ "a.jsonl.gz": gzip(jsonLines(world.rows)) }, world.query)).toEqual(answer);
      }),
      { numRuns: 25 },
    );
  });

  test("events in Parquet", async () => {
    await fc.assert(
      fc.asyncProperty(eventWorlds, async (world) => {
        const answer = expected(world, [world.rows]);
        expect(await collect({ "a.parquet": parquet(world.rows, TEXTS, NUMBERS) }, world.query)).toEqual(answer);
      }),
      { numRuns: 5 },
    );
  });

  test.each([null, 4 * 3_600_000])("thousands of users with times of both kinds, within %s ms", async (within) => {
    const world = signalWorld(5, 2_000);
    const query = worldQuery({ exposures: null, outcomes: null }, within);
    const contents = { "exposures.jsonl": jsonLines(world.exposures), "outcomes.jsonl": jsonLines(world.outcomes) };
    const found = await collect(contents, query);
    const { outOfOrder, ...quality } = found.quality;
    expect(outOfOrder).toBeGreaterThan(1_000);
    expect({ ...found, quality: { ...quality, outOfOrder: 0 } }).toEqual(referenceSignals(query, world));
  });

  test.each([1, 2, 3])("a file of both that has to be read twice, by %i threads", async (threads) => {
    const world = signalWorld(7, 500);
    const query = worldQuery({ exposures: null, outcomes: null }, 2 * 3_600_000);
    const rows = [...world.outcomes, ...world.exposures];
    const found = await collect({ "a.jsonl": jsonLines(rows) }, query, { threads, blockBytes: 10_000 });
    const { outOfOrder, ...quality } = found.quality;
    expect(outOfOrder).toBeGreaterThan(100);
    expect({ ...found, quality: { ...quality, outOfOrder: 0 } }).toEqual(referenceSignals(query, world));
  });
});
