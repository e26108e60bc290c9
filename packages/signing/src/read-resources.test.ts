import { describe, expect, test } from "vitest";
import { type Changes, envelope, resource, statement } from "../test/model-statement.ts";
import { outcomeOf } from "../test/outcome-of.ts";
import { readModelSignature } from "./read-model-signature.ts";

const outcome = (changes: Changes) => outcomeOf(() => readModelSignature(envelope(statement(changes))));
const read = (changes: Changes) => readModelSignature(envelope(statement(changes)));

describe("names", () => {
  test.each(["/etc/passwd", "../a", "a/../../b", "a//b", "./a", "a/", "", ".", "a\\b", "a\0b", "a\nb", "\ud800"])(
    "%j is not safe",
    (name) => {
      expect(outcome({ resources: [resource(name), resource("b")] })).toBe("unsafe-name");
    },
  );

  test("a dot is the name of a model that is one file", () => {
    expect(read({ resources: [resource(".")] }).resources[0]?.path).toBe(".");
  });

  test("twice is refused", () => {
    expect(outcome({ resources: [resource("a"), resource("b"), resource("a")] })).toBe("duplicate-name");
    expect(outcome({ resources: [resource("."), resource(".")] })).toBe("duplicate-name");
  });
});

describe("shards", () => {
  const shards = (names: readonly string[], more: object = {}): Changes => ({
    resources: names.map((name) => resource(name)),
    serialization: { method: "shards", shard_size: 10, ...more },
  });

  test("are sorted by number, whatever their order", () => {
    const { resources, shardSize } = read(shards(["w:10:20", "w:20:25", "w:0:10", "c:1:2:0:10"]));
    expect(shardSize).toBe(10);
    expect(resources.map(({ path, range }) => [path, range?.start])).toEqual([
      ["c:1:2", 0],
      ["w", 0],
      ["w", 10],
      ["w", 20],
    ]);
  });

  test("may be spelt as the reference implementation does", () => {
    const text = JSON.stringify(statement(shards(["w:0:10"]))).replace('"shard_size":10', '"shard_size":10.0');
    const sharded = text.replace('"algorithm":"sha256"', '"algorithm":"sha256-sharded-10"');
    expect(readModelSignature(envelope(sharded)).shardSize).toBe(10);
    expect(outcomeOf(() => readModelSignature(envelope(sharded.replace("sharded-10", "sharded-11"))))).toBe(
      "unsupported-digest",
    );
  });

  test.each([
    ["a gap", ["w:0:10", "w:20:30"]],
    ["no start", ["w:10:20"]],
    ["an overlap", ["w:0:10", "w:5:15"]],
    ["a short one that is not the last", ["w:0:5", "w:5:10"]],
    ["one that is too long", ["w:0:11"]],
    ["no range", ["w"]],
    ["an empty range", ["w:0:0"]],
    ["a range backwards", ["w:10:0"]],
  ])("with %s are refused", (_what, names) => {
    expect(outcome(shards(names))).toBe("malformed-statement");
  });

  test("twice are refused", () => {
    expect(outcome(shards(["w:0:10", "w:0:10"]))).toBe("duplicate-name");
    expect(outcome(shards(["w:0:10", "w:0:9"]))).toBe("duplicate-name");
  });

  test("need their size, which files must not have", () => {
    expect(outcome({ serialization: { method: "shards" } })).toBe("malformed-statement");
    expect(outcome({ serialization: { shard_size: 10 } })).toBe("malformed-statement");
    for (const shard_size of [0, -1, 1.5, "10", 2 ** 53, null])
      expect(outcome(shards(["w:0:1"], { shard_size }))).toBe("malformed-statement");
  });
});
