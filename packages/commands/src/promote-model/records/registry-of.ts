import { UserError } from "@airworthy/evidence";
import { formatReference, parseRegistryReference, type Registry, type RegistryReference } from "@airworthy/registry";
import { logIn } from "../../registry-login.ts";
import type { Place } from "../place.ts";

/** The repository of the packages, without tag and digest; null where none was given. Throws a UserError for what is none. */
export function registryReference({ inputs }: Pick<Place, "inputs">): RegistryReference | null {
  const { registry } = inputs;
  if (registry === undefined) return null;
  const parsed = parseRegistryReference(registry);
  if (parsed !== null && parsed.tag === null && parsed.digest === null) return parsed;
  throw new UserError(
    `registry: ${JSON.stringify(registry.slice(0, 300))} was given; oci://host/name without tag and digest is allowed`,
  );
}

/** Where a package is in it, such as "oci://ghcr.io/acme/ranker@sha256:…"; null where none was given. */
export function packageAddress(digest: string, place: Pick<Place, "inputs">): string | null {
  const reference = registryReference(place);
  return reference === null ? null : `oci://${formatReference({ ...reference, digest })}`;
}

/** A client for it, with the login of the inputs or that which is stored. */
export function openRegistryOf(
  reference: RegistryReference,
  { inputs, ports }: Pick<Place, "inputs" | "ports">,
): Promise<Registry> {
  return logIn(reference, inputs, ports);
}
