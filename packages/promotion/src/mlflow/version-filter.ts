/** The tag of a model version that has its package's digest. */
export const DIGEST_TAG = "airworthy.digest";

/**
 * The filter of `model-versions/search` for the versions of a model that carry a digest, "sha256:…". MLflow's grammar knows no
 * escapes: a text goes in the quotes that it does not hold, and a backslash may hide those at its end. A name that no quotes take
 * is left out, so that versions of other models may be found: who asks looks at the names.
 */
export function versionFilter(model: string, digest: string): string {
  const ofDigest = `tags.\`${DIGEST_TAG}\` = '${digest}'`;
  const quote = model.includes("\\") ? undefined : ["'", '"'].find((mark) => !model.includes(mark));
  return quote === undefined ? ofDigest : `name = ${quote}${model}${quote} AND ${ofDigest}`;
}
