import { type Descriptor, sha256Digest } from "@airworthy/evidence";
import * as v from "valibot";
import type { Answer } from "./exchange.ts";
import { MANIFEST_BYTES } from "./limits.ts";
import { RegistryProblem } from "./problem.ts";
import { shown } from "./shown.ts";

export const INDEX_TYPE = "application/vnd.oci.image.index.v1+json";

/** What a manifest may be, by https://github.com/opencontainers/image-spec and, before that, Docker. */
export const MANIFEST_TYPES: readonly string[] = [
  "application/vnd.oci.image.manifest.v1+json",
  INDEX_TYPE,
  "application/vnd.docker.distribution.manifest.v2+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
];

export interface PulledManifest {
  readonly descriptor: Descriptor;
  /** The bytes that the descriptor's digest is of. */
  readonly text: string;
}

const manifestSchema = v.object({ mediaType: v.optional(v.string()), artifactType: v.optional(v.string()) });

/**
 * The manifest in an answer, checked against its digest, whoever states it. `digest` is the one that was asked for; null
 * for a tag. Throws a RegistryProblem.
 */
export async function readManifest(what: string, answer: Answer, digest: string | null): Promise<PulledManifest> {
  const bytes = await answer.bytes(MANIFEST_BYTES);
  const actual = sha256Digest(bytes);
  const stated = digest ?? answer.headers.get("docker-content-digest") ?? actual;
  if (stated.startsWith("sha256:") && stated !== actual) {
    throw wrong(what, `has the digest ${actual}, but should have ${shown(stated)}`);
  }
  const text = decode(what, bytes);
  const { mediaType, artifactType } = parse(what, text);
  const contentType = answer.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  const type = mediaType ?? contentType;
  if (!MANIFEST_TYPES.includes(type)) throw wrong(what, `is of the type "${shown(type)}", which is no manifest`);
  if (MANIFEST_TYPES.includes(contentType) && contentType !== type) {
    throw wrong(what, `says that it is "${shown(type)}", but came as "${contentType}"`);
  }
  const artifact = artifactType === undefined ? {} : { artifactType };
  return { descriptor: { mediaType: type, digest: actual, size: bytes.byteLength, ...artifact }, text };
}

function decode(what: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw wrong(what, "is not UTF-8");
  }
}

function parse(what: string, text: string): v.InferOutput<typeof manifestSchema> {
  try {
    const result = v.safeParse(manifestSchema, JSON.parse(text));
    if (result.success) return result.output;
  } catch {
    // Said below: what JSON complains of would quote the registry.
  }
  throw wrong(what, "is not a manifest");
}

function wrong(what: string, problem: string): RegistryProblem {
  return new RegistryProblem("dishonest", `${what}: what the registry answered ${problem}`);
}
