import { UserError } from "@airworthy/evidence";
import { readDockerConfig } from "./docker-config.ts";
import type { RegistryReference } from "./reference.ts";

/** What a registry is told about who asks. */
export type Credentials =
  | { readonly kind: "password"; readonly username: string; readonly password: string }
  /** An OAuth 2 refresh token, as `docker login` keeps for some registries. */
  | { readonly kind: "identity-token"; readonly token: string }
  /** A bearer token, used as it is. */
  | { readonly kind: "registry-token"; readonly token: string }
  /** Nothing; `hint` says why, where the user may think otherwise. */
  | { readonly kind: "none"; readonly hint: string | null };

export interface CredentialSource {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's home folder. */
  readonly home: string;
  /** What the user gave for this very registry. */
  readonly given?: { readonly username?: string | undefined; readonly token: string } | undefined;
}

const GITHUB_REGISTRY = "ghcr.io";
/** GitHub's registry looks at the token, not at the name. */
const ANY_USER = "x-access-token";

/**
 * The credentials for a registry: those given; else of the file in REGISTRY_AUTH_FILE, or of Docker's (config.json in
 * DOCKER_CONFIG or ~/.docker). Credential helpers are not run. Throws a UserError for a file that cannot be read or
 * credentials that no header can hold; it never shows them.
 */
export async function readCredentials(reference: RegistryReference, source: CredentialSource): Promise<Credentials> {
  const { given, env } = source;
  if (given === undefined) return await readDockerConfig(reference, source);
  const actor = reference.host === GITHUB_REGISTRY ? env["GITHUB_ACTOR"] || ANY_USER : undefined;
  return password(given.username || actor, given.token, reference.host);
}

function password(username: string | undefined, token: string, host: string): Credentials {
  if (username === undefined) {
    throw new UserError(`a token for ${host} was given without a user name`, {
      remedy: "Give both; registries that look at the token alone take any name.",
    });
  }
  if (username.includes(":") || /[\p{Cc}]/u.test(username + token)) {
    throw new UserError(`the user name or token for ${host} holds a character that none can hold`, {
      remedy: "Check them for line breaks; a user name holds no colon.",
    });
  }
  return { kind: "password", username, password: token };
}
