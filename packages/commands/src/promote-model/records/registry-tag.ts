import { UserError } from "@airworthy/evidence";
import { formatReference, type Registry, RegistryProblem } from "@airworthy/registry";
import type { Change } from "../change.ts";
import type { Place } from "../place.ts";
import type { Said } from "./keeping.ts";
import { openRegistryOf, registryReference } from "./registry-of.ts";

/**
 * Points the registry's tag of the stage's name to the version, and reads it back. Null where no registry was given. Throws a
 * RegistryProblem, and a UserError where the tag is another one afterwards.
 */
export async function moveRegistryTag({ stage, version }: Change, place: Place): Promise<Said | null> {
  const reference = registryReference(place);
  if (reference === null) return null;
  const { digest } = version;
  const registry = await openRegistryOf(reference, place);
  // A stage's name is a tag: letters, digits, "_" and "-", the first a letter.
  const tag = stage.name;
  const where = `oci://${formatReference({ ...reference, tag, digest })}`;
  if ((await digestAt(registry, tag)) === digest) return { state: "there", where };
  await registry.tag(digest, tag);
  const now = await digestAt(registry, tag);
  if (now === digest) return { state: "written", where };
  throw new UserError(`${formatReference({ ...reference, tag })} is ${now ?? "not there"}; it was set to ${digest}`, {
    remedy: "Somebody else may set it at the same time, or the registry lets no tag be moved.",
  });
}

async function digestAt(registry: Registry, tag: string): Promise<string | null> {
  try {
    return (await registry.manifest(tag)).descriptor.digest;
  } catch (error) {
    if (error instanceof RegistryProblem && error.kind === "not-found") return null;
    throw error;
  }
}
