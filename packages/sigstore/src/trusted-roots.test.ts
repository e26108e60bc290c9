import { canonicalJson, sha256 } from "@airworthy/evidence";
import { describe, expect, test } from "vitest";
import { startSigstore } from "../../../test/harness/sigstore/index.ts";
import githubRoot from "./roots/github-root.json" with { type: "json" };
import publicGoodRoot from "./roots/public-good-root.json" with { type: "json" };
import { readTrustedRoots } from "./trusted-roots.ts";

test("the embedded roots are those of the packages that roots/README.md names", () => {
  // SHA-256 of their JSON in canonical form (RFC 8785), computed from the packages' files.
  expect(sha256(canonicalJson(publicGoodRoot))).toBe(
    "2d3d1c0f3bef09777ec628921a56847ddb6a1660bd832240433d5ea98488203d",
  );
  expect(sha256(canonicalJson(githubRoot))).toBe("dc76ccaa06a908ef233648cb94940ce84b8d8ddb05c8e62b10709014846535da");
});

test("the public instance needs its logs; GitHub's has none", async () => {
  const [publicGood, github, ...others] = await readTrustedRoots(null);
  expect(publicGood).toMatchObject({ needsLog: true, needsCertificateLog: true });
  expect(github).toMatchObject({ needsLog: false, needsCertificateLog: false });
  expect(others).toEqual([]);
});

test("a root is read as a file of its own, as lines, and from a client trust configuration", async () => {
  await using sigstore = await startSigstore();
  const root = sigstore.trustedRoot();
  const configuration = JSON.stringify({ trustedRoot: JSON.parse(root), signingConfig: {} });
  expect(await readTrustedRoots(root)).toHaveLength(1);
  expect(await readTrustedRoots(JSON.stringify(JSON.parse(root), null, 2))).toHaveLength(1);
  expect(await readTrustedRoots(`${root}\r\n\n${sigstore.trustedRoot(false)}\n`)).toHaveLength(2);
  expect(await readTrustedRoots(configuration)).toHaveLength(1);
});

describe("a root that cannot be used is an error of the user's", () => {
  const root = { ...publicGoodRoot };
  const cases: readonly (readonly [what: string, text: string])[] = [
    ["empty", ""],
    ["no JSON", "-----BEGIN CERTIFICATE-----"],
    ["another JSON", "[]"],
    ["a line of several that is none", `${JSON.stringify(root)}\n{}`],
    ["without authorities", JSON.stringify({ ...root, certificateAuthorities: [] })],
    ["with an authority of nothing", JSON.stringify({ ...root, certificateAuthorities: [{}] })],
    ["with a certificate that is none", JSON.stringify(root).replaceAll(/"MII[^"]*"/g, '"AAAA"')],
    ["with a log whose key is none", JSON.stringify(root).replaceAll(/"MFkw[^"]*"/g, '"AAAA"')],
    ["with nobody who vouches for a time", JSON.stringify({ ...root, tlogs: [], timestampAuthorities: [] })],
    ["too large", " ".repeat(5 * 1024 * 1024)],
  ];
  test.each(cases)("%s", async (_, text) => {
    await expect(readTrustedRoots(text)).rejects.toMatchObject({ name: "UserError" });
  });
});
