import { type Answer, refusal } from "./answer.ts";

/** What a request asks for: one flag, or all of them. */
export type Route = { readonly kind: "flag"; readonly key: string } | { readonly kind: "bulk" };

const BULK = "/ofrep/v1/evaluate/flags";

/**
 * What a path, percent-encoded as it came, asks for; the answer where it asks for nothing that there is. Everything behind
 * `flags/` is the flag's key, since clients send keys with slashes both escaped and as they are.
 */
export function readRoute(method: string, path: string): Route | Answer {
  const isBulk = path === BULK;
  if (!isBulk && !(path.startsWith(`${BULK}/`) && path.length > BULK.length + 1)) {
    return refusal(404, `there is nothing here; flags are evaluated at ${BULK} and ${BULK}/{key}`);
  }
  if (method !== "POST")
    return refusal(405, "the method is not allowed; flags are evaluated by POST", { allow: "POST" });
  if (isBulk) return { kind: "bulk" };
  try {
    return { kind: "flag", key: decodeURIComponent(path.slice(BULK.length + 1)) };
  } catch {
    return refusal(400, "the flag's key in the path is not percent-encoded UTF-8");
  }
}
