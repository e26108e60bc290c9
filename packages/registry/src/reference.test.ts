import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatReference, isRegistryReference, parseRegistryReference } from "./reference.ts";

const DIGEST = `sha256:${"a".repeat(64)}`;

test.each([
  ["oci://ghcr.io/acme/model:1.0", { host: "ghcr.io", name: "acme/model", tag: "1.0", digest: null }],
  ["oci://GHCR.io/acme/model", { host: "ghcr.io", name: "acme/model", tag: null, digest: null }],
  ["ghcr.io/acme/model:v1", { host: "ghcr.io", name: "acme/model", tag: "v1", digest: null }],
  ["localhost:5000/m:1", { host: "localhost:5000", name: "m", tag: "1", digest: null }],
  ["localhost/m:1", { host: "localhost", name: "m", tag: "1", digest: null }],
  ["registry:5000/m:1", { host: "registry:5000", name: "m", tag: "1", digest: null }],
  ["oci://[::1]:5000/m", { host: "[::1]:5000", name: "m", tag: null, digest: null }],
  ["oci://myhost/a/b__c/d--e", { host: "myhost", name: "a/b__c/d--e", tag: null, digest: null }],
  [`ghcr.io/a/b@${DIGEST}`, { host: "ghcr.io", name: "a/b", tag: null, digest: DIGEST }],
  [`oci://ghcr.io/a/b:1@${DIGEST}`, { host: "ghcr.io", name: "a/b", tag: "1", digest: DIGEST }],
  ["oci://ghcr.io/Acme-AI/Model:V1", { host: "ghcr.io", name: "acme-ai/model", tag: "V1", digest: null }],
  ["docker.io/sentiment:1", { host: "docker.io", name: "library/sentiment", tag: "1", digest: null }],
])("%s is read", (text, expected) => {
  expect(parseRegistryReference(text)).toEqual(expected);
});

describe("what may be a path is one", () => {
  test.each([
    "model",
    "./model:1",
    "../model:1",
    "/srv/model:1",
    "models.d/sentiment",
    "acme/model:1",
    "C:\\models\\a:b",
    "C:/models/a:b",
    "https://ghcr.io/acme/model:1",
    "",
    "ghcr.io",
  ])("%j", (text) => {
    expect(parseRegistryReference(text)).toBeNull();
  });
});

test.each([
  ["oci://", /names no repository/],
  ["oci://ghcr.io", /names no repository/],
  ["oci://ghcr.io/", /the repository "" is not one/],
  ["oci://ghcr.io/a/../b", /the repository/],
  ["oci://ghcr.io/a:", /the tag "" is not one/],
  ["oci://ghcr.io/a:-1", /the tag "-1" is not one/],
  [`oci://ghcr.io/a:${"t".repeat(129)}`, /is not one/],
  ["oci://ghcr.io/a@sha256:abc", /the digest "sha256:abc" is not one/],
  [`oci://ghcr.io/a@sha512:${"a".repeat(128)}`, /64 lower-case/],
  ["oci://ghcr.io:0/a", /the host/],
  ["oci://ghcr.io:70000/a", /the host/],
  ["oci://-x/a", /the host/],
  ["oci://256.0.0.1/a", /the host "256\.0\.0\.1" is not one/],
  ["oci://registry.123/a", /the host/],
  ["oci://[1::2::3]:5000/a", /the host/],
  [`oci://ghcr.io/${"a".repeat(300)}`, /255 characters/],
  [`oci://ghcr.io/${"a".repeat(3000)}`, /too long/],
])("%s is refused in words", (text, message) => {
  expect(() => parseRegistryReference(text)).toThrow(message);
});

test("a name in capitals is refused where a login cannot be the reason, and offered in lower case", () => {
  expect(() => parseRegistryReference("oci://quay.io/Acme/Model:1")).toThrow(
    expect.objectContaining({ remedy: "Write it in lower case: acme/model" }),
  );
});

test("a password in a reference is not repeated", () => {
  expect(() => parseRegistryReference("oci://me:hunter2@ghcr.io/a:1")).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining("hunter2") }),
  );
});

const part = fc.stringMatching(/^[a-z0-9]{1,8}$/);
const reference = fc.record({
  host: fc.oneof(
    fc.constantFrom("localhost", "127.0.0.1:5000", "[::1]:80"),
    part.map((label) => `${label}.io`),
  ),
  name: fc.array(part, { minLength: 2, maxLength: 4 }).map((parts) => parts.join("/")),
  tag: fc.option(fc.stringMatching(/^\w[\w.-]{0,20}$/)),
  digest: fc.option(fc.stringMatching(/^[0-9a-f]{64}$/).map((hex) => `sha256:${hex}`)),
});

test("whatever is written is read as it was", () => {
  fc.assert(
    fc.property(reference, (given) => {
      expect(parseRegistryReference(`oci://${formatReference(given)}`)).toEqual(given);
    }),
  );
});

test("any text is a reference, a path or an error for the user; and what is read leads nowhere else", () => {
  const hostile = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom("a", ".", "/", ":", "@", "-", "_", "0", "%", "\\", "?", "#") }),
  );
  fc.assert(
    fc.property(hostile, fc.boolean(), (text, hasScheme) => {
      const given = hasScheme ? `oci://${text}` : text;
      try {
        const read = parseRegistryReference(given);
        expect(read !== null).toBe(isRegistryReference(given));
        if (read === null) return;
        const url = new URL(`https://${read.host}/v2/${read.name}/`);
        expect(url.pathname).toBe(`/v2/${read.name}/`);
        expect(url.username + url.search + url.hash).toBe("");
      } catch (error) {
        expect(error).toMatchObject({ name: "UserError" });
      }
    }),
    { numRuns: 1000 },
  );
});
