import fc from "fast-check";
import { expect, test } from "vitest";
import { textLines } from "./text-lines.ts";

const LIMIT = 1000;

async function linesOf(chunks: readonly Uint8Array[], maxBytes = LIMIT): Promise<string[]> {
  const lines: string[] = [];
  for await (const { first, texts } of textLines("a", stream(chunks), maxBytes)) {
    expect(first).toBe(lines.length + 1);
    lines.push(...texts);
  }
  return lines;
}

async function* stream(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

test("however the bytes are cut into chunks, the lines are those of the text", async () => {
  const text = fc.string({ unit: fc.constantFrom("a", "é", "😀", "\n", "\r", "\ufeff"), maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(text, fc.array(fc.nat({ max: 120 })), async (content, cuts) => {
      const bytes = Buffer.from(content);
      const places = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
      const chunks = places.slice(1).map((place, index) => bytes.subarray(places[index], place));
      const expected = content.replace(/^\ufeff/, "").split("\n");
      // What no line feed ends is a line only if there is something of it.
      if (content.endsWith("\n") || content === "") expected.pop();
      // A mark by itself is bytes of a line that has no text.
      expect(await linesOf(chunks)).toEqual(expected);
    }),
  );
});

test("a line that is longer than the limit is refused with its number, in one chunk or many", async () => {
  const long = Buffer.from(`ok\n${"é".repeat(501)}\nok\n`);
  const message = "a, line 2: a line may have 1000 bytes; this one has more";
  await expect(linesOf([long])).rejects.toThrow(message);
  await expect(linesOf(Array.from(long, (byte) => Uint8Array.of(byte)))).rejects.toThrow(message);
  expect(await linesOf([Buffer.from(`${"é".repeat(500)}\n`)])).toEqual(["é".repeat(500)]);
});

test("bytes that are not UTF-8 are refused with their line, half a character at a line's end too", async () => {
  const bad = Buffer.concat([Buffer.from("ok\nok\né"), Buffer.of(0xc3), Buffer.from("\nok\n")]);
  await expect(linesOf([bad])).rejects.toThrow("a, line 3: not UTF-8 text");
  await expect(linesOf([Buffer.from("ok\n"), Buffer.of(0xf0, 0x9f)])).rejects.toThrow("a, line 2: not UTF-8 text");
});
