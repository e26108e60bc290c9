import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { IN_TOTO_PAYLOAD, SignatureProblem, sha256 } from "@airworthy/evidence";
import {
  certificateSigner,
  keySigner,
  modelSignature,
  readModelSignature,
  verifyModel,
  verifyWithCertificates,
  verifyWithKey,
} from "@airworthy/signing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  authority,
  certificate,
  ecParty,
  privatePem,
  publicPem,
  rsaParty,
  VALID_TIME,
} from "../../packages/signing/test/make-certificate.ts";
import { conforms } from "../harness/conforms.ts";
import { type Contents, filesOf, writeModel } from "./model-signing/model-folder.ts";
import { type PeerJob, peerVersion, runPeer } from "./model-signing/peer.ts";

const CURVES = ["prime256v1", "secp384r1", "secp521r1"];

const MODEL: Contents = new Map([
  ["config.json", "{}"],
  ["weights.bin", "0123456789".repeat(1000)],
  ["empty", ""],
  ["a-b", "before a/b by code points, after it by Python's order"],
  ["a/b", "nested"],
  ["deep/er/and/deeper.txt", "deep"],
  ["with space & 'quotes' \"both\"", "odd"],
  ["colon:1:2", "a name like a shard's"],
  ["𝒳 U+1D4B3", "after U+FFF0 by code points, before it by UTF-16"],
  ["\ufff0", "replacement"],
  ["é", "composed"],
  ["e\u0301", "decomposed"],
  ["__proto__", "a name like a prototype's"],
  [".hidden/.git", "not at the top, so it is signed"],
]);

/** What neither side signs: the default, and what the user names. */
const IGNORED: Contents = new Map([
  [".git/HEAD", "ref"],
  [".gitattributes", "*.bin lfs"],
  ["cache/a", "left out"],
  ["notes.md", "left out"],
]);
const IGNORE = ["cache", "notes.md"];
const WITH_IGNORED = new Map([...MODEL, ...IGNORED]);

/** Each way to tamper with a model that both must see. */
const TAMPERINGS: readonly (readonly [string, Contents])[] = [
  ["a byte changed", changed("weights.bin", `1${"0123456789".repeat(1000).slice(1)}`)],
  ["a byte appended", changed("weights.bin", `${"0123456789".repeat(1000)}x`)],
  ["a file cut short", changed("weights.bin", "0123456789")],
  ["an empty file filled", changed("empty", "x")],
  ["two contents swapped", changed("config.json", "nested", changed("a/b", "{}"))],
  ["a file removed", new Map([...MODEL].filter(([path]) => path !== "a/b"))],
  ["a file added", changed("added", "x")],
  ["a hidden file added", changed("deep/.added", "x")],
  ["a file renamed", new Map([...MODEL].map(([path, text]) => [path === "é" ? "è" : path, text]))],
];

function changed(path: string, text: string, contents: Contents = MODEL): Contents {
  return new Map([...contents, [path, text]]);
}

interface Case {
  readonly curve: string;
  readonly method: "key" | "certificate";
}

const CASES: readonly Case[] = CURVES.flatMap((curve) => [
  { curve, method: "key" },
  { curve, method: "certificate" },
]);

let folder: string;
/** The chain of each curve's signer: leaf, then an RSA authority between; the root is given apart. */
const chains = new Map<string, string>();
const counts = { weVerified: 0, theyVerified: 0, weRefused: 0, theyRefused: 0 };

const at = (...names: readonly string[]) => join(folder, ...names);
const readText = (...names: readonly string[]) => readFile(at(...names), "utf8");

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "airworthy-model-signing-"));
  const root = rsaParty("root", 3072);
  const between = rsaParty("between", 3072);
  await writeFile(at("root.pem"), authority(root));
  await writeFile(at("between.pem"), authority(between, root, { authority: { pathLength: 0 } }));
  for (const curve of CURVES) {
    // The leaf bears its issuer's name, as that of the reference implementation's own vectors does.
    const signer = ecParty("between", curve);
    const leaf = certificate(signer, between);
    chains.set(curve, leaf + (await readText("between.pem")));
    await writeFile(at(`${curve}.key`), privatePem(signer));
    await writeFile(at(`${curve}.pub`), publicPem(signer));
    await writeFile(at(`${curve}.pem`), leaf);
  }
  await writeFile(at("other.pub"), publicPem(ecParty("other")));
  await writeFile(at("other.pem"), authority(ecParty("other")));
});

afterAll(async () => {
  const peer = { area: "Packages and signatures", peer: "model_signing", version: await peerVersion() } as const;
  conforms({ ...peer, claim: "models that we sign are verified by it", cases: counts.theyVerified });
  conforms({ ...peer, claim: "models that it signs are verified here", cases: counts.weVerified });
  conforms({ ...peer, claim: "tampered and forged models are refused by it", cases: counts.theyRefused });
  conforms({ ...peer, claim: "the same and more are refused here", cases: counts.weRefused });
  await rm(folder, { recursive: true, force: true });
});

function job(act: PeerJob["act"], { curve, method }: Case, name: string, more: Partial<PeerJob> = {}): PeerJob {
  return {
    act,
    method,
    model: at(name, "model"),
    signature: at(name, "model.sig"),
    algorithm: "sha256",
    ignore: [],
    privateKey: at(`${curve}.key`),
    publicKey: at(`${curve}.pub`),
    leaf: at(`${curve}.pem`),
    chain: [at("between.pem")],
    root: at("root.pem"),
    ...more,
  };
}

async function weSign(
  { curve, method }: Case,
  name: string,
  contents: Contents,
  ignorePaths: readonly string[],
): Promise<void> {
  const files = [...contents].map(([path, text]) => ({ path, sha256: sha256(text) }));
  const key = await readText(`${curve}.key`);
  const signer = method === "key" ? keySigner(key) : certificateSigner(key, chains.get(curve) ?? "");
  const payload = Buffer.from(modelSignature({ name: "model", files, ignorePaths }));
  await mkdir(at(name), { recursive: true });
  await writeFile(at(name, "model.sig"), await signer.sign(IN_TOTO_PAYLOAD, payload));
}

/** "intact", "different", or the reason for which the signature is refused. */
async function weVerify(
  { curve, method }: Case,
  name: string,
  given = { key: `${curve}.pub`, root: "root.pem" },
): Promise<string> {
  const bundle = await readText(name, "model.sig");
  try {
    const envelope =
      method === "key"
        ? verifyWithKey(bundle, await readText(given.key), "model.sig")
        : verifyWithCertificates(bundle, await readText(given.root), VALID_TIME, "model.sig");
    const options = { ignore: [], ignoreUnsigned: false };
    const { changed, missing, extra } = await verifyModel(
      readModelSignature(envelope),
      filesOf(at(name, "model")),
      options,
    );
    return changed.length + missing.length + extra.length === 0 ? "intact" : "different";
  } catch (error) {
    if (error instanceof SignatureProblem) return error.reasonCode;
    throw error;
  }
}

test("Python verifies the models that we sign, by key and by certificate on three curves", async () => {
  const jobs: PeerJob[] = [];
  for (const [index, each] of CASES.entries()) {
    await weSign(each, `ours-${index}`, MODEL, []);
    await writeModel(at(`ours-${index}`, "model"), MODEL);
    await weSign(each, `ours-ignoring-${index}`, WITH_IGNORED_LESS, IGNORE);
    await writeModel(at(`ours-ignoring-${index}`, "model"), WITH_IGNORED);
    jobs.push(job("verify", each, `ours-${index}`), job("verify", each, `ours-ignoring-${index}`));
  }
  const outcomes = await runPeer(jobs);
  expect(outcomes).toEqual(jobs.map(() => null));
  counts.theyVerified += outcomes.length;
});

/** What a signer lists where the user's paths were never read; the default ones are left out by the statement itself. */
const WITH_IGNORED_LESS = new Map([...WITH_IGNORED].filter(([path]) => !IGNORE.includes(path.split("/")[0] ?? "")));

test("we verify the models that Python signs, by key and by certificate on three curves", async () => {
  const jobs: PeerJob[] = [];
  for (const [index, each] of CASES.entries()) {
    await writeModel(at(`theirs-${index}`, "model"), WITH_IGNORED);
    jobs.push(job("sign", each, `theirs-${index}`, { ignore: IGNORE }));
  }
  expect(await runPeer(jobs)).toEqual(jobs.map(() => null));
  for (const [index, each] of CASES.entries()) {
    expect(await weVerify(each, `theirs-${index}`)).toBe("intact");
    counts.weVerified++;
  }
});

describe("both refuse", () => {
  const signers = (["key", "certificate"] as const).flatMap((method) => [
    ["we", method] as const,
    ["Python", method] as const,
  ]);

  test.each(signers)("every tampering with a model that %s signed by %s", async (signer, method) => {
    const each = { curve: "secp384r1", method };
    const cases = TAMPERINGS.map(([tampering, contents], index) => ({
      name: `${signer}-${method}-${index}`,
      tampering,
      contents,
    }));
    for (const { name } of cases) {
      await writeModel(at(name, "model"), MODEL);
      if (signer === "we") await weSign(each, name, MODEL, []);
    }
    if (signer === "Python") await runPeer(cases.map(({ name }) => job("sign", each, name)));
    expect(await weVerify(each, `${signer}-${method}-0`)).toBe("intact");
    for (const { name, contents } of cases) await writeModel(at(name, "model"), contents);
    const theirs = await runPeer(cases.map(({ name }) => job("verify", each, name)));
    for (const [index, { name, tampering }] of cases.entries()) {
      expect(theirs[index], tampering).toMatch(/^ValueError: Signature mismatch/);
      expect(await weVerify(each, name), tampering).toBe("different");
      counts.theyRefused++;
      counts.weRefused++;
    }
  });

  test.each(["key", "certificate"] as const)(
    "another payload, signature, key and root, signed by %s",
    async (method) => {
      const each = { curve: "prime256v1", method };
      await weSign(each, `sig-${method}`, MODEL, []);
      const bundle = await readText(`sig-${method}`, "model.sig");
      const payload = /"payload":"([^"]+)"/.exec(bundle)?.[1] ?? "";
      const other = Buffer.from(
        Buffer.from(payload, "base64").toString().replace('"name":"config.json"', '"name":"config.yaml"'),
      );
      const signature = /"sig":"([^"]+)"/.exec(bundle)?.[1] ?? "";
      const flipped = Buffer.from(signature, "base64").map((byte, index) => (index === 20 ? byte ^ 1 : byte));
      const forgeries = [
        bundle.replace(payload, other.toString("base64")),
        bundle.replace(signature, Buffer.from(flipped).toString("base64")),
        bundle.replace("application/vnd.in-toto+json", "application/json"),
        bundle.replace("bundle.v0.3+json", "bundle.v9.9+json"),
      ];
      for (const [index, forgery] of forgeries.entries()) {
        expect(forgery).not.toBe(bundle);
        await writeModel(at(`sig-${method}-${index}`, "model"), MODEL);
        await writeFile(at(`sig-${method}-${index}`, "model.sig"), forgery);
      }
      await writeModel(at(`sig-${method}`, "model"), MODEL);
      const others = { publicKey: at("other.pub"), root: at("other.pem") };
      const theirs = await runPeer([
        ...forgeries.map((_, index) => job("verify", each, `sig-${method}-${index}`)),
        job("verify", each, `sig-${method}`, others),
      ]);
      expect(theirs.filter((outcome) => outcome === null)).toEqual([]);
      const ours = await Promise.all(forgeries.map((_, index) => weVerify(each, `sig-${method}-${index}`)));
      ours.push(await weVerify(each, `sig-${method}`, { key: "other.pub", root: "other.pem" }));
      const stranger = method === "key" ? "unknown-key" : "untrusted-certificate";
      const unsupported = method === "key" ? "unsupported-bundle" : "wrong-method";
      expect(ours).toEqual(["signature-mismatch", "signature-mismatch", "signature-mismatch", unsupported, stranger]);
      counts.theyRefused += theirs.length;
      counts.weRefused += ours.length;
    },
  );
});

describe("the reference implementation's own ways", () => {
  const each = { curve: "prime256v1", method: "key" as const };

  test("a single file that Python signs is called a dot, and we verify it", async () => {
    await writeModel(at("dot"), new Map([["weights.bin", "x"]]));
    const paths = { model: at("dot", "weights.bin"), signature: at("dot", "model.sig") };
    expect(await runPeer([job("sign", each, "dot", paths), job("verify", each, "dot", paths)])).toEqual([null, null]);
    const signed = readModelSignature(
      verifyWithKey(await readText("dot", "model.sig"), await readText(`${each.curve}.pub`), "b"),
    );
    expect(signed.resources.map(({ path }) => path)).toEqual(["."]);
    const options = { ignore: [], ignoreUnsigned: false };
    const intact = { changed: [], missing: [], extra: [] };
    expect(await verifyModel(signed, filesOf(paths.model), options)).toEqual(intact);
    await writeFile(paths.model, "y");
    expect((await verifyModel(signed, filesOf(paths.model), options)).changed).toHaveLength(1);
    counts.weVerified++;
  });

  test("a single file that we sign is verified by Python when it is called a dot, not when it has its name", async () => {
    for (const [name, path] of [
      ["as-dot", "."],
      ["as-name", "weights.bin"],
    ] as const) {
      await writeModel(at(name), new Map([["weights.bin", "x"]]));
      await weSign(each, name, new Map([[path, "x"]]), []);
    }
    const jobs = ["as-dot", "as-name"].map((name) => job("verify", each, name, { model: at(name, "weights.bin") }));
    const [dot, name] = await runPeer(jobs);
    expect(dot).toBeNull();
    expect(name).toMatch(/Extra files found in model 'weights.bin': \..*Missing files/);
    counts.theyVerified++;
  });

  test.each([
    ["sha256", 10],
    ["blake2", 1000],
  ] as const)("shards by %s of %i bytes that Python signs are verified", async (algorithm, shardSize) => {
    const name = `shards-${algorithm}`;
    const contents = new Map([...MODEL].filter(([path]) => !path.includes(":")));
    await writeModel(at(name, "model"), contents);
    expect(await runPeer([job("sign", each, name, { algorithm, shardSize })])).toEqual([null]);
    expect(await weVerify(each, name)).toBe("intact");
    for (const text of [
      `x${"0123456789".repeat(1000).slice(1)}`,
      "0123456789".repeat(999),
      "0123456789".repeat(1001),
    ]) {
      await writeFile(at(name, "model", "weights.bin"), text);
      expect(await weVerify(each, name)).toBe("different");
      counts.weRefused++;
    }
    counts.weVerified++;
  });

  test("whole files by BLAKE2b that Python signs are verified, those by BLAKE3 are read", async () => {
    for (const algorithm of ["blake2", "blake3"] as const) await writeModel(at(algorithm, "model"), MODEL);
    const jobs = (["blake2", "blake3"] as const).map((algorithm) => job("sign", each, algorithm, { algorithm }));
    expect(await runPeer(jobs)).toEqual([null, null]);
    expect(await weVerify(each, "blake2")).toBe("intact");
    const bundle = await readText("blake3", "model.sig");
    const signed = readModelSignature(verifyWithKey(bundle, await readText(`${each.curve}.pub`), "b"));
    expect(signed.algorithm).toBe("blake3");
    // BLAKE3's own test vectors: the hash of no bytes.
    expect(signed.resources.find(({ path }) => path === "empty")?.digest).toBe(
      "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262",
    );
    counts.weVerified++;
  });

  test("an encrypted key in OpenSSL's older form and a key in SEC1 sign as well", async () => {
    const party = ecParty("x", "secp384r1");
    const forms = [
      party.privateKey.export({ type: "sec1", format: "pem" }).toString(),
      party.privateKey.export({ type: "sec1", format: "pem", cipher: "aes-256-cbc", passphrase: "open" }).toString(),
      party.privateKey.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "open" }).toString(),
    ];
    await writeFile(at("forms.pub"), publicPem(party));
    const payload = Buffer.from(
      modelSignature({ name: "m", files: [{ path: "a", sha256: sha256("x") }], ignorePaths: [] }),
    );
    for (const [index, pem] of forms.entries()) {
      await writeModel(at(`form-${index}`, "model"), new Map([["a", "x"]]));
      await mkdir(dirname(at(`form-${index}`, "model.sig")), { recursive: true });
      await writeFile(at(`form-${index}`, "model.sig"), await keySigner(pem, "open").sign(IN_TOTO_PAYLOAD, payload));
    }
    const jobs = forms.map((_, index) => job("verify", each, `form-${index}`, { publicKey: at("forms.pub") }));
    expect(await runPeer(jobs)).toEqual([null, null, null]);
    counts.theyVerified += 3;
  });
});
