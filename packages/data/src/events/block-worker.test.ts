import { expect, test } from "vitest";
import { worldQuery } from "../../../../test/harness/canary/world-query.ts";
import { BlockWorker } from "./block-worker.ts";

test("a thread that has ended is not waited for", async () => {
  const query = worldQuery({ exposures: null, outcomes: null });
  await using worker = new BlockWorker({ path: import.meta.filename, query, content: "both" });
  await worker[Symbol.asyncDispose]();
  expect(await worker.scan({ start: 0, end: Number.POSITIVE_INFINITY })).toBeNull();
});
