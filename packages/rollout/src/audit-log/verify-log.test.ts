import { sha256 } from "@airworthy/evidence";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RolloutEntry } from "./entry.ts";
import { exampleLog } from "./example-log.ts";
import { findingText } from "./finding.ts";
import { formatEntry } from "./format-entry.ts";
import { headOf, readLog } from "./read-log.ts";
import { type LogExpectations, verifyLog } from "./verify-log.ts";

const MOVES = 12;
const example = exampleLog(MOVES);
const lines = example.text.split("\n").slice(0, -1);
const alone: LogExpectations = { head: null, anchors: [], current: null };

const joined = (some: readonly string[]) => some.map((line) => `${line}\n`).join("");
const codes = (text: string, expectations: LogExpectations) =>
  verifyLog(readLog(text), expectations).map(({ line, reasonCode }) => `${line ?? "file"} ${reasonCode}`);

/** The log as somebody would rewrite it who can hash: line `number` changed, and all that follow chained anew. */
function rewritten(number: number, change: (entry: RolloutEntry) => RolloutEntry): string {
  let previous: string | null = null;
  const made = readLog(example.text).lines.flatMap(({ entry, number: at }) => {
    if (entry === null || !("rollout" in entry)) return [];
    const line: string = formatEntry({ ...(at === number ? change(entry) : entry), previous });
    previous = sha256(line);
    return [line];
  });
  return joined(made);
}

test("a log as it was written has no finding, and neither has an empty one", () => {
  expect(verifyLog(readLog(example.text), example.expectations)).toEqual([]);
  const empty = exampleLog(0);
  expect(verifyLog(readLog(""), empty.expectations)).toEqual([]);
  expect(headOf(readLog(example.text))).toEqual({ length: MOVES, head: sha256(lines.at(-1) ?? "") });
});

describe("with what rollouts.json says of the end", () => {
  const { expectations } = example;

  /** Bytes that are no UTF-8 are refused by whoever reads the file. */
  function isFound(bytes: Uint8Array): boolean {
    try {
      const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
      return verifyLog(readLog(text), expectations).some(({ verdict }) => verdict === "fail");
    } catch (error) {
      return error instanceof TypeError;
    }
  }

  test("every byte that is another is found", () => {
    const short = exampleLog(3);
    const bytes = Buffer.from(short.text);
    const missed = [...bytes.keys()].filter((at) => {
      const edited = Buffer.from(bytes);
      edited[at] = (edited[at] ?? 0) ^ 1;
      return verifyLog(readLog(edited.toString("latin1")), short.expectations).length === 0;
    });
    expect(bytes.length).toBeGreaterThan(3_000);
    expect(missed).toEqual([]);
  });

  test("any bytes in the place of others are found, wherever they are", () => {
    const bytes = Buffer.from(example.text);
    const edit = fc.record({
      at: fc.nat({ max: bytes.length }),
      cut: fc.nat({ max: 4 }),
      put: fc.uint8Array({ maxLength: 4 }),
    });
    fc.assert(
      fc.property(edit, ({ at, cut, put }) => {
        const edited = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + cut)]);
        return edited.equals(bytes) || isFound(edited);
      }),
      { numRuns: 400 },
    );
  });

  test("lines that are removed, swapped, repeated or put elsewhere are found", () => {
    const line = fc.nat({ max: MOVES - 1 });
    fc.assert(
      fc.property(line, line, fc.constantFrom("remove", "swap", "repeat", "move"), (a, b, way) => {
        const changed = [...lines];
        const [one = "", other = ""] = [lines[a], lines[b]];
        if (way === "remove") changed.splice(Math.min(a, b), 1 + Math.abs(a - b));
        if (way === "swap") [changed[a], changed[b]] = [other, one];
        if (way === "repeat") changed.splice(b, 0, one);
        if (way === "move") changed.splice(b, 0, ...changed.splice(a, 1));
        return joined(changed) === example.text || isFound(Buffer.from(joined(changed)));
      }),
      { numRuns: 400 },
    );
  });
});

describe("each kind of tampering is told as what it is, at its line", () => {
  test.each([
    [
      "an edited line breaks the next one's link",
      joined(lines.map((line, at) => (at === 4 ? line.replace("@ann", "@bob") : line))),
      ["6 broken-chain"],
    ],
    ["removed lines are counted", joined(lines.toSpliced(3, 2)), ["4 missing-entries", "4 unlogged-state"]],
    ["one that stands twice", joined(lines.toSpliced(5, 0, lines[4] ?? "")), ["6 repeated-line", "6 unlogged-state"]],
    ["the first is gone", joined(lines.slice(1)), ["1 missing-entries", "2 unlogged-state"]],
    ["the last has no line feed", example.text.slice(0, -1), ["12 unfinished-line"]],
    ["carriage returns", example.text.replace("\n", "\r\n"), ["1 carriage-return", "2 broken-chain"]],
    ["an empty line", joined(lines.toSpliced(2, 0, "")), ["3 empty-line", "4 out-of-order"]],
    ["no JSON", joined(lines.toSpliced(11, 1, "{")), ["12 invalid-json"]],
    ["an unknown version", joined(lines.toSpliced(11, 1, '{"version":2}')), ["12 unknown-version"]],
    ["white space", joined(lines.toSpliced(11, 1, ` ${lines[11]}`)), ["12 not-canonical"]],
  ])("%s", (_, text, expected) => {
    const found = codes(text, alone);
    for (const code of expected) expect(found).toContain(code);
  });

  test("two entries that follow the same one are a fork", () => {
    const [, entry] = readLog(example.text).lines.map((line) => line.entry);
    const other = formatEntry({ ...(entry ?? expect.fail()), why: "another second entry" });
    const text = joined(lines.toSpliced(2, 0, other));
    const [finding] = verifyLog(readLog(text), alone);
    expect(finding && findingText(finding)).toBe("line 3 follows line 1, as line 2 does already: the log forks");
  });

  test("a swap names where the line belongs", () => {
    const text = joined(lines.toSpliced(3, 2, lines[4] ?? "", lines[3] ?? ""));
    expect(codes(text, alone).slice(0, 3)).toEqual(["4 out-of-order", "5 out-of-order", "6 out-of-order"]);
  });

  test("a key twice is an edit, whichever of the two counts", () => {
    const [first = ""] = lines;
    const twice = first.replace('"why":null', '"why":"a","why":null');
    expect(twice).not.toBe(first);
    expect(codes(joined([twice, ...lines.slice(1)]), alone)).toContain("1 not-canonical");
  });

  test("a time that goes back is told, and does not make the log fail", () => {
    const text = rewritten(3, (entry) => ({ ...entry, on: "2020-01-01T00:00:00Z" }));
    const findings = verifyLog(readLog(text), alone);
    expect(findings.map(({ verdict, reasonCode, line }) => [verdict, reasonCode, line])).toEqual([
      ["warn", "clock-went-back", 3],
    ]);
  });
});

describe("whoever rewrites the log from some line on, and rollouts.json with it", () => {
  const text = rewritten(8, (entry) => ({ ...entry, by: { ...entry.by, actor: "@mallory" } }));
  const head = { ...headOf(readLog(text)), source: "rollouts.json" };
  const consistent = { ...example.expectations, head };

  test("is not found by these files alone", () => {
    expect(codes(text, consistent)).toEqual([]);
  });

  test("is found by an anchor at that line or a later one, and not by one before it", () => {
    const anchor = (length: number) => ({ length, head: sha256(lines[length - 1] ?? ""), source: "rollout.json" });
    expect(codes(text, { ...consistent, anchors: [anchor(7)] })).toEqual([]);
    for (const length of [8, 9, 12]) {
      expect(codes(text, { ...consistent, anchors: [anchor(length)] })).toEqual([`${length} anchor-differs`]);
    }
  });

  test("is found where the last entries are cut off, by an anchor that has seen them", () => {
    const cut = joined(lines.slice(0, 10));
    const expectations = { head: { ...headOf(readLog(cut)), source: "rollouts.json" }, anchors: [], current: null };
    expect(codes(cut, expectations)).toEqual([]);
    const anchor = { length: 11, head: sha256(lines[10] ?? ""), source: "rollout.json" };
    expect(codes(cut, { ...expectations, anchors: [anchor] })).toEqual(["file truncated"]);
  });
});

describe("files that were edited by hand", () => {
  const { current } = example.expectations;
  const files = current ?? expect.fail();
  const edited = (changes: Partial<typeof files>) =>
    codes(example.text, { ...example.expectations, current: { ...files, ...changes } });

  test("are told by what they are: a state, a flag, the list of denied packages", () => {
    expect(edited({ rollouts: new Map([...files.rollouts, ["ranker", sha256("another state")]]) })).toEqual([
      "file state-edited",
    ]);
    expect(edited({ flags: new Map([...files.flags, ["ranker-flag", sha256("another flag")]]) })).toEqual([
      "file flag-edited",
    ]);
    expect(edited({ denials: sha256("another list") })).toEqual(["file denials-edited"]);
  });

  test("a rollout that the log does not know, and one that is gone", () => {
    expect(edited({ rollouts: new Map([...files.rollouts, ["newcomer", sha256("{}")]]) })).toEqual([
      "file unlogged-rollout",
    ]);
    expect(edited({ rollouts: new Map([...files.rollouts].slice(1)) })).toEqual(["file state-edited"]);
  });

  test("flags of no rollout may change", () => {
    expect(edited({ flags: new Map([...files.flags, ["dark-mode", sha256("another flag")]]) })).toEqual([]);
  });

  test("between two moves are found in the log, too", () => {
    const flag = rewritten(5, (entry) => ({ ...entry, before: { ...entry.before, flag: "0".repeat(64) } }));
    expect(codes(flag, alone)).toEqual(["5 unlogged-flag"]);
    const denials = rewritten(5, (entry) => ({ ...entry, before: { ...entry.before, denials: "0".repeat(64) } }));
    expect(codes(denials, alone)).toEqual(["5 unlogged-denials", "5 unnamed-denial"]);
  });

  test("an end beyond what rollouts.json knows was appended by hand", () => {
    const head = { length: 11, head: sha256(lines[10] ?? ""), source: "rollouts.json" };
    expect(codes(example.text, { ...alone, head })).toEqual(["12 appended"]);
  });
});

test("the deny list of a log without entries is not said to be of a line", () => {
  const current = { rollouts: new Map(), flags: new Map(), denials: "d".repeat(64) };
  const [finding] = verifyLog(readLog(""), { head: null, anchors: [], current });
  expect(finding?.message).toBe("the list of denied packages is not what the log left: it was edited by hand");
});

test("of a text with more lines than a log can have no more are read", () => {
  const { lines, problems } = readLog("\n".repeat(200_100));
  expect(lines).toHaveLength(200_000);
  expect(problems.at(-1)).toMatchObject({ verdict: "fail", reasonCode: "too-many-lines", line: 200_001 });
});

test("whatever the text, reading and verifying it does not throw", () => {
  const piece = fc.oneof(fc.string(), fc.constantFrom(...lines), fc.json(), fc.constant('{"__proto__":1,"version":1}'));
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join("\n");
      expect(readLog(text).lines.length).toBe(text === "" ? 0 : text.replace(/\n$/, "").split("\n").length);
      for (const finding of verifyLog(readLog(text), example.expectations)) expect(findingText(finding)).not.toBe("");
    }),
  );
});
