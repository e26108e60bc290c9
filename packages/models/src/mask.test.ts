import fc from "fast-check";
import { expect, test } from "vitest";
import { createMask } from "./mask.ts";

const SECRET = 'pä55/w?rd+"quoted"';

test("a secret is masked as it is, and as JSON, HTML, URLs, hexadecimal digits and Base64 write it", () => {
  const mask = createMask([SECRET]);
  const basic = Buffer.from(`user:${SECRET}`).toString("base64");
  for (const written of [
    SECRET,
    JSON.stringify({ key: SECRET }),
    // json.dumps and urllib.parse.quote of Python, json_encode of PHP, html.escape of Python, Mustache.
    String.raw`p\u00e455/w?rd+\"quoted\"`,
    "p%C3%A455/w%3Frd%2B%22quoted%22",
    String.raw`p\u00e455\/w?rd+\"quoted\"`,
    "pä55/w?rd+&quot;quoted&quot;",
    "pä55&#x2F;w?rd+&quot;quoted&quot;",
    `https://models.invalid/?key=${encodeURIComponent(SECRET)}`,
    "p%c3%a455%2fw%3frd%2b%22quoted%22",
    `https://models.invalid/?${new URLSearchParams({ key: SECRET })}`,
    Buffer.from(SECRET).toString("hex"),
    `Basic ${basic}`,
    Buffer.from(SECRET).toString("base64url"),
  ]) {
    expect(mask.text(`<${written}>`), written).toContain("***");
  }
  expect(Buffer.from(mask.text(basic).split("***")[0] ?? "", "base64").toString()).toMatch(/^user:?$/);
});

test("wherever in Base64 a secret begins, none of its own characters stays", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", minLength: 8, maxLength: 40 }).filter((text) => text.isWellFormed()),
      fc.uint8Array({ maxLength: 20 }),
      fc.uint8Array({ maxLength: 20 }),
      (secret, before, after) => {
        const written = Buffer.concat([before, Buffer.from(secret), after]).toString("base64");
        const masked = createMask([secret]).text(written);
        expect(masked).toContain("***");
        const kept = masked.split("***").reduce((sum, part) => sum + part.length, 0);
        // The four characters at each side at most that it shares with its neighbours, and the padding.
        expect(kept).toBeLessThanOrEqual(Math.ceil(((before.length + after.length) * 8) / 6) + 6);
      },
    ),
  );
});

test("of JSON values every text and key is masked, the rest stays; what holds no secret stays as it is", () => {
  const mask = createMask(["s3cr3t-s3cr3t"]);
  expect(
    mask.value({ "a s3cr3t-s3cr3t": [1, null, "s3cr3t-s3cr3t"], scores: new Map([["s3cr3t-s3cr3t", 1]]) }),
  ).toEqual({
    "a ***": [1, null, "***"],
    scores: new Map([["***", 1]]),
  });
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(mask.value(value)).toEqual(value);
    }),
  );
});

test("hostile values are no obstacle: machinery as keys, holes, depth", () => {
  const mask = createMask(["s3cr3t-s3cr3t"]);
  const hostile: unknown = JSON.parse('{"__proto__":{"constructor":"s3cr3t-s3cr3t"}}');
  expect(JSON.stringify(mask.value(hostile))).toBe('{"__proto__":{"constructor":"***"}}');
  let deep: unknown = "s3cr3t-s3cr3t";
  for (let level = 0; level < 100_000; level++) deep = [deep];
  expect(() => mask.value(deep)).not.toThrow();
});
