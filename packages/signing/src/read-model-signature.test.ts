import { IN_TOTO_PAYLOAD } from "@airworthy/evidence";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Changes, envelope, resource, statement } from "../test/model-statement.ts";
import { outcomeOf } from "../test/outcome-of.ts";
import { rootDigest } from "./model-signature.ts";
import { readModelSignature } from "./read-model-signature.ts";

const ZEROS = "0".repeat(64);
const outcome = (changes: Changes) => outcomeOf(() => readModelSignature(envelope(statement(changes))));
const read = (changes: Changes) => readModelSignature(envelope(statement(changes)));

test("a statement is read as a model, sorted, whatever its order: only the digest depends on that", () => {
  const model = read({
    resources: [resource("b"), resource("a/b"), resource("a-b")],
    serialization: { ignore_paths: ["x"] },
  });
  expect(model).toMatchObject({
    name: "m",
    algorithm: "sha256",
    shardSize: null,
    allowSymlinks: false,
    ignorePaths: ["x"],
  });
  expect(model.resources.map(({ path }) => path)).toEqual(["a-b", "a/b", "b"]);
});

test("names that are an object's own elsewhere are names like any other", () => {
  const names = ["__proto__", "constructor", "toString"];
  expect(
    read({ resources: names.map((name) => resource(name)) })
      .resources.map(({ path }) => path)
      .sort(),
  ).toEqual([...names].sort());
});

describe("the three hash functions", () => {
  test.each(["sha256", "blake2b", "blake3"] as const)("%s is read", (algorithm) => {
    expect(read({ resources: [resource("a", algorithm)], serialization: { hash_type: algorithm } }).algorithm).toBe(
      algorithm,
    );
  });

  test("others are not supported, nor are two at once", () => {
    for (const name of ["md5", "sha1", "sha512", "", "__proto__", "toString"]) {
      expect(outcome({ serialization: { hash_type: name } }), name).toBe("unsupported-digest");
    }
    expect(outcome({ resources: [resource("a", "blake3")] })).toBe("unsupported-digest");
    expect(outcome({ resources: [{ ...resource("a"), algorithm: "sha256-sharded-null" }] })).toBe("unsupported-digest");
  });

  test("digests have their length, in lower case", () => {
    for (const digest of ["", "a", "a".repeat(63), "A".repeat(64), "g".repeat(64), "a".repeat(128), 1, null]) {
      expect(outcome({ resources: [{ ...resource("a"), digest }] }), String(digest)).toBe("malformed-statement");
    }
  });
});

describe("the root digest", () => {
  test("is over the digests in the order in which they are listed", () => {
    const resources = [resource("b", "sha256", "1"), resource("a", "sha256", "2")];
    expect(outcome({ resources })).toBe("accepted");
    const subject = [{ name: "m", digest: { sha256: rootDigest(["2".repeat(64), "1".repeat(64)]) } }];
    expect(outcome({ resources, statement: { subject } })).toBe("root-digest-mismatch");
  });

  test("has to be there, once, under SHA-256", () => {
    const one = { name: "m", digest: { sha256: ZEROS } };
    expect(outcome({ statement: { subject: [one] } })).toBe("root-digest-mismatch");
    for (const subject of [
      [],
      [one, one],
      [{ name: "m" }],
      [{ name: "m", digest: { sha512: ZEROS } }],
      [{ ...one, name: "" }],
    ]) {
      expect(outcome({ statement: { subject } }), JSON.stringify(subject)).toBe("malformed-statement");
    }
  });
});

describe("versions", () => {
  const of = (version: string) => `https://model_signing/signature/${version}`;

  test("1.x are read, and what they add is disregarded", () => {
    const added = { predicate: { extra: 1 }, serialization: { extra: 1 } };
    for (const version of ["v1.1", "v1.10"]) {
      expect(outcome({ ...added, statement: { predicateType: of(version), extra: 1 } }), version).toBe("accepted");
    }
    expect(outcome({ predicate: { extra: 1 } })).toBe("malformed-statement");
    expect(outcome({ serialization: { extra: 1 } })).toBe("malformed-statement");
    expect(outcome({ statement: { extra: 1 } })).toBe("malformed-statement");
    expect(outcome({ resources: [{ ...resource("a"), ...{ uri: "x" } }] })).toBe("accepted");
  });

  test("others are not", () => {
    for (const version of ["v0.1", "v2.0", "v1", "v1.", "v1.00", "v1.0.0", "v1.0 ", "V1.0"]) {
      expect(outcome({ statement: { predicateType: of(version) } }), version).toBe("wrong-predicate-type");
    }
  });

  test("0.2.0 lists its files as subjects", () => {
    const legacy = (...subject: object[]) =>
      envelope({
        _type: "https://in-toto.io/Statement/v1",
        predicateType: "https://model_signing/Digests/v0.1",
        subject,
        predicate: { unused: "x" },
      });
    const file = (name: string, more: object = {}) => ({ name, digest: { sha256: ZEROS }, ...more });
    const model = readModelSignature(
      legacy(file("b"), file("a", { annotations: { actual_hash_algorithm: "file-sha256" } })),
    );
    expect(model).toMatchObject({
      name: null,
      rootDigest: null,
      algorithm: "sha256",
      shardSize: null,
      ignorePaths: [],
    });
    expect(model.resources.map(({ path }) => path)).toEqual(["a", "b"]);
    const refused = (...subject: object[]) => outcomeOf(() => readModelSignature(legacy(...subject)));
    expect(refused()).toBe("malformed-statement");
    expect(refused(file("a"), file("a"))).toBe("duplicate-name");
    expect(refused(file("../a"))).toBe("unsafe-name");
    expect(refused(file("a", { digest: { sha256: "x" } }))).toBe("malformed-statement");
    expect(refused(file("a", { annotations: { actual_hash_algorithm: "file-sha256-sharded-10" } }))).toBe(
      "malformed-statement",
    );
  });
});

describe("what is no model signature is refused", () => {
  test("another payload, another kind of statement, no statement", () => {
    const outcomeOfText = (text: string, type = IN_TOTO_PAYLOAD) =>
      outcomeOf(() => readModelSignature(envelope(text, type)));
    const text = JSON.stringify(statement());
    expect(outcomeOfText(text)).toBe("accepted");
    expect(outcomeOfText(text, "application/json")).toBe("wrong-payload-type");
    expect(outcomeOfText(text.replace("Statement/v1", "Statement/v0.1"))).toBe("malformed-statement");
    expect(outcomeOfText(text.replace('"name":"a"', '"name":"b","name":"a"'))).toBe("malformed-statement");
    expect(outcomeOfText(`\ufeff${text}`)).toBe("malformed-statement");
    const notText = { ...envelope(text), payload: Buffer.concat([Buffer.from(text), Buffer.from([0xff])]) };
    expect(outcomeOf(() => readModelSignature(notText))).toBe("malformed-statement");
    expect(outcome({ resources: [] })).toBe("malformed-statement");
    expect(outcome({ statement: { predicate: undefined } })).toBe("malformed-statement");
    expect(outcome({ serialization: { allow_symlinks: "false" } })).toBe("malformed-statement");
  });

  test("whatever it is, as a SignatureProblem", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(outcomeOf(() => readModelSignature(envelope(text)))).toBe("malformed-statement");
      }),
    );
    const text = JSON.stringify(statement());
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.string({ maxLength: 3 }), (index, other) => {
        expect(
          outcomeOf(() => readModelSignature(envelope(text.slice(0, index) + other + text.slice(index + 1)))),
        ).not.toMatch(/bug|user/);
      }),
    );
  });
});
