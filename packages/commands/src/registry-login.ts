import { homedir } from "node:os";
import { UserError } from "@airworthy/evidence";
import { openRegistry, type Registry, type RegistryReference, readCredentials, useProxy } from "@airworthy/registry";
import { type InputValues, type Ports, secret, text } from "@airworthy/runtime";

/** How a verb logs in to a registry, where what Docker's configuration holds will not do. */
export const REGISTRY_INPUTS = {
  "registry-username": text().optional().describe("The user to log in to the registry as."),
  "registry-password": secret({ environment: "REGISTRY_PASSWORD" })
    .optional()
    .describe(
      "The password or token to log in to the registry with. Without it what docker login has stored is used, unless a helper program keeps it; ghcr.io takes github.token here.",
    ),
};

export type RegistryLogin = InputValues<typeof REGISTRY_INPUTS>;

/** A registry, with the login of the inputs or else that of Docker's configuration. Throws a UserError for half a login. */
export async function logIn(reference: RegistryReference, login: RegistryLogin, ports: Ports): Promise<Registry> {
  const { "registry-username": username, "registry-password": token } = login;
  if (username !== undefined && token === undefined) {
    throw new UserError("registry-username was given without registry-password", {
      remedy: "Give the password too, as an input of the action or in REGISTRY_PASSWORD.",
    });
  }
  const given = token === undefined ? undefined : { username, token };
  const credentials = await readCredentials(reference, { env: ports.env, home: homedir(), given });
  useProxy(ports.env);
  return openRegistry(reference, { credentials, log: ports.log, signal: ports.signal });
}
