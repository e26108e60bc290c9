import { IN_TOTO_PAYLOAD } from "@airworthy/evidence";
import { describe, expect, test } from "vitest";
import {
  authority,
  type CertificateOptions,
  certificate,
  ecParty,
  extension,
  KEY_CERT_SIGN,
  type Party,
  privatePem,
  rsaParty,
  VALID_TIME,
} from "../test/make-certificate.ts";
import { outcomeOf, userErrorOf } from "../test/outcome-of.ts";
import { certificateSigner } from "./certificate-signer.ts";
import { verifyWithCertificates } from "./verify-bundle.ts";

const PAYLOAD = Buffer.from("{}");
const root = rsaParty("root", 2048);
const between = ecParty("between", "secp384r1");
const signer = ecParty("signer");
const ROOT = authority(root);
const BETWEEN = authority(between, root);
const LEAF = certificate(signer, between);

const sign = (chain: string, party: Party = signer) =>
  certificateSigner(privatePem(party), chain).sign(IN_TOTO_PAYLOAD, PAYLOAD);
const verify = (bundle: string, roots = ROOT, at = VALID_TIME) =>
  outcomeOf(() => verifyWithCertificates(bundle, roots, at, "model.sig"));

/** The outcome for a leaf, an authority between and a root that are made with these options. */
async function outcomeWith(options: {
  readonly leaf?: CertificateOptions;
  readonly between?: CertificateOptions;
  readonly root?: CertificateOptions;
  readonly at?: Date;
}): Promise<string> {
  const chain = certificate(signer, between, options.leaf) + authority(between, root, options.between);
  return verify(await sign(chain), authority(root, root, options.root), options.at);
}

/** A certificate as a bundle has it: the PEM's content on one line. */
function base64Of(pem: string): string {
  return pem.split("\n").slice(1, -2).join("");
}

describe("a signature by certificate", () => {
  test("is accepted where signatures lead to a root, over RSA and ECDSA", async () => {
    const bundle = await sign(LEAF + BETWEEN);
    expect(verifyWithCertificates(bundle, ROOT, VALID_TIME, "x")).toMatchObject({
      payloadType: IN_TOTO_PAYLOAD,
      method: "certificate",
      signer: "CN=signer",
      signedOn: null,
    });
  });

  test("is accepted in whatever order the others come, with the root among them or what lies between beside the root", async () => {
    expect(verify(await sign(LEAF + BETWEEN + ROOT))).toBe("accepted");
    expect(verify(await sign(LEAF), ROOT + BETWEEN)).toBe("accepted");
    const stranger = authority(ecParty("stranger"));
    expect(verify(await sign(LEAF + BETWEEN), stranger + ROOT)).toBe("accepted");
  });

  test("is accepted for a certificate that signs itself only where it is given as a root", async () => {
    const own = certificate(signer, signer);
    expect(verify(await sign(own), own)).toBe("accepted");
    expect(verify(await sign(own))).toBe("untrusted-certificate");
  });

  test.each(["prime256v1", "secp384r1", "secp521r1"])("is accepted of a signer on %s", async (curve) => {
    const party = ecParty("x", curve);
    expect(verify(await sign(certificate(party, between) + BETWEEN, party))).toBe("accepted");
  });

  test("is refused where the root has the right name and another key", async () => {
    expect(verify(await sign(LEAF + BETWEEN), authority(rsaParty("root")))).toBe("untrusted-certificate");
  });

  test("is accepted where the signatures are right and the names are not", async () => {
    const misnamed = authority({ ...between, name: "elsewhere" }, { ...root, name: "nowhere" });
    expect(verify(await sign(LEAF + misnamed))).toBe("accepted");
  });

  test("is refused where a link is missing", async () => {
    expect(verify(await sign(LEAF))).toBe("untrusted-certificate");
  });

  test("is refused with one bit of any certificate changed", async () => {
    const bundle = await sign(LEAF + BETWEEN);
    const encoded = [...bundle.matchAll(/"rawBytes":"([^"]+)"/g)].map(([, text]) => text ?? "");
    expect(encoded).toHaveLength(2);
    for (const text of encoded) {
      const der = Buffer.from(text, "base64");
      for (let bit = 0; bit < der.length * 8; bit += 7) {
        const other = Buffer.from(der);
        other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(verify(bundle.replace(text, other.toString("base64"))), `bit ${bit}`).not.toMatch(/accepted|bug|user/);
      }
    }
  });
});

describe("a certificate's limits", () => {
  test("of time hold for each of the three, at both ends", async () => {
    const [from, to] = ["2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z"];
    for (const which of ["leaf", "between", "root"]) {
      const outcomeAt = (at: string) => outcomeWith({ [which]: { from, to }, at: new Date(at) });
      expect(await outcomeAt("2025-01-01T00:00:00Z"), which).toBe("accepted");
      expect(await outcomeAt("2026-01-01T00:00:00Z"), which).toBe("accepted");
      expect(await outcomeAt("2024-12-31T23:59:59Z"), which).toBe("expired-certificate");
      expect(await outcomeAt("2026-01-01T00:00:01Z"), which).toBe("expired-certificate");
    }
  });

  test("a time that is none is never within", async () => {
    expect(await outcomeWith({ at: new Date(Number.NaN) })).toBe("expired-certificate");
    const bundle = await sign(LEAF + BETWEEN);
    for (const end of ["from", "to"]) {
      const unreadable = { [end]: "2029-13-01T00:00:00Z" };
      const leaf = certificate(signer, between, unreadable);
      const issuer = authority(between, root, unreadable);
      expect(verify(bundle.replace(base64Of(LEAF), base64Of(leaf)))).toBe("malformed-certificate");
      expect(verify(bundle.replace(base64Of(BETWEEN), base64Of(issuer)))).toBe("malformed-certificate");
      expect(verify(bundle, authority(root, root, unreadable))).toBe("user error");
    }
  });

  test("only an authority's may sign others, and only one that is for it", async () => {
    for (const which of ["between", "root"]) {
      expect(await outcomeWith({ [which]: { authority: null } }), which).toBe("untrusted-certificate");
      expect(await outcomeWith({ [which]: { keyUsage: 0x80 } }), which).toBe("untrusted-certificate");
      expect(await outcomeWith({ [which]: { keyUsage: null } }), which).toBe("accepted");
    }
  });

  test("of path length hold", async () => {
    expect(await outcomeWith({ root: { authority: { pathLength: 0 } } })).toBe("untrusted-certificate");
    expect(await outcomeWith({ root: { authority: { pathLength: 1 } } })).toBe("accepted");
    expect(await outcomeWith({ between: { authority: { pathLength: 0 } } })).toBe("accepted");
  });

  test("a signer's has to be for signatures, by key usage or for code", async () => {
    const forced = { keyUsage: KEY_CERT_SIGN };
    expect(userErrorOf(() => certificateSigner(privatePem(signer), certificate(signer, between, forced)))).toContain(
      "digitalSignature",
    );
    const bundle = await sign(LEAF + BETWEEN);
    const leaves = [
      forced,
      { keyUsage: null },
      { keyUsage: null, isForCode: true },
      { keyUsage: KEY_CERT_SIGN, isForCode: true },
    ];
    const outcomes = leaves.map((options) => verify(withLeaf(bundle, certificate(signer, between, options))));
    expect(outcomes).toEqual(["wrong-key-usage", "wrong-key-usage", "accepted", "accepted"]);
  });

  test("an unknown extension is refused only where it is critical", async () => {
    const unknown = (isCritical: boolean) => ({ extensions: [extension("2a0304", isCritical, Buffer.from([5, 0]))] });
    expect(await outcomeWith({ leaf: unknown(false), between: unknown(false) })).toBe("accepted");
    expect(await outcomeWith({ leaf: unknown(true) })).toBe("untrusted-certificate");
    expect(await outcomeWith({ between: unknown(true) })).toBe("untrusted-certificate");
  });

  test("SHA-1 and RSA of fewer than 2048 bits count for nothing", async () => {
    const bundle = await sign(LEAF + BETWEEN);
    expect(verify(withLeaf(bundle, certificate(signer, between, { isWeak: true })))).toBe("untrusted-certificate");
    const weakRoot = rsaParty("weak", 1024);
    expect(userErrorOf(() => verifyWithCertificates(bundle, authority(weakRoot), VALID_TIME, "x"))).toContain(
      "is a root",
    );
  });

  test("a signer's key has to be on one of the three curves", async () => {
    const bundle = await sign(LEAF + BETWEEN);
    for (const party of [rsaParty("x"), ecParty("x", "secp256k1")]) {
      expect(verify(withLeaf(bundle, certificate(party, between)))).toBe("unsupported-key");
    }
  });
});

test("many authorities that all sign each other take no long search", async () => {
  const shared = ecParty("shared");
  const chain = Array.from({ length: 14 }, (_, index) => authority({ ...shared, name: `${index}` }, shared)).join("");
  expect(verify(await sign(certificate(signer, shared) + chain))).toBe("untrusted-certificate");
});

describe("a chain to sign with", () => {
  const problem = (chain: string, party = signer) => userErrorOf(() => certificateSigner(privatePem(party), chain));

  test("has to start with the key's own certificate and go on by issuers", () => {
    expect(problem("")).toContain("holds no PEM certificate");
    expect(problem(BETWEEN + LEAF)).toContain("is not that of the first certificate");
    expect(problem(LEAF, ecParty("other"))).toContain("is not that of the first certificate");
    expect(problem(LEAF + ROOT)).toContain('"CN=signer" is not signed by the next, "CN=root"');
    expect(problem(LEAF.replace("M", "N"))).toContain("cannot be read");
    expect(problem(LEAF + BETWEEN + ROOT)).toBe("accepted");
  });
});

test("roots that are none are the user's to mend", async () => {
  const bundle = await sign(LEAF + BETWEEN);
  const roots = (pem: string) => userErrorOf(() => verifyWithCertificates(bundle, pem, VALID_TIME, "x"));
  expect(roots("")).toContain("none of the 0 given certificates is a root");
  expect(roots(BETWEEN)).toContain("none of the 1 given certificates is a root");
  expect(roots(ROOT.replace("M", "N"))).toContain("cannot be read");
});

test("a subject of several parts is shown on one line, none by the fingerprint", async () => {
  const nameless = ecParty("");
  const bundle = await sign(certificate(nameless, between) + BETWEEN, nameless);
  expect(verifyWithCertificates(bundle, ROOT, VALID_TIME, "x").signer).toMatch(
    /^SHA-256 fingerprint ([0-9A-F]{2}:){31}/,
  );
});

function withLeaf(bundle: string, leaf: string): string {
  const der = leaf.replace(/-----[^-]+-----|\s/g, "");
  return bundle.replace(/"rawBytes":"[^"]+"/, `"rawBytes":"${der}"`);
}
