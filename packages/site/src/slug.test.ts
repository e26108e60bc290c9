import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { slugOf } from "./slug.ts";

describe("a slug", () => {
  test.each([
    ["review-sentiment", "review-sentiment"],
    ["acme/review-sentiment", "acme+review-sentiment"],
    ["__proto__", "__proto__"],
    ["v1.4.0_rc", "v1.4.0_rc"],
  ])("of %s, which needs no change, is readable", (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });

  // The hashes are coreutils': printf %s NAME | sha256sum | cut -c1-16
  test.each([
    ["../../etc/passwd", "etc-passwd-3754d6cb3a38e118"],
    ["CON", "con-a3dbc4b644a9a2c5"],
    ["nul.txt", "nul-txt-7f3cbdd58ac559ed"],
    ["a.", "a-5ab640fad553cbf9"],
    [".hidden", "hidden-1692419006a88aab"],
    ["日本", "model-cf2abf0c5be326cb"],
    ["", "model-e3b0c44298fc1c14"],
    ["a+b", "a-b-300273daf0bb57c2"],
    ["x-0123456789abcdef", "x-0123456789abcdef-f71609bcb1e359ec"],
  ])("of %j brings a hash", (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });

  test("is a safe folder's name on every system, whatever the name", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: fc.constantFrom(..."aA./+-_ %") })),
        (name) => {
          const slug = slugOf(name);
          expect(slug).toMatch(/^[a-z0-9_][a-z0-9._+-]*$/);
          expect(slug).not.toMatch(/\.$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/);
          expect(slug.length).toBeLessThanOrEqual(65);
        },
      ),
    );
  });

  test("is another for another name, even where file systems take capitals for small letters", () => {
    const name = fc.string({ unit: fc.constantFrom("a", "A", "b", "/", "+", "-", ".", " ", "é"), maxLength: 4 });
    fc.assert(
      fc.property(name, name, (one, other) => {
        fc.pre(one !== other);
        expect(slugOf(one)).not.toBe(slugOf(other));
      }),
    );
  });
});
