import { type Challenge, parseChallenges } from "./challenge.ts";
import type { Credentials } from "./credentials.ts";
import type { Wire } from "./exchange.ts";
import { mergeScopes } from "./scope.ts";
import { checkRealm, fetchToken, type Token, type TokenService } from "./token.ts";

/** What a request needs, as token services write it: "repository:acme/sentiment:pull,push". */
export type Access = readonly string[];

/** Knows who asks, and puts it into requests to one registry. */
export interface Authorizer {
  /** The Authorization header for a request to the registry; null where none is called for so far. */
  header(access: Access): Promise<string | null>;
  /** Takes a 401 in; whether the request is worth another attempt. `sent` is the header that was not enough. */
  accept(challenge: string | null, access: Access, sent: string | null): Promise<boolean>;
}

/** A token is renewed so long before it ends: a request takes its time to arrive. */
const MARGIN_SECONDS = 15;

/**
 * Token and Basic authentication for the registry at `base`. Nothing is sent before the registry asks for it. Tokens are
 * kept by what they give access to, and renewed when they end.
 */
export function createAuthorizer(credentials: Credentials, wire: Wire, base: URL): Authorizer {
  /** What is sent with every request, once the registry has asked. */
  let standing: string | null = null;
  const services = new Map<string, TokenService>();
  const tokens = new Map<string, Promise<Token>>();

  async function token(access: Access, stale: string | null): Promise<string | null> {
    const key = access.join(" ");
    const service = services.get(key);
    if (service === undefined) return null;
    const kept = await tokens.get(key)?.catch(() => null);
    // Another request may have renewed it meanwhile.
    if (kept && bearer(kept) !== stale && kept.endsAt - MARGIN_SECONDS * 1000 > performance.now()) return bearer(kept);
    const fresh = fetchToken(wire, service, credentials);
    tokens.set(key, fresh);
    return bearer(await fresh);
  }

  return {
    async header(access) {
      return standing ?? (await token(access, null));
    },
    async accept(challenge, access, sent) {
      const challenges = parseChallenges(challenge ?? "");
      const fixed = fixedHeader(credentials, challenges);
      if (fixed !== null) {
        standing = fixed;
        return fixed !== sent;
      }
      const bearerChallenge = challenges.find(({ scheme }) => scheme === "bearer");
      const realm = bearerChallenge?.parameters.get("realm");
      if (!bearerChallenge || realm === undefined) return false;
      const scope = bearerChallenge.parameters.get("scope") ?? "";
      services.set(access.join(" "), {
        realm: checkRealm(realm, base),
        service: bearerChallenge.parameters.get("service") ?? null,
        scopes: mergeScopes([...access, ...scope.split(" ")]),
      });
      return (await token(access, sent)) !== sent;
    },
  };
}

/** The header for a registry that takes the credentials as they are; null where a token is to be had for them. */
function fixedHeader(credentials: Credentials, challenges: readonly Challenge[]): string | null {
  const asksFor = (scheme: string) => challenges.some((challenge) => challenge.scheme === scheme);
  if (credentials.kind === "registry-token") return `Bearer ${credentials.token}`;
  if (credentials.kind !== "password" || asksFor("bearer") || !asksFor("basic")) return null;
  return basicHeader(credentials.username, credentials.password);
}

/** How to get in, for messages. */
export function loginRemedy(credentials: Credentials, host: string, access: Access): string {
  if (credentials.kind === "none" && credentials.hint !== null) return credentials.hint;
  const writes = access.some((scope) => scope.includes("push"));
  if (host === "ghcr.io") {
    const permission = `In a workflow the job needs \`permissions: packages: ${writes ? "write" : "read"}\``;
    return `${permission}, and the package must be linked to the repository or grant it access.`;
  }
  if (credentials.kind === "none")
    return `Log in to ${host} first, with \`docker login\`, docker/login-action or the inputs.`;
  return `Check that the login for ${host} is valid and may ${writes ? "write to" : "read"} the repository.`;
}

function bearer(token: Token): string {
  return `Bearer ${token.value}`;
}

function basicHeader(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}
