import { RegistryProblem } from "./problem.ts";

const MEANINGS = new Map([
  ["EAI_AGAIN", "its name could not be resolved just now"],
  ["ECONNREFUSED", "nothing listens there"],
  ["ECONNRESET", "the connection was cut"],
  ["EPIPE", "the connection was cut"],
  ["ETIMEDOUT", "the connection timed out"],
  ["EHOSTUNREACH", "there is no route to it"],
  ["ENETUNREACH", "the network cannot be reached"],
  ["UND_ERR_CONNECT_TIMEOUT", "the connection timed out"],
  ["UND_ERR_HEADERS_TIMEOUT", "it did not answer in time"],
  ["UND_ERR_BODY_TIMEOUT", "its answer stopped half way"],
  ["UND_ERR_SOCKET", "the connection was cut"],
  ["UND_ERR_RES_CONTENT_LENGTH_MISMATCH", "its answer was cut short"],
]);

/** What does not pass by itself, with the way out. */
const LASTING = new Map([
  ["ENOTFOUND", ["there is no host of this name", "Check the host for typing errors."]],
  ["EPROTO", ["it does not speak TLS there", "A registry without TLS is spoken to only on this machine."]],
  ["ERR_SSL_WRONG_VERSION_NUMBER", ["it does not speak TLS there", "Check the port."]],
  ["CERT_HAS_EXPIRED", ["its certificate has expired", "Renew it."]],
  ["ERR_TLS_CERT_ALTNAME_INVALID", ["its certificate is for another host", "Check the host."]],
  ...["DEPTH_ZERO_SELF_SIGNED_CERT", "SELF_SIGNED_CERT_IN_CHAIN", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"].map(untrusted),
  ...["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "UNABLE_TO_GET_ISSUER_CERT"].map(untrusted),
]);

/** Why there was no answer, in words. `host` is the one that was asked. */
export function networkProblem(host: string, error: unknown): RegistryProblem {
  const code = findCode(error);
  const lasting = LASTING.get(code);
  if (lasting !== undefined) {
    const [meaning, remedy] = lasting;
    return new RegistryProblem("unreachable", `${host} cannot be reached: ${meaning}`, { remedy, cause: error });
  }
  const meaning = MEANINGS.get(code) ?? (code === "" ? "the connection failed" : `the connection failed (${code})`);
  return new RegistryProblem("unreachable", `${host} cannot be reached: ${meaning}`, {
    remedy: "Check the network and the proxy variables, then run it again: no tag was moved to what is not whole.",
    cause: error,
    isPassing: true,
  });
}

function untrusted(code: string): [string, [string, string]] {
  const remedy = "Name the authority's certificate in the environment variable NODE_EXTRA_CA_CERTS.";
  return [code, ["its certificate is not of an authority that is trusted here", remedy]];
}

/** fetch wraps what happened, at times more than once. */
function findCode(error: unknown, depth = 0): string {
  if (!(error instanceof Error) || depth > 4) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  if (error instanceof AggregateError) return findCode(error.errors[0], depth + 1);
  return findCode(error.cause, depth + 1);
}
