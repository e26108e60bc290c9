import fc from "fast-check";
import { expect, test } from "vitest";
import { VERDICTS, worstVerdict } from "./verdict.ts";

const verdicts = fc.array(fc.constantFrom(...VERDICTS));

test("no verdicts at all are inconclusive, never a pass", () => {
  expect(worstVerdict([])).toBe("inconclusive");
});

test("one bad verdict among passes decides", () => {
  expect(worstVerdict(["pass", "warn", "pass"])).toBe("warn");
  expect(worstVerdict(["pass", "inconclusive", "warn"])).toBe("inconclusive");
  expect(worstVerdict(["fail", "inconclusive"])).toBe("fail");
  expect(worstVerdict(["fail", "error", "pass"])).toBe("error");
});

test("combining is a lattice join: order, repetition and grouping do not matter", () => {
  fc.assert(
    fc.property(verdicts, verdicts, (a, b) => {
      const all = worstVerdict([...a, ...b]);
      expect(worstVerdict([...b, ...a, ...a])).toBe(all);
      if (a.length > 0 && b.length > 0) expect(worstVerdict([worstVerdict(a), worstVerdict(b)])).toBe(all);
    }),
  );
});
