import * as v from "valibot";
import type { Credentials } from "./credentials.ts";
import { isLoopback } from "./endpoint.ts";
import { bytesBody, exchange, type Outgoing, type Wire } from "./exchange.ts";
import { RegistryProblem } from "./problem.ts";
import { refusal } from "./refusal.ts";
import { shown } from "./shown.ts";

/** Where tokens come from. */
export interface TokenService {
  readonly realm: URL;
  readonly service: string | null;
  readonly scopes: readonly string[];
}

export interface Token {
  readonly value: string;
  /** On the clock of `performance.now()`. */
  readonly endsAt: number;
}

const ANSWER_BYTES = 256 * 1024;
/** "If omitted, this defaults to 60 seconds": https://distribution.github.io/distribution/spec/auth/token/ */
const DEFAULT_SECONDS = 60;
const LONGEST_SECONDS = 24 * 60 * 60;
const CLIENT = "airworthy";
const FORM = "application/x-www-form-urlencoded";

/** What RFC 6750 allows in a header; anything else could forge another header. */
const tokenText = v.pipe(v.string(), v.regex(/^[A-Za-z0-9._~+/=-]+$/));

const answerSchema = v.object({
  token: v.nullish(tokenText),
  access_token: v.nullish(tokenText),
  expires_in: v.nullish(v.pipe(v.number(), v.finite())),
});

/**
 * The realm of a challenge. Credentials go there, so it has TLS, or is the very registry that the user wants without, or
 * this machine. Throws a RegistryProblem.
 */
export function checkRealm(realm: string, base: URL): URL {
  const url = URL.canParse(realm) ? new URL(realm) : null;
  const isSafe = url?.protocol === "https:" || (url?.protocol === "http:" && mayBePlain(url, base));
  if (url !== null && isSafe && url.username === "" && url.password === "") return url;
  throw new RegistryProblem(
    "dishonest",
    `${base.host} asks to send the login to "${shown(realm)}", which is no address with TLS; nothing was sent`,
    { remedy: "Check that the host is the registry that you mean, and ask its operator." },
  );
}

function mayBePlain(realm: URL, base: URL): boolean {
  return base.protocol === "http:" && (realm.hostname === base.hostname || (isLoopback(realm) && isLoopback(base)));
}

/** Asks for a token: https://distribution.github.io/distribution/spec/auth/token/ */
export async function fetchToken(wire: Wire, service: TokenService, credentials: Credentials): Promise<Token> {
  const what = `the login at ${service.realm.host}`;
  const answer = await exchange(wire, requestOf(service, credentials));
  if (answer.status !== 200) {
    throw await refusal(what, answer, loginRemedyOf(credentials));
  }
  const body = parse(await answer.bytes(ANSWER_BYTES));
  const value = body?.token || body?.access_token;
  if (!value) throw new RegistryProblem("dishonest", `${what} answered without a token`);
  const seconds = Math.min(Math.max(body?.expires_in ?? DEFAULT_SECONDS, DEFAULT_SECONDS), LONGEST_SECONDS);
  return { value, endsAt: performance.now() + seconds * 1000 };
}

function loginRemedyOf(credentials: Credentials): string {
  return credentials.kind === "none"
    ? (credentials.hint ?? "Log in first, with `docker login`, docker/login-action or the inputs.")
    : "Check the user name and the token, that the token is not expired, and that it may use this repository.";
}

function requestOf({ realm, service, scopes }: TokenService, credentials: Credentials): Outgoing {
  if (credentials.kind === "identity-token") {
    const form = new URLSearchParams({
      grant_type: "refresh_token",
      client_id: CLIENT,
      refresh_token: credentials.token,
      scope: scopes.join(" "),
    });
    if (service !== null) form.set("service", service);
    return { method: "POST", url: realm, headers: {}, body: bytesBody(Buffer.from(form.toString()), FORM) };
  }
  const url = new URL(realm);
  if (service !== null) url.searchParams.set("service", service);
  for (const scope of scopes) url.searchParams.append("scope", scope);
  return { method: "GET", url, headers: basicOf(credentials), body: null };
}

function basicOf(credentials: Credentials): Record<string, string> {
  if (credentials.kind !== "password") return {};
  const pair = Buffer.from(`${credentials.username}:${credentials.password}`).toString("base64");
  return { authorization: `Basic ${pair}` };
}

function parse(bytes: Uint8Array): v.InferOutput<typeof answerSchema> | null {
  try {
    const result = v.safeParse(answerSchema, JSON.parse(new TextDecoder().decode(bytes)));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}
