import { isIPv4 } from "node:net";
import type { RegistryReference } from "./reference.ts";

/** Docker Hub's registry answers under another name than its references have. */
const API_HOSTS = new Map([
  ["docker.io", "registry-1.docker.io"],
  ["index.docker.io", "registry-1.docker.io"],
]);

/**
 * The base of a repository's API, such as "https://ghcr.io/v2/acme/sentiment/". `plainHttp` says whether it is spoken to
 * without TLS; by default only this very machine is.
 */
export function repositoryUrl({ host, name }: RegistryReference, plainHttp: boolean | undefined): URL {
  const api = API_HOSTS.get(host) ?? host;
  const secure = new URL(`https://${api}/v2/${name}/`);
  return (plainHttp ?? isLoopback(secure)) ? new URL(`http://${api}/v2/${name}/`) : secure;
}

/** Whether a URL leads to this very machine, so that nobody listens on the way. */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === "localhost" || hostname === "[::1]" || (isIPv4(hostname) && hostname.startsWith("127."));
}
