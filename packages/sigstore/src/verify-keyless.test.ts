import { IN_TOTO_PAYLOAD, SignatureProblem } from "@airworthy/evidence";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { identityToken, type Sigstore, startSigstore } from "../../../test/harness/sigstore/index.ts";
import { keylessSigner } from "./keyless-signer.ts";
import { type KeylessPolicy, verifyKeyless } from "./verify-keyless.ts";

const POLICY: KeylessPolicy = {
  identity: "https://github.com/octo-org/sentiment/.github/workflows/release.yml@refs/heads/main",
  issuer: "https://token.actions.githubusercontent.com",
};

let ours: Sigstore;
let foreign: Sigstore;
/** With a log entry and a time stamp each. */
let bundle: string;
let other: string;
let foreignBundle: string;

beforeAll(async () => {
  [ours, foreign] = await Promise.all([startSigstore(), startSigstore()]);
  const signer = signerOf(ours);
  bundle = await signer.sign(IN_TOTO_PAYLOAD, Buffer.from('{"model":"sentiment"}'));
  other = await signer.sign(IN_TOTO_PAYLOAD, Buffer.from('{"model":"another"}'));
  foreignBundle = await signerOf(foreign).sign(IN_TOTO_PAYLOAD, Buffer.from('{"model":"sentiment"}'));
});

afterAll(async () => {
  await ours[Symbol.asyncDispose]();
  await foreign[Symbol.asyncDispose]();
});

test("what was changed is refused, with the reason", async () => {
  const entry = ["verificationMaterial", "tlogEntries", 0];
  const stamps = ["verificationMaterial", "timestampVerificationData", "rfc3161Timestamps"];
  const certificate = ["verificationMaterial", "certificate", "rawBytes"];
  const payload = ["dsseEnvelope", "payload"];
  const flipped = (path: Path) => withValue(bundle, path, flip(String(valueAt(bundle, path))));
  const from = (source: string, path: Path) => withValue(bundle, path, valueAt(source, path));
  const reasons: readonly (readonly [changed: string, reasonCode: string])[] = [
    [flipped(payload), "signature-mismatch"],
    [from(other, payload), "signature-mismatch"],
    [withValue(bundle, ["dsseEnvelope", "payloadType"], "text/plain"), "signature-mismatch"],
    [from(other, ["dsseEnvelope", "signatures"]), "signature-mismatch"],
    [from(foreignBundle, certificate), "signature-mismatch"],
    [flipped(certificate), "untrusted-certificate"],
    [from(other, entry), "transparency-log-mismatch"],
    [from(foreignBundle, entry), "transparency-log-mismatch"],
    [withValue(bundle, [...entry, "integratedTime"], later(bundle)), "transparency-log-mismatch"],
    [withValue(bundle, [...entry, "integratedTime"], "1700000000"), "untrusted-certificate"],
    [flipped([...entry, "inclusionPromise", "signedEntryTimestamp"]), "transparency-log-mismatch"],
    [from(other, [...entry, "inclusionProof"]), "transparency-log-mismatch"],
    [from(other, [...entry, "canonicalizedBody"]), "transparency-log-mismatch"],
    [withValue(bundle, ["verificationMaterial", "tlogEntries"], []), "no-transparency-log"],
    [from(other, stamps), "timestamp-mismatch"],
    [from(foreignBundle, stamps), "timestamp-mismatch"],
    [withValue(withValue(bundle, stamps, []), [...entry, "inclusionPromise"], undefined), "no-timestamp"],
    [withValue(bundle, ["dsseEnvelope", "signatures"], []), "malformed-bundle"],
    [withValue(bundle, ["dsseEnvelope"], undefined), "malformed-bundle"],
    [withValue(bundle, ["mediaType"], "application/json"), "malformed-bundle"],
    [withValue(bundle, certificate, "AAAA"), "malformed-bundle"],
    [withValue(bundle, ["verificationMaterial", "certificate"], undefined), "malformed-bundle"],
    [bundle.slice(0, -1), "malformed-bundle"],
    ["", "malformed-bundle"],
    ["null", "malformed-bundle"],
  ];
  const found = await Promise.all(reasons.map(([changed]) => reasonOf(verify(changed))));
  expect(found).toEqual(reasons.map(([, reasonCode]) => reasonCode));
});

test("a certificate that had expired when log and time stamp saw the signature is not trusted", async () => {
  await using sigstore = await startSigstore();
  sigstore.certificateAge = 700;
  const late = await signerOf(sigstore).sign(IN_TOTO_PAYLOAD, Buffer.from("{}"));
  expect(await reasonOf(verify(late, POLICY, sigstore.trustedRoot()))).toBe("untrusted-certificate");
});

test("a bundle that was signed with a key is not keyless", async () => {
  const keyed = withValue(bundle, ["verificationMaterial", "certificate"], undefined);
  const changed = withValue(keyed, ["verificationMaterial", "publicKey"], { hint: "a key" });
  expect(await reasonOf(verify(changed))).toBe("not-keyless");
});

describe("who signed", () => {
  test("must be the identity that is asked for, to the letter", async () => {
    for (const identity of [
      `${POLICY.identity}x`,
      POLICY.identity.slice(0, -1),
      POLICY.identity.toUpperCase(),
      "octo",
    ]) {
      expect(await reasonOf(verify(bundle, { ...POLICY, identity }))).toBe("identity-mismatch");
    }
  });

  test("may fit a pattern", async () => {
    const identity = "https://github.com/octo-org/*/.github/workflows/release.yml@refs/**";
    await expect(verify(bundle, { ...POLICY, identity })).resolves.toMatchObject({ identity: POLICY.identity });
    const outside = "https://github.com/*/.github/workflows/release.yml@refs/**";
    expect(await reasonOf(verify(bundle, { ...POLICY, identity: outside }))).toBe("identity-mismatch");
  });

  test("must be vouched for by the issuer that is asked for", async () => {
    for (const issuer of ["https://accounts.example.com", `${POLICY.issuer}/`, "*"]) {
      expect(await reasonOf(verify(bundle, { ...POLICY, issuer }))).toBe("issuer-mismatch");
    }
  });

  test("must be asked for: neither identity nor issuer may be left out, nor fit everybody", async () => {
    const policies = [
      { ...POLICY, identity: "" },
      { ...POLICY, issuer: " " },
      { ...POLICY, identity: "**" },
      { ...POLICY, identity: " * " },
    ];
    for (const policy of policies) await expect(verify(bundle, policy)).rejects.toMatchObject({ name: "UserError" });
  });
});

describe("a trusted root", () => {
  test("of another instance of the same name trusts nobody of ours", async () => {
    expect(await reasonOf(verify(bundle, POLICY, foreign.trustedRoot()))).toBe("untrusted-certificate");
  });

  test("that is embedded does not trust an instance on this machine", async () => {
    expect(await reasonOf(verify(bundle, POLICY, null))).toBe("untrusted-certificate");
  });

  test("is one of several: the instance that issued the certificate is found", async () => {
    const roots = `${foreign.trustedRoot()}\n${ours.trustedRoot()}\n`;
    await expect(verify(bundle, POLICY, roots)).resolves.toMatchObject({ method: "keyless" });
  });

  test("without a log takes a time stamp for proof, and not a log entry that it cannot check", async () => {
    const stamped = await signerOf(ours, null).sign(IN_TOTO_PAYLOAD, Buffer.from("{}"));
    const root = ours.trustedRoot(false);
    await expect(verify(stamped, POLICY, root)).resolves.toMatchObject({ method: "keyless" });
    expect(await reasonOf(verify(stamped, POLICY, ours.trustedRoot()))).toBe("no-transparency-log");
    expect(await reasonOf(verify(bundle, POLICY, root))).toBe("transparency-log-mismatch");
  });
});

describe("whatever is changed in a bundle", () => {
  test("one character: it is refused for a reason, or says the same", async () => {
    const expected = await verify(bundle);
    const change = fc.tuple(fc.nat({ max: bundle.length - 1 }), fc.constantFrom(...'AZaz09+/="{}[],: '));
    await fc.assert(
      fc.asyncProperty(change, async ([at, character]) => {
        const changed = bundle.slice(0, at) + character + bundle.slice(at + 1);
        const result = await verify(changed).catch((error: unknown) => error);
        if (!(result instanceof SignatureProblem)) expect(result).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });

  test("one value, for any other: it is refused for a reason, or says the same", async () => {
    const expected = await verify(bundle);
    const paths = pathsOf(JSON.parse(bundle));
    expect(paths.length).toBeGreaterThan(20);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.jsonValue(), async (path, value) => {
        const result = await verify(withValue(bundle, path, value)).catch((error: unknown) => error);
        if (!(result instanceof SignatureProblem)) expect(result).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });
});

function signerOf({ url, claims }: Sigstore, rekorUrl: string | null = url) {
  const signal = new AbortController().signal;
  return keylessSigner({ fulcioUrl: url, rekorUrl, tsaUrl: url }, identityToken(claims), { env: {}, signal });
}

function verify(text: string, policy = POLICY, trustedRoot: string | null = ours.trustedRoot()) {
  return verifyKeyless(text, policy, { trustedRoot }, "b.json");
}

async function reasonOf(work: Promise<unknown>): Promise<unknown> {
  const result = await work.catch((error: unknown) => error);
  return result instanceof SignatureProblem ? result.reasonCode : result;
}

type Path = readonly (string | number)[];

function valueAt(text: string, path: Path): unknown {
  return path.reduce((value: unknown, key) => Reflect.get(Object(value), key), JSON.parse(text));
}

/** The bundle with the value at a path replaced; undefined takes it out. */
function withValue(text: string, path: Path, value: unknown): string {
  const root: unknown = JSON.parse(text);
  const parent = path.slice(0, -1).reduce((node: unknown, key) => Reflect.get(Object(node), key), root);
  Reflect.set(Object(parent), path.at(-1) ?? "", value);
  return JSON.stringify(root);
}

function pathsOf(value: unknown): Path[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [[key], ...pathsOf(item).map((path) => [key, ...path])]);
}

/** Base64 with one bit of its middle flipped. */
function flip(base64: string): string {
  const bytes = Buffer.from(base64, "base64");
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  return bytes.toString("base64");
}

/** The time of the log entry, a second later. */
function later(text: string): string {
  return String(Number(valueAt(text, ["verificationMaterial", "tlogEntries", 0, "integratedTime"])) + 1);
}
