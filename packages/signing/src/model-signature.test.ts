import { createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { IN_TOTO_PAYLOAD, sha256 } from "@airworthy/evidence";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { conforms } from "../../../test/harness/conforms.ts";
import { certificate, ecParty, privatePem } from "../test/make-certificate.ts";
import { userErrorOf } from "../test/outcome-of.ts";
import { certificateSigner } from "./certificate-signer.ts";
import { keySigner } from "./key-signer.ts";
import { modelSignature, rootDigest } from "./model-signature.ts";
import { readModelSignature } from "./read-model-signature.ts";
import { isNormalPath } from "./resource-name.ts";

const SCHEMAS = ["predicate", "statement", "envelope", "bundle"].map((name): unknown =>
  JSON.parse(readFileSync(new URL(`../test/openssf/${name}.schema.json`, import.meta.url), "utf8")),
);

/** What the specification's own JSON Schema has against a bundle or a statement. */
function schemaErrors(name: "bundle" | "statement", text: string): unknown {
  const ajv = new Ajv2020({ strict: false });
  for (const schema of SCHEMAS) if (typeof schema === "object" && schema !== null) ajv.addSchema(schema);
  const validate = ajv.getSchema(`https://model_signing/${name}/v1.0/schema`);
  validate?.(JSON.parse(text));
  return validate === undefined ? "no schema" : (validate.errors ?? "valid");
}

const fileOf = (path: string, text = path) => ({ path, sha256: sha256(text) });
const listed = (text: string) => readModelSignature(envelope(text)).resources.map(({ path }) => path);

function envelope(text: string) {
  const payload = Buffer.from(text);
  return { payloadType: IN_TOTO_PAYLOAD, payload, method: "key" as const, signer: "x", signedOn: null };
}

/** Digests that `sha256sum` prints for "1\\n" and "2\\n", and for the 64 bytes that both make (`xxd -r -p | sha256sum`). */
const ONE = "4355a46b19d348dc2f57c046f8ef63d4538ebb936000f3c9ee954a27460dd865";
const TWO = "53c234e5e8472b6ac51c1ae1cab3fe06fad053beb8ebfd8977b010655bfdd3c3";
const BOTH = "bd222050252384e92856fccad34ff9842ed411f042ca3209bf9fc5e3bd447872";

test("the statement of two files is this one", () => {
  const files = [fileOf("b", "2\n"), fileOf("a", "1\n")];
  expect(JSON.parse(modelSignature({ name: "m", files, ignorePaths: [] }))).toEqual({
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: "m", digest: { sha256: BOTH } }],
    predicateType: "https://model_signing/signature/v1.0",
    predicate: {
      resources: [
        { name: "a", algorithm: "sha256", digest: ONE },
        { name: "b", algorithm: "sha256", digest: TWO },
      ],
      serialization: {
        method: "files",
        hash_type: "sha256",
        allow_symlinks: false,
        ignore_paths: [".git", ".gitignore", ".gitattributes", ".github"],
      },
    },
  });
  expect(rootDigest([ONE, TWO])).toBe(BOTH);
  expect(rootDigest([TWO, ONE])).not.toBe(BOTH);
});

test("files are in the order of code points, not of UTF-16 or of path components", () => {
  const order = ["a-b", "a/b", "a0", "\ufff0", "\u{1d4b3}"];
  const files = order.toReversed().map((path) => fileOf(path));
  const statement: unknown = JSON.parse(modelSignature({ name: "m", files, ignorePaths: [] }));
  expect(statement).toMatchObject({ predicate: { resources: order.map((name) => ({ name })) } });
});

test("equal contents give equal bytes, in whatever order they come", () => {
  const files = ["c", "a", "b"].map((path) => fileOf(path));
  const text = modelSignature({ name: "m", files, ignorePaths: ["y", "x"] });
  expect(modelSignature({ name: "m", files: files.toReversed(), ignorePaths: ["x", "y", "x"] })).toBe(text);
});

test("files under an ignored path are left out, and the path is recorded", () => {
  const files = ["a", ".git/HEAD", ".gitattributes", "cache/x", "sub/cache/x", "sub/.git"].map((path) => fileOf(path));
  const text = modelSignature({ name: "m", files, ignorePaths: ["cache"] });
  expect(listed(text)).toEqual(["a", "sub/.git", "sub/cache/x"]);
  expect(readModelSignature(envelope(text)).ignorePaths).toEqual([
    ".git",
    ".gitignore",
    ".gitattributes",
    ".github",
    "cache",
  ]);
});

describe("what no verifier would accept is refused", () => {
  const problem = (
    files: readonly { path: string; sha256: string }[],
    ignorePaths: readonly string[] = [],
    name = "m",
  ) => userErrorOf(() => modelSignature({ name, files, ignorePaths }));

  test("no name and no files", () => {
    expect(problem([fileOf("a")], [], "")).toContain("the model's name is empty");
    expect(problem([])).toContain("no files to sign");
    expect(problem([fileOf(".git/HEAD")])).toContain("no files to sign");
  });

  test("unsafe paths, paths twice, digests that are none, patterns", () => {
    expect(problem([fileOf("../a"), fileOf("b")])).toContain('a path that no verifier accepts: "../a"');
    expect(problem([fileOf("."), fileOf("b")])).toContain('no verifier accepts: "."');
    expect(problem([fileOf("a"), fileOf("b"), fileOf("a")])).toContain('a path that is there twice: "a"');
    expect(problem([{ path: "a", sha256: "A".repeat(64) }])).toContain("hexadecimal digits");
    for (const path of ["*.bin", "a?", "[a]", "/a", "../a", "a/"])
      expect(problem([fileOf("b")], [path]), path).toContain("pattern");
  });

  test("a dot only names a file that is the only one", () => {
    expect(listed(modelSignature({ name: "weights.bin", files: [fileOf(".", "x")], ignorePaths: [] }))).toEqual(["."]);
  });
});

describe("by the specification's JSON Schemas", () => {
  const claim = "statements and bundles of ours, by the specification's JSON Schemas";
  const agrees = (cases: number) => conforms({ area: "Packages and signatures", claim, peer: "OMS", cases });
  const statements = 30;
  const party = ecParty("x");
  const anyPath = fc.string({ unit: "binary", minLength: 1 }).filter(isNormalPath);

  test("every statement is valid, and reads back as what went in", () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyPath, { minLength: 1, maxLength: 8 }), (paths) => {
        const files = ["first", ...paths.filter((path) => path !== "first")].map((path) => fileOf(path));
        const text = modelSignature({ name: "m", files, ignorePaths: [] });
        expect(schemaErrors("statement", text)).toBe("valid");
        const read = readModelSignature(envelope(text)).resources.map(({ path, digest }) => [path, digest]);
        const expected = files.filter(({ path }) => !/^\.git(|ignore|attributes|hub)(\/|$)/.test(path));
        expect(new Map(read.map(([path = "", digest]) => [path, digest]))).toEqual(
          new Map(expected.map(({ path, sha256 }) => [path, sha256])),
        );
      }),
      { numRuns: statements },
    );
    agrees(statements);
  });

  test("every bundle is valid", async () => {
    const payload = Buffer.from(modelSignature({ name: "m", files: [fileOf("a")], ignorePaths: [] }));
    const byKey = await keySigner(privatePem(party)).sign(IN_TOTO_PAYLOAD, payload);
    const own = certificate(party, party);
    const byCertificate = await certificateSigner(privatePem(party), own).sign(IN_TOTO_PAYLOAD, payload);
    expect(schemaErrors("bundle", byKey)).toBe("valid");
    expect(schemaErrors("bundle", byCertificate)).toBe("valid");
    agrees(2);
    // The schemas do say no.
    expect(schemaErrors("bundle", byKey.replace('"mediaType"', '"x":1,"mediaType"'))).not.toBe("valid");
    expect(schemaErrors("statement", '{"_type":"x"}')).not.toBe("valid");
  });

  test("the hint is SHA-256 of the key as PEM, with its last line feed", async () => {
    const pem = createPublicKey(privatePem(party)).export({ type: "spki", format: "pem" }).toString();
    expect(pem.endsWith("-----END PUBLIC KEY-----\n")).toBe(true);
    expect(await keySigner(privatePem(party)).sign("x/y", Buffer.from("a"))).toContain(
      `"publicKey":{"hint":"${sha256(pem)}"}`,
    );
  });
});
