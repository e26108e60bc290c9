import { UserError } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { LineCursor } from "./line-cursor.ts";

/** Lines "1" to "9", two at a time, with a count of how often they were opened and let go. */
function file() {
  const counts = { opened: 0, closed: 0 };
  const read = async function* () {
    counts.opened++;
    try {
      for (let first = 1; first <= 9; first += 2)
        yield { first, texts: [String(first), String(first + 1)].slice(0, 10 - first) };
    } finally {
      counts.closed++;
    }
  };
  return { counts, read };
}

test("who asks in order has the file opened once, and let go with the last line", async () => {
  const { counts, read } = file();
  const cursor = new LineCursor("a", read, 8);
  for (const line of [1, 2, 5, 6, 8]) expect(await cursor.read(line)).toBe(String(line));
  expect(counts).toEqual({ opened: 1, closed: 1 });
});

test("a step back opens it again, and lets the first go", async () => {
  const { counts, read } = file();
  const cursor = new LineCursor("a", read, 9);
  expect([await cursor.read(7), await cursor.read(2), await cursor.read(9)]).toEqual(["7", "2", "9"]);
  expect(counts).toEqual({ opened: 2, closed: 2 });
});

test("several who ask at once each get their line", async () => {
  const { counts, read } = file();
  const cursor = new LineCursor("a", read, 9);
  expect(await Promise.all([3, 1, 9, 6].map((line) => cursor.read(line)))).toEqual(["3", "1", "9", "6"]);
  expect(await cursor.read(9)).toBe("9");
  expect(counts.closed).toBe(counts.opened);
});

test("a file that became shorter is a problem", async () => {
  await expect(new LineCursor("a", file().read, 12).read(12)).rejects.toThrow(UserError);
});
