import { checkShape, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import { type Answer, exchange, jsonOf, type Message, type Patience, refusal } from "./exchange.ts";
import { serviceUrl } from "./services.ts";

/** A DSSE envelope with one signature, as JSON has it. */
export interface Envelope {
  readonly payloadType: string;
  /** Base64. */
  readonly payload: string;
  /** Base64. */
  readonly signatures: readonly [{ readonly sig: string }];
}

const SERVICE = "The transparency log";
const PATH = "/api/v1/log/entries";
const UUID = /^[0-9a-f]{64,80}$/;

const integer = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const hex = v.pipe(v.string(), v.regex(/^([0-9a-f]{2})+$/, "must be hexadecimal"));

const entrySchema = v.object({
  body: v.string(),
  integratedTime: integer,
  logID: hex,
  logIndex: integer,
  verification: v.object({
    signedEntryTimestamp: v.string(),
    inclusionProof: v.object({
      checkpoint: v.string(),
      hashes: v.array(hex),
      logIndex: integer,
      rootHash: hex,
      treeSize: integer,
    }),
  }),
});
const answerSchema = v.pipe(
  v.record(v.string(), entrySchema),
  v.transform((entries) => Object.values(entries)),
  v.length(1, "must hold one entry"),
);
const bodySchema = v.object({ kind: v.string(), apiVersion: v.string() });

/**
 * Writes an envelope into the log, and answers the entry as a bundle holds it (TransparencyLogEntry as JSON). An entry
 * that an earlier attempt has left is taken. Throws a UserError when the log refuses.
 * https://github.com/sigstore/rekor/blob/main/openapi.yaml and pkg/types/dsse/v0.0.1
 */
export async function logEnvelope(
  rekorUrl: string,
  content: { readonly envelope: Envelope; readonly certificatePem: string },
  patience: Patience,
): Promise<object> {
  const verifiers = [Buffer.from(content.certificatePem).toString("base64")];
  const proposedContent = { envelope: JSON.stringify(content.envelope), verifiers };
  const message = {
    method: "POST",
    url: serviceUrl(rekorUrl, PATH, SERVICE),
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({ apiVersion: "0.0.1", kind: "dsse", spec: { proposedContent } }),
    service: SERVICE,
  } as const;
  const answer = await exchange(message, patience);
  if (answer.status === 201) return readEntry(answer, message);
  const uuid = answer.status === 409 ? (answer.location?.split("/").at(-1) ?? "") : "";
  if (!UUID.test(uuid)) throw refusal(message, answer);
  const { url, headers } = { url: serviceUrl(rekorUrl, `${PATH}/${uuid}`, SERVICE), headers: message.headers };
  const again = { method: "GET", url, headers: { accept: headers.accept }, service: SERVICE } as const;
  const found = await exchange(again, patience);
  if (found.status !== 200) throw refusal(again, found);
  return readEntry(found, again);
}

function readEntry(answer: Answer, message: Message): object {
  const where = `The answer of the transparency log at ${message.url.origin}`;
  const [entry] = checkShape(answerSchema, jsonOf(answer, message), where);
  if (entry === undefined) throw new UserError(`${where} holds no entry`);
  const { inclusionProof: proof, signedEntryTimestamp } = entry.verification;
  const { kind, apiVersion } = checkShape(bodySchema, parseBody(entry.body), `${where}, the entry's body,`);
  return {
    logIndex: String(entry.logIndex),
    logId: { keyId: fromHex(entry.logID) },
    kindVersion: { kind, version: apiVersion },
    integratedTime: String(entry.integratedTime),
    inclusionPromise: { signedEntryTimestamp },
    inclusionProof: {
      logIndex: String(proof.logIndex),
      rootHash: fromHex(proof.rootHash),
      treeSize: String(proof.treeSize),
      hashes: proof.hashes.map(fromHex),
      checkpoint: { envelope: proof.checkpoint },
    },
    canonicalizedBody: entry.body,
  };
}

function parseBody(body: string): unknown {
  try {
    return JSON.parse(Buffer.from(body, "base64").toString("utf8"));
  } catch {
    return null;
  }
}

function fromHex(text: string): string {
  return Buffer.from(text, "hex").toString("base64");
}
