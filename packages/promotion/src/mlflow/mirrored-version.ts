import { UserError } from "@airworthy/evidence";
import { hexOf, isDigest, type Version } from "../fields.ts";
import { DIGEST_TAG } from "./version-filter.ts";

/** A package that a model version of MLflow stands for. */
export interface MirroredVersion extends Readonly<Version> {
  /** Where it can be had, such as "oci://ghcr.io/acme/ranker@sha256:…"; null where that is not known. */
  readonly source: string | null;
}

/** What MLflow is told of a model version when it is made. */
export interface VersionContent {
  readonly source: string;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
}

/** Of MLflow's database (its column `model_versions.source`). */
const MOST_SOURCE_CHARACTERS = 500;

/** Throws a UserError for what is no digest, and for a source that is no address or may hold a secret. */
export function versionContent({ digest, version, source }: MirroredVersion): VersionContent {
  if (!isDigest(digest)) throw new UserError("MLflow: a digest is sha256: and 64 lower-case hexadecimal digits");
  const address = source === null ? null : addressOf(source);
  const tags = [{ key: DIGEST_TAG, value: digest }];
  if (version !== null) tags.push({ key: "airworthy.version", value: version });
  if (address !== null) tags.push({ key: "airworthy.source", value: address });
  // An MLflow server refuses sources that it would have to fetch from a host that it does not know, such as https://github.com.
  const isReference = address?.startsWith("oci:") ?? false;
  return { source: address !== null && isReference ? address : `airworthy:/sha256/${hexOf(digest)}`, tags };
}

/** It is not shown: it may hold what nobody should see. */
function addressOf(source: string): string {
  const url = URL.parse(source);
  const isPlain = url !== null && [url.username, url.password, url.search, url.hash].every((part) => part === "");
  if (isPlain && url.href.length <= MOST_SOURCE_CHARACTERS) return url.href;
  throw new UserError(
    `MLflow: the source of a model version is an address of at most ${MOST_SOURCE_CHARACTERS} characters, such as oci://ghcr.io/acme/ranker:1.0.0, without a login, query or fragment`,
  );
}
