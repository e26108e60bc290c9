import { type BundleSigner, sha256, UserError } from "@airworthy/evidence";
import { describe, expect, test } from "vitest";
import { appendEntry } from "./append-entry.ts";
import { exampleDraft, exampleLog, exampleState } from "./example-log.ts";
import { EMPTY_HEAD, headOf, readLog } from "./read-log.ts";
import { sideOf } from "./rollout-moment.ts";
import { verifyLog } from "./verify-log.ts";

const PLAIN = { signer: null, evenBroken: false };
const before = { state: null, flag: null, denied: [] };
const after = { state: exampleState("ranker", 1), flag: { weight: 1 }, denied: [] };
const draft = exampleDraft("ranker", 1, { before: sideOf(before), after: sideOf(after) });

test("the first entry has nothing before it, the second one names it", async () => {
  const first = await appendEntry("", EMPTY_HEAD, draft, PLAIN);
  expect(first.entry).toMatchObject({ version: 1, sequence: 1, previous: null, signature: null });
  expect(first.head).toBe(sha256(first.text.slice(0, -1)));
  const next = exampleDraft("ranker", 2, {
    before: sideOf(after),
    after: sideOf({ ...after, state: exampleState("ranker", 2) }),
  });
  const second = await appendEntry(first.text, first, next, PLAIN);
  expect(second.text.startsWith(first.text)).toBe(true);
  expect(second.entry).toMatchObject({ sequence: 2, previous: first.head });
  expect(headOf(readLog(second.text))).toEqual({ length: second.length, head: second.head });
  const head = { length: second.length, head: second.head, source: "rollouts.json" };
  expect(verifyLog(readLog(second.text), { head, anchors: [], current: null })).toEqual([]);
});

test("a log that does not verify, or does not end as it should, is refused", async () => {
  const { text, length, head } = exampleLog(4);
  const append = (given: string, expected = { length, head }) => appendEntry(given, expected, draft, PLAIN);
  await expect(append(text.replace("@ann", "@bob"))).rejects.toThrow("The audit log does not verify: line 2 does not");
  await expect(append(text.replaceAll("\n", "\r\n"))).rejects.toThrow("line 1 ends with a carriage return");
  await expect(append(text, exampleLog(3))).rejects.toThrow("is beyond the 3 entries that rollouts.json knows of");
  await expect(append("", { length, head })).rejects.toThrow("the log has 0 entries; rollouts.json saw 4");
});

describe("a rollback may follow a log that is broken, which is still found, and holds once that is mended", () => {
  const { text, length, head, moments } = exampleLog(4);
  const side = sideOf(moments.get("ranker") ?? expect.fail());
  const later = exampleDraft("ranker", 8, { before: side, after: side });
  const lines = text.split("\n").slice(0, -1);
  const forged = (lines[3] ?? "").replace(/"previous":"\w+"/, `"previous":"${head}"`);

  test.each([
    ["an edited line", text.replace("@ann", "@bob"), "2 broken-chain"],
    ["an edited last line", text.replace(/@ann(?!.*@ann)/s, "@bob"), "5 broken-chain"],
    ["lines cut off", `${lines.slice(0, 2).join("\n")}\n`, "3 missing-entries"],
    ["all lines cut off", "", "1 missing-entries"],
    ["half a line", text.slice(0, -20), "4 invalid-json"],
    ["a line put at the end", `${text}${forged}\n`, "6 fork"],
  ])("%s", async (_, tampered, code) => {
    const given = { signer: null, evenBroken: true };
    const first = await appendEntry(tampered, { length, head }, later, given);
    const second = await appendEntry(first.text, first, later, given);
    expect([second.length, second.entry.sequence]).toEqual([6, 6]);
    const expectations = { head: { ...second, source: "rollouts.json" }, anchors: [], current: null };
    const codes = (log: string) =>
      verifyLog(readLog(log), expectations).map(({ line, reasonCode }) => `${line} ${reasonCode}`);
    expect(codes(second.text)).toContain(code);
    const appended = second.text.split("\n").slice(-3).join("\n");
    expect(codes(text + appended)).toEqual([]);
  });
});

test("a clock that went back keeps nobody from moving", async () => {
  const { text, length, head } = exampleLog(4);
  const early = { ...draft, on: "2020-01-01T00:00:00Z" };
  const { entry } = await appendEntry(text, { length, head }, early, PLAIN);
  expect(entry.on).toBe("2020-01-01T00:00:00Z");
});

test("an entry that no reader would take is refused by its field", async () => {
  const append = (change: Partial<typeof draft>) => appendEntry("", EMPTY_HEAD, { ...draft, ...change }, PLAIN);
  await expect(append({ on: "yesterday" })).rejects.toThrow("on: ");
  await expect(append({ on: "2026-02-31T25:00:00Z" })).rejects.toThrow("must be a day that there is");
  await expect(append({ candidate: "latest" })).rejects.toThrow("candidate: ");
  await expect(append({ why: "" })).rejects.toThrow(UserError);
  await expect(append({ why: "x".repeat(1_001) })).rejects.toThrow("why: ");
});

test("an entry is signed without its place for the signature, and holds the bundle as it is", async () => {
  const signed: { type: string; payload: string }[] = [];
  const signer: BundleSigner = {
    signer: "somebody",
    sign: async (type, payload) => {
      signed.push({ type, payload: Buffer.from(payload).toString("utf8") });
      return '{"mediaType":"m","z":1,"a":[2]}';
    },
  };
  const { text, entry } = await appendEntry("", EMPTY_HEAD, draft, { signer, evenBroken: false });
  expect(signed).toHaveLength(1);
  expect(signed[0]?.type).toBe("application/vnd.airworthy.audit-entry+json");
  expect(signed[0]?.payload).toBe(text.slice(0, -1).replace(/,"signature":\{.*?\}(?=,"stable")/, ""));
  expect(text).toContain('"signature":{"a":[2],"mediaType":"m","z":1}');
  expect(entry.signature).toEqual({ mediaType: "m", z: 1, a: [2] });
});
