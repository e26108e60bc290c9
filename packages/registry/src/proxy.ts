import http from "node:http";
import { UserError } from "@airworthy/evidence";

const PROXIES = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY"];
/** As everywhere but in Node: what is on this machine is reached without a proxy, which has another one. */
const HERE = ["localhost", "127.0.0.1", "[::1]", "::1"];

/**
 * Has this process's fetch go through the proxy that the environment names, but for NO_PROXY and this machine. Node does
 * not by itself, and before 24.14 only with NODE_USE_ENV_PROXY=1 from its start. Returns what undoes it. Throws a UserError
 * for a proxy that is none.
 */
export function useProxy(env: Readonly<Record<string, string | undefined>>): () => void {
  if (!PROXIES.some((name) => env[name])) return () => undefined;
  const excepted = (env["no_proxy"] || env["NO_PROXY"] || "").split(/[,\s]+/).filter((one) => one !== "");
  const no_proxy = excepted.includes("*") ? "*" : [...excepted, ...HERE].join(",");
  try {
    return http.setGlobalProxyFromEnv?.({ ...env, no_proxy, NO_PROXY: no_proxy }) ?? (() => undefined);
  } catch (cause) {
    // Its value is not shown: it may hold a password.
    throw new UserError("the proxy in the environment is not a URL", {
      remedy: "Correct HTTPS_PROXY and HTTP_PROXY, such as http://proxy.example:3128.",
      cause,
    });
  }
}
