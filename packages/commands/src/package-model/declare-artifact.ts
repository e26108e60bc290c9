import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { githubArtifactLine } from "@airworthy/provenance";
import type { RegistryReference } from "@airworthy/registry";
import type { Ports } from "@airworthy/runtime";
import type { Place } from "@airworthy/storage";

/**
 * Tells the runner what was made, where it offers to be told (`$GITHUB_ARTIFACTS`), for a later `actions/attest`: the
 * package in the registry or, of a layout, its manifest, whose digest is the package's.
 */
export async function declareArtifact(
  digest: string,
  { layout, push }: { readonly layout: Place | null; readonly push: RegistryReference | null },
  { env, log }: Ports,
): Promise<void> {
  const file = env["GITHUB_ARTIFACTS"];
  if (file === undefined || file === "") return;
  const sha256 = digest.slice("sha256:".length);
  const line =
    push !== null
      ? githubArtifactLine({ registryReference: `${push.host}/${push.name}`, sha256 })
      : layout !== null
        ? githubArtifactLine({ path: join(layout.location, "blobs", "sha256", sha256) })
        : null;
  if (line === null) return;
  await appendFile(file, `${line}\n`);
  log.info(`told the runner of the artifact: ${line}`);
}
