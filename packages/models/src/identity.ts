import { canonicalJson, sha256 } from "@airworthy/evidence";

/** What of a configuration changes how long answers take, and what they cost, but no answer. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set([
  "timeout",
  "start-timeout",
  "concurrency",
  "retries",
  "prices",
  "secrets",
]);

/**
 * A predictor's `identity`: the SHA-256 of its configuration (JSON values; fields that are undefined count as missing)
 * without what has no effect on answers. A configuration names secrets and never holds them. `facts` is what else decides
 * the answers, such as the version of a runtime.
 */
export function identityOf(configuration: object, facts: Readonly<Record<string, unknown>> = {}): string {
  const entries: [string, unknown][] = Object.entries(configuration);
  const kept = entries.filter(([name]) => !WITHOUT_EFFECT.has(name));
  return sha256(canonicalJson(plain({ configuration: Object.fromEntries(kept), facts })));
}

/** As JSON would hold it: fields that are undefined left out. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
