import { type BundleSigner, SignatureProblem } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { type AppendedLog, appendEntry } from "./append-entry.ts";
import { checkSignatures, type OpenSignature, type SignatureRules } from "./check-signatures.ts";
import { exampleDraft } from "./example-log.ts";
import { exampleStageDraft } from "./example-stage.ts";
import { findingText } from "./finding.ts";
import { formatEntry } from "./format-entry.ts";
import { EMPTY_HEAD, readLog } from "./read-log.ts";
import { sideOf } from "./rollout-moment.ts";

/** Stands for a key: what is signed is in the bundle, and who signed. Real keys sign in the verb's own tests. */
function signerNamed(name: string): BundleSigner {
  const sign = async (payloadType: string, payload: Uint8Array) =>
    JSON.stringify({ mediaType: "test", name, payloadType, payload: Buffer.from(payload).toString("hex") });
  return { signer: name, sign };
}

const open: OpenSignature = async (text, where) => {
  const { name, payloadType, payload } = JSON.parse(text);
  if (name === "forged") throw new SignatureProblem("signature-mismatch", `${where}: it is not of this key`);
  if (name !== "ann") return { state: "stranger", reasonCode: "unknown-key", message: "by the key of bob" };
  const envelope = { payloadType, payload: Buffer.from(payload, "hex"), method: "key" as const, signer: name };
  return { state: "verified", envelope: { ...envelope, signedOn: null } };
};

const side = sideOf({ state: null, flag: null, denied: [] });

const promotion = exampleStageDraft({
  ...{ model: "ranker", stage: "production", number: 1, on: "2026-03-01T12:00:00Z" },
  denials: [side.denials, side.denials],
});

/** A log of a move and a promotion in turn, signed by these; null for nobody. */
async function signedBy(...signers: readonly (string | null)[]): Promise<string> {
  let log: Pick<AppendedLog, "text" | "length" | "head"> = { text: "", ...EMPTY_HEAD };
  for (const [index, name] of signers.entries()) {
    const signer = name === null ? null : signerNamed(name);
    const draft = index % 2 === 0 ? exampleDraft("ranker", index + 1, { before: side, after: side }) : promotion;
    log = await appendEntry(log.text, log, draft, { signer, evenBroken: false });
  }
  return log.text;
}

async function found(text: string, rules: Partial<SignatureRules> = {}) {
  const findings = await checkSignatures(readLog(text), { open, required: false, ...rules });
  return findings.map((finding) => `${finding.verdict}: ${findingText(finding)}`);
}

test("signatures that hold have nothing against them, and not every entry needs one", async () => {
  expect(await found(await signedBy("ann", "ann"), { required: true })).toEqual([]);
  expect(await found(await signedBy(null, "ann"))).toEqual([]);
  expect(await found("")).toEqual([]);
});

test("a log without one signature that counts is undecided: they may all have been taken off, or made anew", async () => {
  const undecided = "inconclusive: no entry is signed by whom was named to verify them with";
  expect(await found(await signedBy(null, null))).toEqual([undecided]);
  const stranger = "is signed by somebody else: by the key of bob";
  expect(await found(await signedBy("bob", "bob"))).toEqual([
    `warn: line 1 ${stranger}`,
    `warn: line 2 ${stranger}`,
    undecided,
  ]);
  expect(await found(await signedBy(null), { open: null })).toEqual([]);
});

test("an unsigned entry is told where signatures are required, and where those before it are signed", async () => {
  const text = await signedBy(null, "ann", null);
  expect(await found(text, { required: true })).toEqual(["fail: line 1 is not signed", "fail: line 3 is not signed"]);
  expect(await found(text)).toEqual(["warn: line 3 is not signed, as entries before it are"]);
});

test("a stranger's signature is a warning, and not enough where one is required", async () => {
  const text = await signedBy("ann", "bob");
  expect(await found(text)).toEqual(["warn: line 2 is signed by somebody else: by the key of bob"]);
  expect(await found(text, { required: true })).toEqual(["fail: line 2 is signed by somebody else: by the key of bob"]);
});

test("a signature that does not hold fails", async () => {
  expect(await found(await signedBy("forged"))).toEqual([
    "fail: line 1 has a signature that does not hold: its signature: it is not of this key",
  ]);
});

test("a signature of another entry, or of another kind of payload, fails", async () => {
  const text = await signedBy("ann", "ann");
  const [first, second] = readLog(text).lines.map(({ entry }) => entry ?? expect.fail());
  const swapped = formatEntry({ ...(second ?? expect.fail()), signature: first?.signature ?? null });
  expect(await found(`${swapped}\n`)).toEqual(["fail: line 1 has a signature of something else"]);
  const other = { mediaType: "test", name: "ann", payloadType: "text/plain", payload: "" };
  const odd = formatEntry({ ...(first ?? expect.fail()), signature: other });
  expect(await found(`${odd}\n`)).toEqual(["fail: line 1 has a signature of something else"]);
});

test("signatures that nobody can verify are told, not taken for good", async () => {
  expect(await found(await signedBy("ann", null), { open: null })).toEqual([
    "warn: line 2 is not signed, as entries before it are",
    "warn: 1 of 2 entries are signed; nobody was named to verify them with",
  ]);
});
