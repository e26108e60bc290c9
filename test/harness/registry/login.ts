import { problem, type Received, type Reply } from "./message.ts";
import type { Manners, State } from "./state.ts";

export const TOKEN_PATH = "/token";

/** What is answered to who is not let in; null for everybody else. */
export function turnAway(state: State, manners: Manners, received: Received): Reply | null {
  const { login } = manners;
  if (login === undefined || received.url.pathname === TOKEN_PATH) return null;
  const { authorization = "" } = received.headers;
  if (login.scheme === "basic") {
    if (authorization === basicOf(login)) return null;
    return problem(401, "UNAUTHORIZED", { "www-authenticate": 'Basic realm="stand-in"' });
  }
  const [, number = "0", scopes = ""] = /^Bearer t-(\d+)-(.*)$/.exec(authorization) ?? [];
  const needs = neededScope(received);
  const granted = Buffer.from(scopes, "base64url").toString().split(" ");
  if (Number(number) >= state.firstValidToken && granted.some((scope) => covers(scope, needs))) return null;
  const challenge = `Bearer realm="${received.url.origin}${TOKEN_PATH}",service="stand-in",scope="${needs}"`;
  return problem(401, "UNAUTHORIZED", { "www-authenticate": challenge });
}

/** A token for whatever scopes are asked for. */
export function giveToken(state: State, manners: Manners, received: Received): Reply {
  const { login } = manners;
  const form = new URLSearchParams(received.body.toString());
  const isKnown =
    login !== undefined &&
    (received.headers.authorization === basicOf(login) || form.get("refresh_token") === login.password);
  if (!isKnown) return problem(401, "UNAUTHORIZED");
  const asked = [...received.url.searchParams.getAll("scope"), ...form.getAll("scope")].join(" ");
  state.tokens++;
  const token = `t-${state.tokens}-${Buffer.from(asked).toString("base64url")}`;
  return {
    status: 200,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token, expires_in: 300 }),
  };
}

function basicOf({ username, password }: { username: string; password: string }): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}

function neededScope({ method, url }: Received): string {
  const name = /^\/v2\/(.+?)\/(?:blobs|manifests|referrers)\//.exec(url.pathname)?.[1] ?? "";
  return `repository:${name}:${method === "GET" || method === "HEAD" ? "pull" : "pull,push"}`;
}

function covers(granted: string, needs: string): boolean {
  return granted === needs || (needs.endsWith(":pull") && granted === `${needs},push`);
}
