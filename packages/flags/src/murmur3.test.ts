import { describe, expect, test } from "vitest";
import { conformsEach } from "../../../test/harness/conforms.ts";
import { murmur3 } from "./murmur3.ts";

describe("MurmurHash3_x86_32 of a text's UTF-8", () => {
  conformsEach({
    area: "Flags and experiments",
    claim: "MurmurHash3 of ASCII and other texts, whole and in pieces",
    peer: "mmh3 5.2.0, and flagd's testbed",
  });
  // Computed by mmh3 5.2.0 of the bytes that Python encodes, seed 0, unsigned.
  test.each([
    ["", 0],
    ["a", 1_009_084_850],
    ["ab", 2_613_040_991],
    ["abc", 3_017_643_002],
    ["abcd", 1_139_631_978],
    ["hello", 613_153_351],
    ["The quick brown fox jumps over the lazy dog", 776_992_547],
    ["é", 269_551_495],
    ["éa", 1_417_081_424],
    ["aé", 52_038_863],
    ["abé", 3_476_686_716],
    ["abcé", 3_433_116_993],
    ["用户1", 3_827_043_583],
    ["a用户", 428_521_098],
    ["😀", 3_199_479_546],
    ["a😀", 3_810_908_340],
    ["ab😀", 892_306_827],
    ["abc😀", 3_692_932_129],
    ["\0", 1_364_076_727],
    ["a\0b", 1_871_496_870],
    ["\0\0\0\0", 593_689_054],
    ["e\u0301", 2_670_895_720],
    ["z\u0301😀用é!", 4_148_445_486],
    ["\u007f", 1_435_096_473],
    ["\u0080", 1_268_126_344],
    ["\u07ff", 2_359_816_829],
    ["\u0800", 2_057_557_023],
    ["\ufffd", 3_063_719_617],
    ["\uffff", 1_061_879_644],
    ["\u{10ffff}", 734_332_634],
  ])("%j", (text, hash) => {
    expect(murmur3(text)).toBe(hash);
    for (let cut = 0; cut <= text.length; cut++) {
      const [first, second] = [text.slice(0, cut), text.slice(cut)];
      // A pair that is cut is two halves, neither of them a character.
      if (first.isWellFormed()) expect(murmur3(first, second)).toBe(hash);
    }
  });

  // The rows of flagd's testbed whose hashes lie at the edges of its range.
  test.each([
    ["ejOoVL", 0],
    ["bY9fO-", 1],
    ["SI7p-", 0x7fff_ffff],
    ["6LvT0", 0x8000_0000],
    ["ceQdGm", 0xffff_ffff],
  ])("%s", (text, hash) => {
    expect(murmur3(text)).toBe(hash);
  });

  test("half of a surrogate pair is U+FFFD, as where JSON is decoded", () => {
    // mmh3 5.2.0 of U+FFFD, "a" and U+FFFD, and U+FFFD twice.
    for (const half of ["\ud83d", "\ude00"]) {
      expect(murmur3(half)).toBe(3_063_719_617);
      expect(murmur3(`a${half}`)).toBe(4_165_255_977);
    }
    expect(murmur3("\ude00\ud83d")).toBe(2_396_850_042);
    expect(murmur3("\ud83d", "\ude00")).toBe(2_396_850_042);
  });
});
