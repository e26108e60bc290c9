import fc from "fast-check";
import { expect, test } from "vitest";
import { countingSource } from "./fixtures/counting-source.ts";
import { WindowedReader } from "./windowed-reader.ts";

const CONTENT = Uint8Array.from({ length: 50_000 }, (_, index) => index % 251);

test("whatever is asked for, in whatever order, is what the file has there", async () => {
  const piece = fc.record({ at: fc.nat(CONTENT.length - 1), length: fc.nat(20_000) });
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 10 }), async (pieces) => {
      const reader = new WindowedReader(countingSource(CONTENT), "f");
      for (const { at, length } of pieces) {
        const end = Math.min(at + length, CONTENT.length);
        expect(Buffer.compare(await reader.bytes(at, end - at), CONTENT.subarray(at, end))).toBe(0);
      }
    }),
  );
});

test("what lies beyond the end is refused, and not allocated", async () => {
  const reader = new WindowedReader(countingSource(CONTENT), "f");
  await expect(reader.bytes(49_999, 2)).rejects.toThrow(
    "f, byte 49999: 2 bytes were expected, but the file has 50000 bytes: it is cut short",
  );
  await expect(reader.bytes(0, 2 ** 50)).rejects.toThrow("it is cut short");
});

test("a source that gives fewer bytes than were asked for is not believed", async () => {
  const short = { size: 10, read: async () => new Uint8Array(9) };
  await expect(new WindowedReader(short, "f").bytes(0, 10)).rejects.toThrow("10 bytes were asked for and 9 were read");
});

test("a file of endless small things is given up", () => {
  const reader = new WindowedReader(countingSource(CONTENT), "f");
  const all = () => {
    for (;;) reader.step(7);
  };
  expect(all).toThrow("f, byte 7: more than 5000000 entries; no model has as many");
});
