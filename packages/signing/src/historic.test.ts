import { readFileSync } from "node:fs";
import { sha256, type VerifiedEnvelope } from "@airworthy/evidence";
import { afterEach, describe, expect, test } from "vitest";
import { conforms } from "../../../test/harness/conforms.ts";
import { outcomeOf } from "../test/outcome-of.ts";
import { bundleMethod, parseBundle } from "./bundle.ts";
import { readModelSignature } from "./read-model-signature.ts";
import { verifyWithCertificates, verifyWithKey } from "./verify-bundle.ts";
import { verifyModel } from "./verify-model.ts";

const read = (name: string) => readFileSync(new URL(`../test/openssf/${name}`, import.meta.url), "utf8");

const PUBLIC_KEY = read("signing-key-pub.pem");
const ROOT = read("ca-cert.pem");
/** Within the validity of the vectors' certificates, which is from 2025 to 2035. */
const AT = new Date("2026-01-01T00:00:00Z");

/** One answer of a bundle, whatever it took to look at it. */
function agrees(claim: string, cases = 1): void {
  conforms({ area: "Packages and signatures", claim, peer: "OMS", cases });
}

/** The vectors' files: those of the vectors by key have a line feed in the first. */
const FILES = new Map([
  ["signme-1", "signme-1"],
  ["signme-2", "signme-2"],
]);
const KEY_FILES = new Map([...FILES, ["signme-1", "signme-1\n"]]);

async function differences(
  envelope: VerifiedEnvelope,
  contents: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  const files = {
    list: async () => [...contents].map(([path, text]) => ({ path, size: text.length })),
    digest: async (path: string) => sha256(contents.get(path) ?? ""),
  };
  const difference = await verifyModel(readModelSignature(envelope), files, { ignore: [], ignoreUnsigned: false });
  const { changed, missing, extra } = difference;
  return [
    ...changed.map(({ path }) => `changed ${path}`),
    ...missing.map((path) => `missing ${path}`),
    ...extra.map((path) => `extra ${path}`),
  ];
}

describe.each([
  "v0.2.0-certificate",
  "v0.3.1-certificate",
  "v1.0.0-certificate",
  "v1.0.1-certificate",
  "v1.1.0-certificate",
])("%s, as that version of model_signing signed it", (vector) => {
  afterEach(() => agrees("historic bundles of versions 0.2 to 1.1, by certificate"));
  const bundle = read(`${vector}.sig`);
  const verify = () => verifyWithCertificates(bundle, ROOT, AT, "model.sig");

  test("is verified against its root, and the model is intact", async () => {
    expect(bundleMethod(bundle, "model.sig")).toBe("certificate");
    expect(verify()).toMatchObject({ method: "certificate", signer: "CN=intermediate-ca", signedOn: null });
    expect(await differences(verify(), FILES)).toEqual([]);
  });

  test("shows what was changed, taken away and added", async () => {
    const tampered = new Map([
      ["signme-1", "signme-x"],
      ["added", "x"],
    ]);
    expect(await differences(verify(), tampered)).toEqual(["changed signme-1", "missing signme-2", "extra added"]);
  });

  test("is refused after its end", () => {
    const late = new Date("2035-05-01T00:00:00Z");
    expect(outcomeOf(() => verifyWithCertificates(bundle, ROOT, late, "model.sig"))).toBe("expired-certificate");
  });

  test("is refused with another payload", () => {
    const payload = /"payload": ?"([^"]+)"/.exec(bundle)?.[1] ?? "";
    const other = Buffer.from(Buffer.from(payload, "base64").toString().replace("signme-2", "signme-3")).toString(
      "base64",
    );
    const forged = bundle.replace(payload, other);
    expect(forged).not.toBe(bundle);
    expect(outcomeOf(() => verifyWithCertificates(forged, ROOT, AT, "model.sig"))).toBe("signature-mismatch");
  });
});

const BY_KEY = "historic bundles of versions 0.3 to 1.1, by key";

test.each(["v0.3.1-elliptic-key", "v1.0.0-elliptic-key"])(
  "%s names its single file by a dot, and holds for it",
  async (vector) => {
    const envelope = verifyWithKey(read(`${vector}.sig`), PUBLIC_KEY, "model.sig");
    expect(await differences(envelope, new Map([["signme-1", "signme-1\n"]]))).toEqual([]);
    expect(await differences(envelope, new Map([["signme-1", "other"]]))).toEqual(["changed signme-1"]);
    expect(await differences(envelope, KEY_FILES)).toEqual(["missing .", "extra signme-1", "extra signme-2"]);
    agrees(BY_KEY, 3);
  },
);

test.each(["v1.0.1-elliptic-key", "v1.1.0-elliptic-key", "key"])("%s holds for its folder", async (vector) => {
  const envelope = verifyWithKey(read(`${vector}.sig`), PUBLIC_KEY, "model.sig");
  expect(envelope.signer).toBe("key sha256:e8450dec4eb99dae995da9af1bc2cc9f76ed669ee2e744f57abba763df3e3f8e");
  expect(await differences(envelope, KEY_FILES)).toEqual([]);
  expect(await differences(envelope, FILES)).toEqual(["changed signme-1"]);
  agrees(BY_KEY, 2);
});

test("what version 1.1 ignored is recorded, and before that was left to the verifier", async () => {
  const contents = new Map([...KEY_FILES, ["ignore-me", ""], ["model.sig", ""], [".git/HEAD", ""], ["sub/.git", ""]]);
  const ignored = verifyWithKey(read("v1.1.0-elliptic-key.sig"), PUBLIC_KEY, "model.sig");
  expect(await differences(ignored, contents)).toEqual(["extra sub/.git"]);
  const unsaid = verifyWithKey(read("v1.0.1-elliptic-key.sig"), PUBLIC_KEY, "model.sig");
  expect(await differences(unsaid, contents)).toEqual(["extra ignore-me", "extra model.sig", "extra sub/.git"]);
});

describe("the specification's vectors", () => {
  // Each test looks at three of them.
  afterEach(() => agrees("vectors of the specification, valid and invalid", 3));

  test("by certificate and by key are accepted, the keyless one is known as such", () => {
    expect(outcomeOf(() => readModelSignature(verifyWithCertificates(read("certificate.sig"), ROOT, AT, "b")))).toBe(
      "accepted",
    );
    expect(outcomeOf(() => readModelSignature(verifyWithKey(read("key.sig"), PUBLIC_KEY, "b")))).toBe("accepted");
    expect(bundleMethod(read("sigstore.sig"), "b")).toBe("keyless");
    expect(outcomeOf(() => verifyWithKey(read("sigstore.sig"), PUBLIC_KEY, "b"))).toBe("wrong-method");
  });

  test("that are invalid are refused", () => {
    const byKey = (name: string) => outcomeOf(() => readModelSignature(verifyWithKey(read(name), PUBLIC_KEY, "b")));
    expect(byKey("missing-envelope.sig")).toBe("malformed-bundle");
    expect(byKey("missing-verification-material.sig")).toBe("malformed-bundle");
    // Its payload was changed after it was signed.
    expect(byKey("wrong-predicate.sig")).toBe("signature-mismatch");
    const { envelope } = parseBundle(read("wrong-predicate.sig"), "b");
    const believed = { ...envelope, method: "key" as const, signer: "x", signedOn: null };
    expect(outcomeOf(() => readModelSignature(believed))).toBe("wrong-predicate-type");
    expect(outcomeOf(() => verifyWithKey("", PUBLIC_KEY, "b"))).toBe("malformed-bundle");
  });
});
