import fc from "fast-check";
import { expect, test } from "vitest";
import { shortReason } from "./short-reason.ts";

test("any reason comes to at most a thousand characters of whole text, or to none", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 1_200, size: "max" }), (reason) => {
      const short = shortReason(reason);
      if (short === null) return reason.slice(0, 1_000).trim() === "";
      return short.isWellFormed() && short.length <= 1_000 && reason.toWellFormed().startsWith(short);
    }),
  );
  expect(shortReason(`${"x".repeat(999)}😀`)).toBe("x".repeat(999));
  expect(shortReason("toxic \uD83D replies")).toBe("toxic \uFFFD replies");
  expect([" \n", ""].map(shortReason)).toEqual([null, null]);
});
