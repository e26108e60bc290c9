import { expect, test } from "vitest";
import { networkProblem } from "./network-problem.ts";

/** As fetch throws it. */
function failure(code: string): Error {
  return new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });
}

test.each([
  ["ENOTFOUND", false, "there is no host of this name"],
  ["CERT_HAS_EXPIRED", false, "its certificate has expired"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", false, "not of an authority that is trusted here"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", false, "its certificate is for another host"],
  ["ERR_SSL_WRONG_VERSION_NUMBER", false, "it does not speak TLS there"],
  ["EAI_AGAIN", true, "could not be resolved just now"],
  ["ECONNREFUSED", true, "nothing listens there"],
  ["UND_ERR_CONNECT_TIMEOUT", true, "the connection timed out"],
  ["ESOMETHING", true, "the connection failed (ESOMETHING)"],
])("%s may pass: %s, and is said in words", (code, isPassing, words) => {
  const problem = networkProblem("registry.example", failure(code));
  expect(problem).toMatchObject({ kind: "unreachable", status: null, isPassing });
  expect(problem.message).toContain(`registry.example cannot be reached: `);
  expect(problem.message).toContain(words);
});

test("of several addresses that failed the first tells why", () => {
  const several = new AggregateError([failure("ECONNREFUSED"), failure("ENETUNREACH")]);
  expect(networkProblem("a.io", new TypeError("fetch failed", { cause: several })).message).toContain(
    "nothing listens",
  );
});
