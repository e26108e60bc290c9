import { IN_TOTO_PAYLOAD, type VerifiedEnvelope } from "@airworthy/evidence";
import { isDigestAlgorithm } from "./digest-algorithm.ts";
import { rootDigest } from "./model-signature.ts";
import { readPayload } from "./payload.ts";
import { ANY_MODEL_PREDICATE, LEGACY_PREDICATE, MODEL_PREDICATE } from "./predicate-types.ts";
import { checkSigned, signatureProblem } from "./problem.ts";
import { readResources } from "./read-resources.ts";
import type { SignedModel } from "./signed-model.ts";
import { headSchema, legacySchema, version1xSchema, version10Schema } from "./statement-schema.ts";

const WHAT = "the signed statement";

/**
 * The model that a verified envelope speaks of: OpenSSF model signing 1.x, with the spellings of the reference
 * implementation, or version 0.2.0 of that. Throws a SignatureProblem, with one of `SIGNATURE_REASONS`, for any other
 * statement, for what the format forbids, for digests that do not give the model's, and for names that are not safe.
 */
export function readModelSignature(envelope: VerifiedEnvelope): SignedModel {
  if (envelope.payloadType !== IN_TOTO_PAYLOAD) {
    const type = JSON.stringify(envelope.payloadType.slice(0, 100));
    throw signatureProblem("wrong-payload-type", `what was signed is of type ${type}; ${IN_TOTO_PAYLOAD} is allowed`);
  }
  const payload = parse(envelope.payload);
  const { predicateType } = checkSigned(headSchema, payload, WHAT, "malformed-statement");
  if (predicateType === LEGACY_PREDICATE) return readLegacy(payload);
  if (ANY_MODEL_PREDICATE.test(predicateType)) return readVersion1(payload, predicateType);
  const type = JSON.stringify(predicateType.slice(0, 100));
  throw signatureProblem("wrong-predicate-type", `${WHAT} is of type ${type}; a model signature was expected`);
}

function parse(payload: Uint8Array): unknown {
  try {
    return readPayload(payload);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw signatureProblem("malformed-statement", `${WHAT} is not JSON as a statement may be: ${why}`, cause);
  }
}

function readVersion1(payload: unknown, predicateType: string): SignedModel {
  const schema = predicateType === MODEL_PREDICATE ? version10Schema : version1xSchema;
  const { subject, predicate } = checkSigned(schema, payload, WHAT, "malformed-statement");
  const { resources, serialization } = predicate;
  const { hash_type, method, shard_size, allow_symlinks, ignore_paths } = serialization;
  if (!isDigestAlgorithm(hash_type)) throw unsupportedDigest(hash_type);
  if ((method === "shards") !== (shard_size !== undefined)) {
    throw signatureProblem("malformed-statement", `${WHAT} has to have a shard_size for shards, and only for them`);
  }
  const shardSize = shard_size ?? null;
  // What the reference implementation calls it in shards; the specification has one name for both.
  const inShards = shardSize === null ? hash_type : `${hash_type}-sharded-${shardSize}`;
  const other = resources.find(({ algorithm }) => algorithm !== hash_type && algorithm !== inShards);
  if (other !== undefined) throw unsupportedDigest(other.algorithm);
  const read = readResources(resources, hash_type, shardSize);
  const { name, digest } = subject[0];
  const found = rootDigest(resources.map((resource) => resource.digest));
  if (found !== digest.sha256) {
    const expected = JSON.stringify(digest.sha256.slice(0, 100));
    throw signatureProblem(
      "root-digest-mismatch",
      `the files' digests give "${found}"; the signature says ${expected}`,
    );
  }
  const described = { name, rootDigest: found, algorithm: hash_type, shardSize };
  return { ...described, allowSymlinks: allow_symlinks, ignorePaths: ignore_paths, resources: read };
}

function readLegacy(payload: unknown): SignedModel {
  const { subject } = checkSigned(legacySchema, payload, WHAT, "malformed-statement");
  const listed = subject.map(({ name, digest }) => ({ name, digest: digest.sha256 }));
  const resources = readResources(listed, "sha256", null);
  const unsaid = { name: null, rootDigest: null, shardSize: null, allowSymlinks: false, ignorePaths: [] };
  return { ...unsaid, algorithm: "sha256", resources };
}

function unsupportedDigest(name: string): Error {
  return signatureProblem("unsupported-digest", `${WHAT} has digests by ${quote(name)}, which is not supported here`);
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 200));
}
