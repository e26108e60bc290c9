import { sha256 } from "@airworthy/evidence";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { appendEntry } from "./append-entry.ts";
import type { AuditEntry, PromotionDraft, PromotionEntry } from "./entry.ts";
import { exampleLog, exampleSequence } from "./example-log.ts";
import { exampleStageDraft } from "./example-stage.ts";
import { findPromotion } from "./find-promotion.ts";
import { findingText } from "./finding.ts";
import { formatEntry } from "./format-entry.ts";
import { EMPTY_HEAD, headOf, readLog } from "./read-log.ts";
import { EMPTY_LIST_DIGEST } from "./rollout-moment.ts";
import { toCsv } from "./to-csv.ts";
import { verifyLog } from "./verify-log.ts";

const NAMES = ["ranker", "sentiment", "ranker#staging", "ranker#production", "team/tagger#production"];
const PLAIN = { signer: null, evenBroken: false };
const mixture = fc.array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 24 });
const denials = [EMPTY_LIST_DIGEST, EMPTY_LIST_DIGEST] as const;
const on = "2026-03-01T12:00:00.000Z";
const draft = exampleStageDraft({ model: "ranker", stage: "production", number: 1, on, denials });

const linesOf = (text: string) => text.split("\n").slice(0, -1);
const joined = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join("");

/** The findings on entries that somebody chained anew. */
function chained(entries: readonly AuditEntry[]): readonly string[] {
  let previous: string | null = null;
  const lines = entries.map((entry, index) => {
    const line: string = formatEntry({ ...entry, sequence: index + 1, previous });
    previous = sha256(line);
    return line;
  });
  const findings = verifyLog(readLog(joined(lines)), { head: null, anchors: [], current: null });
  return findings.map(({ verdict, line, reasonCode }) => `${verdict} ${line} ${reasonCode}`);
}

function entriesOf(text: string): readonly AuditEntry[] {
  return readLog(text).lines.flatMap(({ entry }) => entry ?? []);
}

function changed(name: string, length: number, at: number, change: (entry: PromotionEntry) => PromotionEntry) {
  const entries = entriesOf(exampleLog(length, [name]).text);
  return chained(entries.map((entry, index) => (index + 1 === at && "promotion" in entry ? change(entry) : entry)));
}

test("a log of rollouts alone has the bytes that docs/audit-log.md shows the digest of", () => {
  expect(exampleLog(12).head).toBe("0e487a78849eb5636e85ecf19eea050548cf3b7989ec92a6eb077bcc92b22445");
});

describe("any mixture of moves and changes of stages", () => {
  test("verifies as it was written, against the files beside it", () => {
    fc.assert(
      fc.property(mixture, (names) => {
        const { text, expectations, length, head } = exampleSequence(names);
        expect(verifyLog(readLog(text), expectations)).toEqual([]);
        expect(headOf(readLog(text))).toEqual({ length, head });
        return names.every((name, index) => "promotion" in (entriesOf(text)[index] ?? {}) === name.includes("#"));
      }),
    );
  });

  test("tells every byte that is another", () => {
    fc.assert(
      fc.property(mixture, fc.nat(), fc.integer({ min: 1, max: 127 }), (names, place, bits) => {
        const { text, expectations } = exampleSequence(names);
        const bytes = Buffer.from(text);
        const at = place % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ bits;
        return verifyLog(readLog(bytes.toString("latin1")), expectations).some(({ verdict }) => verdict === "fail");
      }),
      { numRuns: 300 },
    );
  });

  test("tells lines that were removed, swapped or repeated", () => {
    const way = fc.constantFrom("remove", "swap", "repeat");
    fc.assert(
      fc.property(mixture, fc.nat(), fc.nat(), way, (names, one, other, how) => {
        const { text, expectations } = exampleSequence(names);
        const lines = linesOf(text);
        const [a, b] = [one % lines.length, other % lines.length];
        const [first = "", second = ""] = [lines[a], lines[b]];
        if (how === "remove") lines.splice(Math.min(a, b), 1 + Math.abs(a - b));
        if (how === "swap") [lines[a], lines[b]] = [second, first];
        if (how === "repeat") lines.splice(b, 0, first);
        if (joined(lines) === text) return true;
        return verifyLog(readLog(joined(lines)), expectations).some(({ verdict }) => verdict === "fail");
      }),
      { numRuns: 300 },
    );
  });

  test("tells which denials the log does not know, whichever kind of entry comes after them", () => {
    const { text, expectations } = exampleSequence(["ranker", "ranker#production", "sentiment", "ranker#production"]);
    const current = expectations.current ?? expect.fail();
    const other = { ...expectations, current: { ...current, denials: sha256("another list") } };
    expect(verifyLog(readLog(text), other).map(({ reasonCode }) => reasonCode)).toEqual(["denials-edited"]);
    const entries = entriesOf(text);
    for (const at of [1, 2]) {
      const edited = entries.map((entry, index) =>
        index === at && "rollout" in entry
          ? { ...entry, before: { ...entry.before, denials: "0".repeat(64) } }
          : index === at && "promotion" in entry
            ? { ...entry, before: { denials: "0".repeat(64) } }
            : entry,
      );
      expect(chained(edited)).toEqual([`fail ${at + 1} unlogged-denials`, `fail ${at + 1} unnamed-denial`]);
    }
  });
});

describe("a change of a stage", () => {
  test("that found another package there than the log left is told, and the log still holds", () => {
    const other = `sha256:${"f".repeat(64)}`;
    expect(changed("ranker#production", 3, 2, (entry) => ({ ...entry, stable: other }))).toEqual([
      "warn 2 unlogged-stage",
    ]);
    expect(changed("ranker#production", 3, 2, (entry) => ({ ...entry, stable: null }))).toHaveLength(1);
    // What the stage had before the log began, nobody can tell.
    expect(changed("ranker#production", 3, 1, (entry) => ({ ...entry, stable: other }))).toEqual([]);
  });

  test("is held against its own stage and model alone", () => {
    expect(chained(entriesOf(exampleSequence([...NAMES, ...NAMES]).text))).toEqual([]);
    const { text } = exampleLog(2, ["ranker#production"]);
    const [first, second] = entriesOf(text);
    const named = (entry: AuditEntry | undefined, promotion: PromotionEntry["promotion"]) =>
      entry !== undefined && "promotion" in entry ? { ...entry, promotion, stable: null } : expect.fail();
    // Two names that are the same where they are put together with a sign between them.
    const apart = [named(first, { model: "a#b", stage: "c" }), named(second, { model: "a", stage: "b#c" })];
    expect(chained(apart)).toEqual([]);
  });

  test("that denies without naming what is told", () => {
    expect(changed("ranker#production", 4, 4, (entry) => ({ ...entry, denied: null }))).toEqual([
      "fail 4 unnamed-denial",
    ]);
  });

  test.each<[string, object, string]>([
    ["both kinds at once", { rollout: { name: "ranker", number: 1 } }, "rollout: unknown field"],
    ["a rollout's move", { move: "advance" }, "move: "],
    ["no package", { candidate: null }, "candidate: "],
    ["a commit that is none", { commit: "main" }, "commit: "],
    ["something that it allowed", { allowed: `sha256:${"a".repeat(64)}` }, "allowed: "],
    ["a rollout's side", { after: { denials: EMPTY_LIST_DIGEST, phase: "idle" } }, "after.phase: unknown field"],
    ["a stage without a name", { promotion: { model: "ranker", stage: "" } }, "promotion.stage: "],
  ])("with %s is refused by its field", (_, fault, message) => {
    const entry = { ...draft, version: 1, sequence: 1, previous: null, signature: null, ...fault };
    const keys = Object.entries(entry).toSorted(([a], [b]) => (a < b ? -1 : 1));
    const [problem] = readLog(`${JSON.stringify(Object.fromEntries(keys))}\n`).problems;
    expect(problem && findingText(problem)).toContain(message);
  });
});

describe("a request", () => {
  const found = (text: string, asked: Partial<PromotionDraft>, end = headOf(readLog(text))) =>
    findPromotion(readLog(text), end, { ...draft, ...asked });

  test("is found by itself, the model and the stage together", async () => {
    const { text, entry } = await appendEntry("", EMPTY_HEAD, draft, PLAIN);
    expect(found(text, {})).toEqual(entry);
    expect(found(text, { request: "another" })).toBeNull();
    expect(found(text, { promotion: { model: "ranker", stage: "staging" } })).toBeNull();
    expect(found(text, { promotion: { model: "sentiment", stage: "production" } })).toBeNull();
  });

  test("is not found among the moves of rollouts, nor where none is named", async () => {
    const { text } = exampleLog(4, ["ranker"]);
    expect(found(text, { request: "request-1", promotion: { model: "ranker", stage: "ranker" } })).toBeNull();
    const unnamed = await appendEntry("", EMPTY_HEAD, { ...draft, request: null }, PLAIN);
    expect(found(unnamed.text, { request: null })).toBeNull();
  });

  test("is not found in a line that somebody put beyond the log's end", async () => {
    const { text } = await appendEntry("", EMPTY_HEAD, draft, PLAIN);
    expect(found(text, {}, EMPTY_HEAD)).toBeNull();
  });
});

test("as a table a change has its own columns at the end, and none of a rollout's", async () => {
  const { text } = await appendEntry("", EMPTY_HEAD, { ...draft, tags: ["ranker@v1.0.0"] }, PLAIN);
  const [titles = [], cells = []] = toCsv(readLog(text))
    .trimEnd()
    .split("\r\n")
    .map((row) => row.split(","));
  const row = new Map(titles.map((title, index) => [title, cells[index]]));
  expect(titles.slice(-5)).toEqual(["digest", "model", "stage", "commit", "tags"]);
  expect(cells.slice(-4)).toEqual(["ranker", "production", draft.commit, "ranker@v1.0.0"]);
  for (const title of ["rollout", "rollout number", "phase before", "flag after"]) expect(row.get(title)).toBe("");
  expect([row.get("move"), row.get("candidate"), row.get("denials after")]).toEqual([
    "promote",
    draft.candidate,
    EMPTY_LIST_DIGEST,
  ]);
});
