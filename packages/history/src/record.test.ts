import { describe, expect, test } from "vitest";
import { formatEntry, parseHistory } from "./history-file.ts";
import { type Recording, record } from "./record.ts";
import { exampleEntry, exampleVersion } from "./testing/example-entry.ts";
import { memoryStore } from "./testing/memory-store.ts";

const MARCH = "history/2026-03.jsonl";
const noPause = async () => {};

function recording(given: Partial<Recording> = {}): Recording {
  return { entries: [exampleEntry()], kept: new Map(), pruneBefore: null, ...given };
}

function file(...entries: readonly ReturnType<typeof exampleEntry>[]): string {
  return entries.map((entry) => `${formatEntry(entry)}\n`).join("");
}

/** An entry that was recorded then, with an evidence file of its own. */
function at(recordedOn: string, digit: string) {
  return exampleEntry({ recordedOn, evidence: [{ type: "t", sha256: digit.repeat(64), verdict: "pass" }] });
}

describe("recording", () => {
  test("begins a ref with a file that says what it is", async () => {
    const store = memoryStore();
    await expect(record(store, recording(), noPause)).resolves.toEqual({ appended: 1, commit: "commit 1" });
    expect([...store.files().keys()].sort()).toEqual(["README.md", MARCH]);
    expect(store.files().get("README.md")).toContain("record-history");
  });

  test("appends below what is there, and leaves the rest alone", async () => {
    const before = at("2026-03-01T00:00:00Z", "1");
    const store = memoryStore({ [MARCH]: file(before), "README.md": "mine", "evidence/x.json": "{}" });
    await record(store, recording(), noPause);
    expect(parseHistory(store.files().get(MARCH) ?? "", "x")).toEqual([before, exampleEntry()]);
    expect(store.files().get("README.md")).toBe("mine");
    expect(store.files().get("evidence/x.json")).toBe("{}");
  });

  test("writes nothing where all of it is there", async () => {
    const store = memoryStore({ [MARCH]: file(exampleEntry()) });
    const again = recording({ kept: new Map([["e".repeat(64), "{}"]]) });
    await expect(record(store, again, noPause)).resolves.toEqual({ appended: 0, commit: "commit 1" });
    expect(store.commits).toHaveLength(1);
  });

  test("keeps evidence files by their digests, in the same commit", async () => {
    const store = memoryStore();
    await record(store, recording({ kept: new Map([["e".repeat(64), "{}"]]) }), noPause);
    expect(store.commits).toHaveLength(1);
    expect(store.files().get(`evidence/${"e".repeat(64)}.json`)).toBe("{}");
  });

  test("keeps apart the candidates of one run", async () => {
    const store = memoryStore();
    const other = exampleEntry({ candidate: exampleVersion("2.0.0", "other") });
    await expect(record(store, recording({ entries: [exampleEntry(), other] }), noPause)).resolves.toMatchObject({
      appended: 2,
    });
    expect(parseHistory(store.files().get(MARCH) ?? "", "x")).toEqual([exampleEntry(), other]);
  });

  test("refuses a ref that holds something else, such as somebody's work", async () => {
    const store = memoryStore({ "README.md": "# Our model", "src/train.py": "" });
    await expect(record(store, recording(), noPause)).rejects.toThrow(/holds something else than a history/);
    expect(store.commits).toHaveLength(1);
  });

  test("does not append to a file that nobody can read", async () => {
    const store = memoryStore({ [MARCH]: "<<<<<<< ours\n" });
    await expect(record(store, recording(), noPause)).rejects.toThrow(`${MARCH}, line 1, is not JSON`);
  });

  test("of twenty writers at once loses nothing", async () => {
    const store = memoryStore();
    const writers = Array.from({ length: 20 }, (_, id) =>
      record(store, recording({ entries: [exampleEntry({ run: { id, attempt: 1 } })] }), noPause),
    );
    await Promise.all(writers);
    const entries = parseHistory(store.files().get(MARCH) ?? "", "x");
    const ids = entries.map(({ run }) => run?.id ?? -1).sort((a, b) => a - b);
    expect(ids).toEqual(Array.from({ length: 20 }, (_, id) => id));
    expect(store.commits).toHaveLength(20);
  });

  test("gives up where others always write first, after waits that differ by what is written", async () => {
    const store = memoryStore();
    const busy = {
      ...store,
      open: async () => {
        const state = await store.open();
        return { ...state, commit: async () => null };
      },
    };
    const waits = async (id: number) => {
      const seen: number[] = [];
      const entries = [exampleEntry({ run: { id, attempt: 1 } })] as const;
      const pause = async (milliseconds: number) => void seen.push(milliseconds);
      await expect(record(busy, recording({ entries }), pause)).rejects.toThrow(/others wrote first, 60 times/);
      return seen;
    };
    const [one, two] = [await waits(1), await waits(2)];
    expect(one).toHaveLength(60);
    expect(Math.max(...one)).toBeLessThanOrEqual(8_000);
    expect(one).not.toEqual(two);
    expect(await waits(1)).toEqual(one);
  });
});

describe("pruning", () => {
  const old = at("2025-11-30T00:00:00Z", "1");
  const early = at("2026-01-09T23:59:59Z", "2");
  const late = at("2026-01-10T00:00:00Z", "3");
  const texts = {
    "history/2025-11.jsonl": file(old),
    "history/2026-01.jsonl": file(early, late),
    [`evidence/${"1".repeat(64)}.json`]: "1",
    [`evidence/${"2".repeat(64)}.json`]: "2",
    [`evidence/${"3".repeat(64)}.json`]: "3",
  };

  test("drops whole months, the lines before the day, and the evidence of neither", async () => {
    const store = memoryStore(texts);
    await record(store, recording({ pruneBefore: "2026-01-10" }), noPause);
    expect(Object.fromEntries(store.files())).toEqual({
      "history/2026-01.jsonl": file(late),
      [MARCH]: file(exampleEntry()),
      [`evidence/${"3".repeat(64)}.json`]: "3",
    });
  });

  test("keeps evidence that a later line speaks of, too", async () => {
    const store = memoryStore({ ...texts, [MARCH]: file(at("2026-03-01T00:00:00Z", "1")) });
    await record(store, recording({ pruneBefore: "2026-01-01" }), noPause);
    expect(store.files().has(`evidence/${"1".repeat(64)}.json`)).toBe(true);
    expect(store.files().has("history/2025-11.jsonl")).toBe(false);
  });

  test("takes out a month of which no line is left, and keeps what is recorded at the same time", async () => {
    const store = memoryStore({ "history/2026-03.jsonl": file(at("2026-03-01T00:00:00Z", "1")) });
    await record(store, recording({ pruneBefore: "2026-03-15" }), noPause);
    expect(store.files().get(MARCH)).toBe(file(exampleEntry()));
    const other = memoryStore({ "history/2026-01.jsonl": file(early), [MARCH]: file(exampleEntry()) });
    await record(other, recording({ pruneBefore: "2026-01-31" }), noPause);
    expect([...other.files().keys()]).toEqual([MARCH]);
  });

  test("happens even where there is nothing new, and writes nothing where there is nothing to drop", async () => {
    const store = memoryStore({ ...texts, [MARCH]: file(exampleEntry()) });
    await expect(record(store, recording({ pruneBefore: "2026-01-01" }), noPause)).resolves.toEqual({
      appended: 0,
      commit: "commit 2",
    });
    await record(store, recording({ pruneBefore: "2026-01-01" }), noPause);
    expect(store.commits).toHaveLength(2);
  });
});
