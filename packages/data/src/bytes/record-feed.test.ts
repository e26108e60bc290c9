import fc from "fast-check";
import { expect, test } from "vitest";
import { ChunkReader } from "./chunk-reader.ts";
import { RecordFeed, type RecordReader } from "./record-feed.ts";

/** Takes lines. */
class Lines implements RecordReader {
  line = 1;
  readonly texts: string[] = [];

  read(bytes: Buffer, start: number, end: number): number {
    let at = start;
    for (let next = bytes.indexOf(10, at); next >= 0 && next < end; next = bytes.indexOf(10, at)) {
      this.texts.push(bytes.toString("utf8", at, next));
      this.line++;
      at = next + 1;
    }
    return at;
  }
}

async function linesOf(content: Uint8Array, size: number, most = 100): Promise<string[]> {
  async function* pieces() {
    for (let start = 0; start < content.length; start += size) yield content.subarray(start, start + size);
  }
  const lines = new Lines();
  await using source = new ChunkReader(pieces());
  const feed = new RecordFeed("a", source, lines, most);
  while (await feed.next());
  return lines.texts;
}

test("lines are the same in whatever pieces their bytes come, without a byte order mark", async () => {
  const line = fc.string({ unit: fc.constantFrom("a", "é", "言", "😀", "\ufeff"), maxLength: 9 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 1 }),
      fc.integer({ min: 1, max: 9 }),
      fc.boolean(),
      async (lines, size, hasMark) => {
        const text = `${hasMark || lines[0]?.startsWith("\ufeff") ? "\ufeff" : ""}${lines.join("\n")}`;
        const expected = lines.at(-1) === "" ? lines.slice(0, -1) : lines;
        expect(await linesOf(Buffer.from(text), size)).toEqual(expected);
      },
    ),
    { numRuns: 300 },
  );
});

test("bytes that are not UTF-8 are refused with their line, in whatever pieces they come", async () => {
  const broken = [
    [0xff],
    [0xc3],
    [0xc3, 0x28],
    [0xe2, 0x82],
    [0xf0, 0x9f, 0x98],
    [0x80, 0x80, 0x80, 0x80, 0x80],
    [0xc0, 0x80],
    [0xed, 0xa0, 0x80],
  ];
  for (const bytes of broken) {
    for (const before of ["", "é\n", "a\n\nb"]) {
      for (const after of ["", "\n", "a\nb\n"]) {
        const content = Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]);
        const line = before.split("\n").length;
        for (const size of [1, 2, 100]) {
          await expect(linesOf(content, size), `${before}${bytes}${after}`).rejects.toThrow(
            `a, line ${line}: not UTF-8 text`,
          );
        }
      }
    }
  }
});

test("a line that goes on beyond what is allowed is refused before it ends", async () => {
  let given = 0;
  async function* endless() {
    for (;;) {
      given += 1000;
      yield new Uint8Array(1000).fill(0x61);
    }
  }
  await using source = new ChunkReader(endless());
  const feed = new RecordFeed("a", source, new Lines(), 50_000);
  const reading = (async () => {
    while (await feed.next());
  })();
  await expect(reading).rejects.toThrow("a, line 1: a line may have 50000 bytes; this one has more");
  expect(given).toBe(51_000);
});
