import { validateHeaderName, validateHeaderValue } from "node:http";
import { UserError } from "@airworthy/evidence";
import type { Secrets } from "../secrets.ts";
import type { HttpConfig } from "./http-entries.ts";

/** What the connection itself decides. */
const OWN_HEADERS: readonly string[] = ["host", "content-length", "transfer-encoding", "connection", "accept-encoding"];

/** Whether an address is on this machine: what is sent there crosses no network. */
function isLoopback(url: URL): boolean {
  const { hostname } = url;
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/** An address as messages name it: its query may hold a key, and is left out. */
export function nameOf(url: URL): string {
  return `${url.origin}${url.pathname}`;
}

/** The address below `base`, whatever slash that ends with. Its query stays. */
export function below(base: URL, path: string): URL {
  const url = new URL(base);
  url.pathname = `${base.pathname.replace(/\/+$/, "")}${path}`;
  return url;
}

/**
 * The headers of every request, secrets filled in. Throws a UserError, that shows no value, for a header that is none or
 * that the connection decides, and for secrets that would cross a network in the open.
 */
export function readHeaders(config: HttpConfig, secrets: Secrets): Record<string, string> {
  const given: [string, string][] = Object.entries(config.headers ?? {});
  const headers = given.map(([name, value]): [string, string] => {
    const filled = secrets.fill(value);
    if (filled !== value) checkTransport(config);
    checkHeader(name, filled);
    return [name.toLowerCase(), filled];
  });
  return Object.fromEntries(headers);
}

function checkTransport(config: HttpConfig): void {
  const url = new URL(config.url);
  if (url.protocol === "https:" || isLoopback(url) || config["plain-http"] === true) return;
  throw new UserError(`${nameOf(url)} would be sent a secret over http:, for all on the way to read`, {
    remedy: "Use https:, or say plain-http: true where the way there is your own.",
  });
}

function checkHeader(name: string, value: string): void {
  if (OWN_HEADERS.includes(name.toLowerCase())) {
    throw new UserError(`the header ${name} is decided by the connection and cannot be given`);
  }
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  } catch {
    // The error shows what was given, which may be a secret.
    throw new UserError(`the header ${JSON.stringify(name)} has a name or value that no header can have`);
  }
}
