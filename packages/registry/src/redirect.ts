import { isLoopback } from "./endpoint.ts";
import type { Answer, Method } from "./exchange.ts";
import { RegistryProblem } from "./problem.ts";

export const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

/** Registries point to their storage once; a few more let a proxy stand before each. */
const MOST_HOPS = 5;
/** What keeps its method and body. */
const KEEPING: readonly number[] = [307, 308];

/**
 * Where an answer points, if that is followed: what is read, to anywhere with TLS; what is written, only within the
 * registry. Throws a RegistryProblem. The addresses are not shown whole: their queries hold signatures.
 */
export function checkHop(
  call: { readonly what: string; readonly method: Method },
  from: URL,
  answer: Answer,
  hop: number,
): URL {
  const url = resolveUrl(answer.headers.get("location"), from);
  if (url === null) throw unfollowed(call.what, "points nowhere");
  if (hop >= MOST_HOPS) throw unfollowed(call.what, `points on more than ${MOST_HOPS} times`);
  if (!isWeb(url) || losesTls(from, url)) throw unfollowed(call.what, `points to ${url.host}, without TLS`);
  const isRead = call.method === "GET" || call.method === "HEAD";
  if (!isRead && (url.origin !== from.origin || !KEEPING.includes(answer.status))) {
    throw unfollowed(call.what, `points elsewhere, to ${url.host}; what is written goes to the registry alone`);
  }
  return url;
}

/**
 * The address that an upload goes on at. Throws a RegistryProblem where it is not the registry's own: a proxy that ends
 * TLS and does not say so is the usual reason.
 */
export function uploadLocation(what: string, from: URL, answer: Answer): URL {
  const url = resolveUrl(answer.headers.get("location"), from);
  if (url === null) throw new RegistryProblem("dishonest", `${what}: the registry does not say where it goes on`);
  if (url.origin === from.origin) return url;
  throw new RegistryProblem(
    "dishonest",
    `${what}: the registry sends the upload to ${url.origin}, but it is ${from.origin} itself`,
    { remedy: "Its operator has to let the proxy before it pass on the scheme and host (X-Forwarded-Proto and Host)." },
  );
}

/** An address that a registry gave, as seen from where it was given; null where it is none. */
export function resolveUrl(address: string | null, from: URL): URL | null {
  return address !== null && URL.canParse(address, from.href) ? new URL(address, from) : null;
}

function isWeb(url: URL): boolean {
  return url.protocol === "https:" || url.protocol === "http:";
}

function losesTls(from: URL, to: URL): boolean {
  return to.protocol === "http:" && (from.protocol === "https:" || (isLoopback(from) && !isLoopback(to)));
}

function unfollowed(what: string, problem: string): RegistryProblem {
  return new RegistryProblem("dishonest", `${what}: the registry ${problem}`);
}
