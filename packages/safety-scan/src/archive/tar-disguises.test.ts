import { describe, expect, test } from "vitest";
import { OLD_ATTACK } from "../../test/pickle-bytes.ts";
import { rulesFor } from "../../test/scan-bytes.ts";

interface Header {
  readonly name: string;
  readonly size: number;
  readonly flag?: string;
  readonly prefix?: string;
  /** The checksum's eight bytes, by the sum of the others. */
  readonly checksum?: (sum: number, header: Buffer) => string;
}

/** A header block as POSIX.1-1988 has it, and what readers take beside that. */
function header({ name, size, flag = "0", prefix = "", checksum }: Header): Buffer {
  const block = Buffer.alloc(512);
  block.write(name, 0);
  block.write(`${size.toString(8).padStart(11, "0")}\0`, 124);
  block.write("        ", 148);
  block.write(flag, 156);
  block.write("ustar\x0000", 257);
  block.write(prefix, 345);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(checksum?.(sum, block) ?? `${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return block;
}

function padded(content: string | Uint8Array): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
}

const END = Buffer.alloc(1024);

/** A PAX record, whose length counts itself. */
function record(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  let length = rest.length + 1;
  while (`${length}${rest}`.length !== length) length++;
  return `${length}${rest}`;
}

function withPax(flag: string, records: string, name: string, content: Uint8Array): Buffer {
  const pax = [header({ name: "pax", size: records.length, flag }), padded(records)];
  return Buffer.concat([...pax, header({ name, size: content.length }), padded(content), END]);
}

describe("an archive that Python's tarfile opens is looked into", () => {
  const size = OLD_ATTACK.length;
  test.each([
    ["without a name but with a prefix", header({ name: "", size, prefix: "weights" })],
    [
      "with a checksum of signed bytes",
      header({ name: "wé", size, checksum: (sum) => `${(sum - 2 * 256).toString(8).padStart(6, "0")}\0 ` }),
    ],
    [
      "with a checksum in Python's notation",
      header({ name: "w", size, checksum: (sum) => `0o${sum.toString(8).padStart(5, "0")}\0` }),
    ],
    [
      "with something behind the checksum's end",
      header({ name: "w", size, checksum: (sum) => `${sum.toString(8)}\x009`.padEnd(8, "\0") }),
    ],
  ])("%s", async (_how, block) => {
    expect((await rulesFor({ "m.nemo": Buffer.concat([block, padded(OLD_ATTACK), END]) }))[0]).toMatch(
      /^dangerous-global/,
    );
  });
});

test.each([
  ["a sparse file", "x", record("GNU.sparse.major", "1")],
  ["another size", "x", record("size", "0")],
  ["another size for all", "g", record("size", "0")],
  ["a name for all", "g", record("path", "../a")],
  ["a record that is cut short", "x", "99 path=a\n"],
])("PAX records of %s are not passed over", async (_what, flag, records) => {
  expect(await rulesFor({ "m.tar": withPax(flag, records, "a.txt", Buffer.from("a")) })).toEqual([
    "could-not-be-scanned m.tar",
  ]);
});

test("PAX records are read by their lengths: a value may hold a line that looks like another", async () => {
  const records = `${record("path", "../a.txt")}${record("comment", "b\n11 path=ok")}`;
  expect(await rulesFor({ "m.tar": withPax("x", records, "a.txt", Buffer.from("a")) })).toEqual([
    "archive-path-escapes m.tar!../a.txt",
  ]);
  expect(await rulesFor({ "m.tar": withPax("g", record("comment", "c0ffee"), "a.txt", Buffer.from("a")) })).toEqual([]);
});
