import { UserError } from "@airworthy/evidence";

/** A service that answers JSON over HTTP. */
export interface Service {
  /** Of http or https, without a user or password. */
  readonly url: string;
  /** Sent as a bearer token; null for none. */
  readonly token: string | null;
  /** Ends what is under way. */
  readonly signal?: AbortSignal;
}

/** A service's address as messages name it: its query may hold a key, and is left out. */
export function nameOf(url: URL): string {
  return `${url.origin}${url.pathname}`;
}

/** The service's address. Throws a UserError, that shows no secret, for one that is none or that tells a user or password. */
export function addressOf({ url }: Service, name: string): URL {
  const address = URL.parse(url);
  if (address === null || !/^https?:$/.test(address.protocol)) {
    throw new UserError(`${name}: its address is no URL of http or https`);
  }
  if (address.username === "" && address.password === "") return address;
  throw new UserError(`${name}: its address must not hold a user or password`, {
    remedy: "Name the variable that holds a token instead.",
  });
}

/**
 * The headers that show who asks. Throws a UserError, that does not show it, for a token that no header can hold or that
 * would cross a network in the open.
 */
export function authorizationOf(token: string | null, address: URL, name: string): Readonly<Record<string, string>> {
  if (token === null) return {};
  if (!/^[\x21-\x7e]+$/.test(token.trim())) {
    throw new UserError(`${name}: its token is empty, or has characters that no header can hold`);
  }
  if (address.protocol !== "https:" && !isLoopback(address)) {
    throw new UserError(`${name}: ${nameOf(address)} would be sent a token over http:, for all on the way to read`, {
      remedy: "Use https:.",
    });
  }
  return { authorization: `Bearer ${token.trim()}` };
}

/** Whether an address is on this machine: what is sent there crosses no network. */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
