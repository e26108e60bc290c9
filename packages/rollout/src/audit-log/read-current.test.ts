import { canonicalJson, sha256 } from "@airworthy/evidence";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readCurrent } from "./read-current.ts";

const log = { length: 0, head: null };
const rollouts = (states: string) => `{"version":1,"rollouts":${states},"denied":[],"log":${JSON.stringify(log)}}`;

test("values are compared whatever their white space and the order of their keys", () => {
  const { current, head, problems } = readCurrent({
    rollouts: rollouts('{ "ranker": { "step": 1, "phase": "running" } }'),
    flags: '{"$schema":"x","flags":{"ranker":{"variants":{},"state":"ENABLED"}},"other":1}',
  });
  expect(problems).toEqual([]);
  expect(head).toEqual({ ...log, source: "rollouts.json" });
  expect(current?.rollouts.get("ranker")).toBe(sha256('{"phase":"running","step":1}'));
  expect(current?.flags.get("ranker")).toBe(sha256('{"state":"ENABLED","variants":{}}'));
  expect(current?.denials).toBe(sha256("[]"));
});

test("files that are not there are of no rollout", () => {
  const { current, head, problems } = readCurrent({ rollouts: null, flags: null });
  expect({ head, problems }).toEqual({ head: { ...log, source: "rollouts.json" }, problems: [] });
  expect(current).toEqual({ rollouts: new Map(), flags: new Map(), denials: sha256("[]") });
});

test.each([
  ["no JSON", "{", "rollouts.json is not JSON"],
  ["a list", "[]", "rollouts.json is not valid"],
  ["rollouts as a list", rollouts("[]"), "must be an object"],
  ["a rollout twice", rollouts('{"a":{},"a":{"b":1}}'), 'has the key "a" twice'],
  ["a name that objects have by themselves", rollouts('{"__proto__":{}}'), 'has a key "__proto__"'],
  ["no log", '{"version":1,"rollouts":{},"denied":[]}', "log: missing"],
  ["another version", rollouts("{}").replace("1", "2"), "version: 2 was given; 1 is allowed"],
  ["a field that no move writes", rollouts("{}").replace("{", '{"more":1,'), "more: unknown field"],
  [
    "a field of the log's end that no move writes",
    rollouts("{}").replace('"head"', '"more":1,"head"'),
    "log.more: unknown",
  ],
  ["what nobody could compare", rollouts(`{"a":${"[".repeat(50_000)}${"]".repeat(50_000)}}`), "nested too deeply"],
])("%s is a finding", (_, text, message) => {
  const { current, problems } = readCurrent({ rollouts: text, flags: '{"flags":{}}' });
  expect(current).toBeNull();
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ verdict: "fail", reasonCode: "malformed-file" });
  expect(problems[0]?.message).toContain(message);
});

test("whatever the files hold, reading them does not throw, and equal values have equal digests", () => {
  fc.assert(
    fc.property(fc.json(), fc.json(), (one, other) => {
      readCurrent({ rollouts: one, flags: other });
      const { current } = readCurrent({ rollouts: rollouts(`{"a":${one}}`), flags: `{"flags":{"b":${one}}}` });
      if (current === null) {
        expect(one).toMatch(/__proto__|constructor|prototype/);
        return;
      }
      const value: unknown = JSON.parse(one);
      const expected = value === null ? null : sha256(canonicalJson(value));
      expect(current.rollouts.get("a")).toBe(expected);
      expect(current.flags.get("b")).toBe(expected);
    }),
  );
});
