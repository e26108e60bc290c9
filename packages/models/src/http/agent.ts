import { type AgentOptions, Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { UserError } from "@airworthy/evidence";

/** As everywhere but in Node: what is on this machine is reached without a proxy, which has another one. */
const HERE = ["localhost", "127.0.0.1", "[::1]", "::1"];
/**
 * An idle connection is closed after this, before the server does (uvicorn after 5 s, Node after 5 s): a request sent
 * into a connection that is just being closed fails.
 */
const IDLE_MILLISECONDS = 4_000;

const PROXIES = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY"];

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Connections that are kept between requests, through the proxy that the environment names but for NO_PROXY and this
 * machine. Throws a UserError for a proxy that is none, without showing it.
 */
export function createAgent(url: URL, connections: number, env: Environment): HttpAgent {
  checkProxy(env);
  const excepted = (env["no_proxy"] || env["NO_PROXY"] || "").split(/[,\s]+/).filter((one) => one !== "");
  const noProxy = excepted.includes("*") ? "*" : [...excepted, ...HERE].join(",");
  const options: AgentOptions = {
    keepAlive: true,
    maxSockets: connections,
    timeout: IDLE_MILLISECONDS,
    proxyEnv: { ...env, no_proxy: noProxy, NO_PROXY: noProxy },
  };
  return url.protocol === "https:" ? new HttpsAgent(options) : new HttpAgent(options);
}

/** Node takes what is no http: proxy for none, and would go around it. */
function checkProxy(env: Environment): void {
  const wrong = PROXIES.find((name) => env[name] && !isProxy(env[name]));
  if (wrong === undefined) return;
  // Its value is not shown: it may hold a password.
  throw new UserError(`the proxy that ${wrong} names in the environment is not a URL`, {
    remedy: "Correct it, such as http://proxy.example:3128.",
  });
}

/** Its user and password are sent as they are meant, so their escapes must be some. */
function isProxy(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || !["http:", "https:"].includes(url.protocol)) return false;
  try {
    decodeURIComponent(`${url.username}:${url.password}`);
    return true;
  } catch {
    return false;
  }
}
