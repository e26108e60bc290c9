import { expect, test } from "vitest";
import { formatBytes } from "./size.ts";

test("bytes are shown in the largest unit of which there is one", () => {
  const expected = new Map([
    [0, "0 bytes"],
    [1, "1 byte"],
    [999, "999 bytes"],
    [1000, "1.0 kB"],
    [1500, "1.5 kB"],
    [999_999, "1.0 MB"],
    [4 * 1024 ** 3, "4.3 GB"],
    [Number.MAX_SAFE_INTEGER, "9.0 PB"],
  ]);
  for (const [bytes, text] of expected) expect(formatBytes(bytes)).toBe(text);
});
