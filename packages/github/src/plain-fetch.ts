import type { Environment } from "./client.ts";

const PROXIES = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY"];

/**
 * Node's own `fetch` where no proxy is set, else one over connections of the runner's own client, which takes the proxy (and
 * the exceptions of no_proxy) from the process's environment. Only the latter costs anything to load.
 */
export async function plainFetch(env: Environment): Promise<typeof fetch> {
  return PROXIES.some((name) => env[name]) ? await runnersFetch() : fetch;
}

/** `fetch` through the proxy of the process's environment, where it has one for the address. Fails with Node's own errors. */
export async function runnersFetch(): Promise<typeof fetch> {
  const [{ HttpClient }, { fetchOver }] = await Promise.all([
    import("@actions/http-client"),
    import("./fetch-over.ts"),
  ]);
  // A client takes its first agent for every address, whatever the protocol of that is.
  const clients = { "http:": new HttpClient(), "https:": new HttpClient() } as const;
  return fetchOver(({ protocol, href }) => clients[protocol === "http:" ? protocol : "https:"].getAgent(href));
}
