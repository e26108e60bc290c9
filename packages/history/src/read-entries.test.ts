import { expect, test } from "vitest";
import { formatEntry } from "./history-file.ts";
import { readEntries } from "./read-entries.ts";
import { exampleEntry, exampleVersion } from "./testing/example-entry.ts";
import { memoryStore } from "./testing/memory-store.ts";

const at = (recordedOn: string) => exampleEntry({ recordedOn });
const lines = (...entries: readonly ReturnType<typeof exampleEntry>[]) =>
  entries.map((entry) => `${formatEntry(entry)}\n`).join("");
const all = { months: 24, entries: 500, model: null };

test("a ref that is not there holds nothing", async () => {
  await expect(readEntries(await memoryStore().open(), all)).resolves.toEqual([]);
});

test("entries come oldest first, in whatever order they were written", async () => {
  const [a, b, c] = [at("2026-02-01T00:00:00Z"), at("2026-03-01T01:00:00+02:00"), at("2026-03-02T00:00:00Z")];
  const state = await memoryStore({ "history/2026-02.jsonl": lines(a), "history/2026-03.jsonl": lines(c, b) }).open();
  await expect(readEntries(state, all)).resolves.toEqual([a, b, c]);
  await expect(readEntries(state, { ...all, entries: 2 })).resolves.toEqual([b, c]);
  await expect(readEntries(state, { ...all, months: 1 })).resolves.toEqual([b, c]);
});

test("a month beyond the wanted entries is not read, not even where it is broken", async () => {
  const store = memoryStore({ "history/2026-02.jsonl": "broken", "history/2026-03.jsonl": lines(exampleEntry()) });
  await expect(readEntries(await store.open(), { ...all, entries: 1 })).resolves.toHaveLength(1);
  await expect(readEntries(await store.open(), all)).rejects.toThrow("history/2026-02.jsonl, line 1,");
});

test("pull requests, however many, do not crowd out what was recorded of branches", async () => {
  const branch = at("2026-02-01T00:00:00Z");
  const pulls = [1, 2, 3].map((day) => exampleEntry({ line: "pull/12", recordedOn: `2026-03-0${day}T00:00:00Z` }));
  const nobody = exampleEntry({ line: null, recordedOn: "2026-03-04T00:00:00Z" });
  const store = memoryStore({
    "history/2026-02.jsonl": lines(branch),
    "history/2026-03.jsonl": lines(...pulls, nobody),
  });
  await expect(readEntries(await store.open(), { ...all, entries: 2 })).resolves.toEqual([branch, pulls[2], nobody]);
});

test("only the model that is asked for is given, whatever it is called", async () => {
  const odd = exampleEntry({ candidate: exampleVersion("1", "__proto__") });
  const store = memoryStore({ "history/2026-03.jsonl": lines(exampleEntry(), odd) });
  await expect(readEntries(await store.open(), { ...all, model: "__proto__" })).resolves.toEqual([odd]);
  await expect(readEntries(await store.open(), { ...all, model: "constructor" })).resolves.toEqual([]);
});
