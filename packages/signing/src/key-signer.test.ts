import { generateKeyPairSync } from "node:crypto";
import { IN_TOTO_PAYLOAD, preAuthEncoding } from "@airworthy/evidence";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { ecParty, privatePem, publicPem } from "../test/make-certificate.ts";
import { outcomeOf, userErrorOf } from "../test/outcome-of.ts";
import { keySigner } from "./key-signer.ts";
import { verifyWithKey } from "./verify-bundle.ts";

const PAYLOAD = Buffer.from('{"a":"é"}');

/** The bits of a DER signature that depend on the curve: its two numbers' longest length in bytes. */
const CURVES = [
  ["prime256v1", 32],
  ["secp384r1", 48],
  ["secp521r1", 66],
] as const;

describe.each(CURVES)("a key on %s", (curve, numberBytes) => {
  const party = ecParty("x", curve);

  test("signs a bundle of version 0.3 that its public half verifies", async () => {
    const signer = keySigner(privatePem(party));
    const bundle = await signer.sign(IN_TOTO_PAYLOAD, PAYLOAD);
    const envelope = verifyWithKey(bundle, publicPem(party), "x.sig");
    expect(Buffer.from(envelope.payload)).toEqual(PAYLOAD);
    expect(envelope).toMatchObject({
      payloadType: IN_TOTO_PAYLOAD,
      method: "key",
      signer: signer.signer,
      signedOn: null,
    });
    expect(signer.signer).toMatch(/^key sha256:[0-9a-f]{64}$/);
  });

  test("signs in DER, with the curve's own hash", async () => {
    const bundle = v.parse(
      v.object({ dsseEnvelope: v.object({ signatures: v.tuple([v.object({ sig: v.string() })]) }) }),
      JSON.parse(await keySigner(privatePem(party)).sign(IN_TOTO_PAYLOAD, PAYLOAD)),
    );
    const signature = Buffer.from(bundle.dsseEnvelope.signatures[0].sig, "base64");
    expect(signature[0]).toBe(0x30);
    expect(signature.length).toBeLessThanOrEqual(2 * (numberBytes + 3) + 3);
    const { subtle } = globalThis.crypto;
    const names = {
      prime256v1: ["P-256", "SHA-256"],
      secp384r1: ["P-384", "SHA-384"],
      secp521r1: ["P-521", "SHA-512"],
    };
    const [namedCurve = "", hash = ""] = names[curve];
    const spki = party.publicKey.export({ type: "spki", format: "der" });
    const key = await subtle.importKey("spki", new Uint8Array(spki), { name: "ECDSA", namedCurve }, false, ["verify"]);
    const pae = new Uint8Array(preAuthEncoding(IN_TOTO_PAYLOAD, PAYLOAD));
    expect(await subtle.verify({ name: "ECDSA", hash }, key, new Uint8Array(plain(signature, numberBytes)), pae)).toBe(
      true,
    );
  });
});

/** A signature's two numbers side by side, as WebCrypto has them. */
function plain(der: Buffer, numberBytes: number): Buffer {
  const header = (der[1] ?? 0) & 0x80 ? 3 : 2;
  const first = der[header + 1] ?? 0;
  const numbers = [der.subarray(header + 2, header + 2 + first), der.subarray(header + 4 + first)];
  return Buffer.concat(
    numbers.map((number) => {
      const digits = number.subarray(Math.max(0, number.length - numberBytes));
      return Buffer.concat([Buffer.alloc(numberBytes - digits.length), digits]);
    }),
  );
}

describe("a key that may not sign", () => {
  test.each([
    ["of RSA", generateKeyPairSync("rsa", { modulusLength: 2048 })],
    ["of Ed25519", generateKeyPairSync("ed25519")],
    ["on another curve", generateKeyPairSync("ec", { namedCurve: "secp256k1" })],
  ])("%s is refused, with those that may, and so is its public half", (_what, pair) => {
    const pem = pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    expect(userErrorOf(() => keySigner(pem))).toContain("ECDSA keys on P-256, P-384 and P-521 are allowed");
    const publicKey = pair.publicKey.export({ type: "spki", format: "pem" }).toString();
    expect(userErrorOf(() => verifyWithKey("{}", publicKey, "x.sig"))).toContain("P-521 are allowed");
  });

  test("is refused where it is none", () => {
    for (const pem of [
      "",
      "x",
      publicPem(ecParty("x")),
      "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
    ]) {
      expect(
        outcomeOf(() => keySigner(pem)),
        pem,
      ).toBe("user error");
    }
    for (const pem of [
      "",
      "x",
      privatePem(ecParty("x")),
      "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
    ]) {
      expect(
        outcomeOf(() => verifyWithKey("{}", pem, "x.sig")),
        pem,
      ).toBe("user error");
    }
  });

  test("never shows up in the message", () => {
    const pem = privatePem(ecParty("x"));
    const secret = pem.split("\n")[1] ?? "";
    expect(userErrorOf(() => verifyWithKey("{}", pem, "x.sig"))).toContain("a PEM private key");
    expect(userErrorOf(() => verifyWithKey("{}", pem, "x.sig"))).not.toContain(secret);
  });
});

describe("an encrypted key", () => {
  const { privateKey } = ecParty("x");
  const pem = privateKey.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "open" }).toString();

  test("signs with its passphrase", () => {
    expect(outcomeOf(() => keySigner(pem, "open"))).toBe("accepted");
  });

  test("is refused without it, and with another", () => {
    expect(userErrorOf(() => keySigner(pem))).toContain("no passphrase was given");
    expect(userErrorOf(() => keySigner(pem, "shut"))).toContain("cannot be read with this passphrase");
    expect(userErrorOf(() => keySigner(pem, ""))).toContain("cannot be read with this passphrase");
  });
});
