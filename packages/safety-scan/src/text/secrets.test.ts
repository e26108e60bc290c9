import { crc32 } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { rulesFor, scanBytes } from "../../test/scan-bytes.ts";

// Put together here, so that no scanner of this repository takes them for real ones.
const join = (...parts: readonly string[]) => parts.join("");
const SECRETS = [
  join("AK", "IA", "Q3EGRXWYT2K5ZLMA"),
  join("github_", "pat_", "a1B2c3D4e5F6g7H8i9J0k1", "_", "Zx9".repeat(19), "Q7"),
  join("h", "f_", "abcdefghijklmnopqrstuvwxyzABCDEFGH"),
  join("AI", "za", "SyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q"),
  join("xo", "xb-", "123456789012-1234567890123-", "abcdefABCDEF123456789012"),
  join("sk_", "live_", "4eC39HqLyjWDarjtT1zdp7dc"),
  join("sk-", "proj-", "a1B2c3D4e5F6g7H8i9J0k1L2", "T3Blbk", "FJ", "a1B2c3D4e5F6g7H8i9J0k1L2"),
  join("py", "pi-AgEIcHlwaS5vcmc", "a1B2c3D4".repeat(8)),
  join("-----BEGIN RSA PRIV", "ATE KEY-----\n", "MIIEpAIBAAKCAQEA".repeat(4)),
];

test.each(SECRETS.map((secret) => [secret.slice(0, 7), secret]))(
  "a secret that begins with %s is found",
  async (_start, secret) => {
    const { findings } = await scanBytes({ "a.txt": `one\ntwo\nkey = "${secret}"\n` });
    expect(findings).toMatchObject([{ rule: "secret", verdict: "fail", line: 3 }]);
  },
);

/** https://github.blog/engineering/behind-githubs-new-authentication-token-formats/: the CRC-32 in base 62, six digits. */
function githubToken(body: string): string {
  const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  const sum = crc32(body);
  const places = [5, 4, 3, 2, 1, 0].map((place) => digits[Math.floor(sum / 62 ** place) % 62]);
  return join("gh", "p_", body, ...places.map((digit) => digit ?? ""));
}

test("a GitHub token is told by its checksum", async () => {
  const token = githubToken("zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ");
  // A revoked token that circulates in tests of token checkers ends in these six.
  expect(token.endsWith("0mLq17")).toBe(true);
  expect(await rulesFor({ a: token })).toEqual(["secret a"]);
  expect(await rulesFor({ a: `${token.slice(0, -1)}8` })).toEqual([]);
});

test.each([
  "AKIAIOSFODNN7EXAMPLE",
  `hf_${"x".repeat(34)}`,
  "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
  "eyJhbGciOi.eyJzdWIi.x",
  "password = hunter2hunter2hunter2",
  `sha256:${"0123456789abcdef".repeat(4)}`,
])("what manuals show and what only looks random is no finding: %s", async (text) => {
  expect(await rulesFor({ "README.md": text })).toEqual([]);
});

test("a finding never shows the secret, wherever it stands in the file", async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...SECRETS), fc.integer({ min: 0, max: 3 }), async (secret, megabytes) => {
      // So that secrets stand across the borders of what is read at a time, too.
      const before = "x\n".repeat(megabytes * 524_288 - (megabytes === 0 ? 0 : 8));
      const { findings } = await scanBytes({ "a.txt": `${before}${secret}\n` });
      expect(findings).toHaveLength(1);
      expect(findings[0]?.line).toBe(before.length / 2 + 1);
      for (const part of secret.split("\n")) expect(JSON.stringify(findings)).not.toContain(part.slice(8, 24));
    }),
    { numRuns: 30 },
  );
});
