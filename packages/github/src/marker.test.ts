import fc from "fast-check";
import { expect, test } from "vitest";
import { checkKey, formatMarker, isNewer, splitMarker } from "./marker.ts";

const head = "0123456789abcdef0123456789abcdef01234567";
/** Without halves of surrogate pairs, which are no text. */
const anyNote = fc.string({ unit: "grapheme" });

test("what is written is read back, whatever text stands before it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.nat(), fc.nat(), anyNote, (text, id, attempt, note) => {
      const marker = { key: "a.b-c_d", headSha: head, run: { id, attempt }, note };
      expect(splitMarker(`${text}\n\n${formatMarker(marker)}`)?.marker).toEqual(marker);
    }),
  );
});

test("a marker counts only as the very last line, in our schema, and unquoted", () => {
  const marker = formatMarker({ key: "k", headSha: head, run: { id: 1, attempt: 1 }, note: "" });
  for (const body of [
    "",
    "text",
    `${marker}\nmore`,
    `> ${marker}`,
    `    ${marker}`,
    marker.replace("schema=1", "schema=2"),
    `x${marker}`,
  ]) {
    expect(splitMarker(body), body).toBeNull();
  }
  expect(splitMarker(`text\n${marker}`)?.text).toBe("text");
  expect(splitMarker(marker)?.text).toBe("");
});

test("a note that is too long to be read back is not written", () => {
  const marker = { key: "k", headSha: head, run: { id: 1, attempt: 1 } };
  const longest = "a".repeat(18_000);
  expect(splitMarker(formatMarker({ ...marker, note: longest }))?.marker.note).toBe(longest);
  expect(() => formatMarker({ ...marker, note: `${longest}a` })).toThrow("24004 characters");
});

test("no key can close the HTML comment or pass for another field", () => {
  for (const key of ["a-->", "a--b", "", "a b", "-a", "a-", "k schema=2", "é", "a".repeat(65), "a\n"]) {
    expect(() => checkKey(key), key).toThrow("key:");
  }
  for (const key of ["a", "airworthy", "nightly.v2_x", "a".repeat(64), "__proto__".replaceAll("_", "x")]) checkKey(key);
});

test("a run is newer by its id, then by its attempt", () => {
  const order = [
    { id: 1, attempt: 9 },
    { id: 2, attempt: 1 },
    { id: 2, attempt: 2 },
  ];
  for (const [i, a] of order.entries()) {
    for (const [j, b] of order.entries()) expect(isNewer(a, b)).toBe(i > j);
  }
});
