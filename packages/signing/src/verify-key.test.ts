import { IN_TOTO_PAYLOAD } from "@airworthy/evidence";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { certificate, ecParty, privatePem, publicPem, VALID_TIME } from "../test/make-certificate.ts";
import { outcomeOf } from "../test/outcome-of.ts";
import { bundleMethod } from "./bundle.ts";
import { certificateSigner } from "./certificate-signer.ts";
import { keySigner } from "./key-signer.ts";
import { verifyWithCertificates, verifyWithKey } from "./verify-bundle.ts";

const party = ecParty("x");
const KEY = publicPem(party);
const PAYLOAD = Buffer.from('{"_type":"https://in-toto.io/Statement/v1"}');
const bundle = await keySigner(privatePem(party)).sign(IN_TOTO_PAYLOAD, PAYLOAD);
const verify = (text: string, key = KEY) => outcomeOf(() => verifyWithKey(text, key, "model.sig"));

/** The bundle with a part replaced, which must be there. */
function replaced(part: string | RegExp, by: string): string {
  const text = bundle.replace(part, by);
  if (text === bundle) throw new Error(`the bundle has no ${part}`);
  return text;
}

const encodedIn = (field: string) => new RegExp(`"${field}":"([^"]+)"`).exec(bundle)?.[1] ?? "";

describe("every single bit", () => {
  test.each(["payload", "sig"])("of the %s counts", (field) => {
    const encoded = encodedIn(field);
    const bytes = Buffer.from(encoded, "base64");
    expect(bytes.length).toBeGreaterThan(40);
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const other = Buffer.from(bytes);
      other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(verify(replaced(encoded, other.toString("base64"))), `bit ${bit}`).toBe("signature-mismatch");
    }
  });

  test.each(["payload", "sig", "payloadType"])("of the %s as it is written counts", (field) => {
    const written = Buffer.from(encodedIn(field));
    for (let bit = 0; bit < written.length * 8; bit++) {
      const other = Buffer.from(written);
      other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(verify(replaced(encodedIn(field), other.toString("latin1"))), `bit ${bit}`).toMatch(
        /^(signature-mismatch|malformed-bundle)$/,
      );
    }
  });
});

test("any other payload, type or signature is refused", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1 }), fc.constantFrom("payload", "sig"), (bytes, field) => {
      expect(verify(replaced(encodedIn(field), Buffer.from(bytes).toString("base64")))).toBe("signature-mismatch");
    }),
  );
  expect(verify(replaced(IN_TOTO_PAYLOAD, "application/json"))).toBe("signature-mismatch");
});

test("another key is not the one that the bundle names; without the name, the signature tells", () => {
  const other = publicPem(ecParty("other"));
  expect(verify(bundle, other)).toBe("unknown-key");
  const nameless = replaced(/"hint":"[^"]+"/, '"rawBytes":"AAAA"');
  expect(verify(nameless, other)).toBe("signature-mismatch");
  expect(verify(nameless)).toBe("accepted");
  expect(verify(nameless, publicPem(ecParty("other", "secp521r1")))).toBe("signature-mismatch");
});

test("a signer's own name for the key may be absent, empty, null or anything", () => {
  for (const keyid of [',"keyid":""', ',"keyid":null', "", ',"keyid":"x"']) {
    const text = keyid === ',"keyid":""' ? bundle : replaced(',"keyid":""', keyid);
    expect(verify(text), keyid).toBe("accepted");
  }
});

test("log entries may be absent or empty", () => {
  expect(verify(replaced(',"tlogEntries":[]', ""))).toBe("accepted");
});

describe("a bundle that is not what its format allows is refused", () => {
  const signature = () => /\{"sig":[^}]+\}/.exec(bundle)?.[0] ?? "";
  const malformed: readonly (readonly [string, () => string])[] = [
    ["nothing", () => ""],
    ["no JSON", () => bundle.slice(0, -1)],
    ["null", () => "null"],
    ["a list", () => `[${bundle}]`],
    ["two bundles", () => bundle + bundle],
    ["a payload twice", () => replaced('"payload":', '"payload":"AAAA","payload":')],
    ["a payload twice, once in disguise", () => replaced('"payload":', '"p\\u0061yload":"AAAA","payload":')],
    ["two signatures", () => replaced(signature(), `${signature()},${signature()}`)],
    ["no signature", () => replaced(signature(), "")],
    ["an empty payload", () => replaced(encodedIn("payload"), "")],
    ["an empty signature", () => replaced(encodedIn("sig"), "")],
    ["an empty payload type", () => replaced(IN_TOTO_PAYLOAD, "")],
    ["white space in base64", () => replaced(encodedIn("payload"), `${encodedIn("payload")}\\n`)],
    ["junk after base64", () => replaced(encodedIn("sig"), `${encodedIn("sig")}*`)],
    ["a number for the signature", () => replaced(/"sig":"[^"]+"/, '"sig":1')],
    ["an unknown field", () => replaced('{"mediaType"', '{"extra":1,"mediaType"')],
    ["a prototype", () => replaced('{"mediaType"', '{"__proto__":{},"mediaType"')],
    ["an unknown field in the envelope", () => replaced('"payloadType"', '"extra":1,"payloadType"')],
    ["no key material", () => replaced(/"publicKey":\{[^}]+\},/, "")],
    ["an empty public key", () => replaced(/"hint":"[^"]+"/, "")],
    ["a key and a certificate", () => replaced('"publicKey"', '"certificate":{"rawBytes":"AAAA"},"publicKey"')],
    [
      "a message signature beside the envelope",
      () => replaced('"dsseEnvelope"', '"messageSignature":{},"dsseEnvelope"'),
    ],
    ["no envelope", () => replaced(/,"dsseEnvelope":.*\}$/, "}")],
  ];

  test.each(malformed)("%s", (_what, make) => {
    expect(verify(make())).toBe("malformed-bundle");
  });

  test("another version, and what is no Sigstore bundle", () => {
    for (const type of [
      "application/vnd.dev.sigstore.bundle.v0.2+json",
      "application/vnd.dev.sigstore.bundle+json;version=0.1",
      "x",
    ]) {
      expect(verify(replaced("application/vnd.dev.sigstore.bundle.v0.3+json", type)), type).toBe("unsupported-bundle");
    }
  });

  test("whatever it is, as a SignatureProblem", () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string({ unit: "binary" })), (text) => {
        expect(verify(text)).toMatch(/^(malformed|unsupported)-bundle$/);
        expect(outcomeOf(() => bundleMethod(text, "x"))).toMatch(/^(malformed|unsupported)-bundle$/);
      }),
    );
    fc.assert(
      fc.property(fc.nat(bundle.length - 1), fc.string({ maxLength: 3 }), (index, text) => {
        expect(verify(bundle.slice(0, index) + text + bundle.slice(index + 1))).not.toMatch(/bug|user/);
      }),
    );
  });
});

describe("the method", () => {
  test("is told by the bundle's key material", async () => {
    const own = certificate(party, party);
    const byCertificate = await certificateSigner(privatePem(party), own).sign(IN_TOTO_PAYLOAD, PAYLOAD);
    expect(bundleMethod(bundle, "x")).toBe("key");
    expect(bundleMethod(byCertificate, "x")).toBe("certificate");
    expect(bundleMethod(replaced('"publicKey"', '"certificate"'), "x")).toBe("keyless");
    // Before version 0.3 a keyless bundle held a chain.
    expect(bundleMethod(byCertificate.replace("bundle.v0.3+json", "bundle.v0.2+json"), "x")).toBe("keyless");
  });

  test("has to be the one that was asked for", async () => {
    const own = certificate(party, party);
    const byCertificate = await certificateSigner(privatePem(party), own).sign(IN_TOTO_PAYLOAD, PAYLOAD);
    expect(verify(byCertificate)).toBe("wrong-method");
    expect(outcomeOf(() => verifyWithCertificates(bundle, own, VALID_TIME, "x"))).toBe("wrong-method");
    expect(verify(replaced('"publicKey"', '"certificate"'))).toBe("wrong-method");
  });
});
