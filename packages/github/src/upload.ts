import { UserError } from "@airworthy/evidence";
import { explained, openArtifactService } from "./artifact-service.ts";

/** What GitHub forbids in an artifact's name. */
const FORBIDDEN = /["*:<>?|\\/\r\n]/;

/**
 * Uploads files as a workflow artifact; their paths in it are relative to `root`. The process's environment says where
 * to. Throws a UserError on a bad name, without an artifact service, and when the service refuses, such as when an
 * artifact of this name is there already.
 */
export async function uploadArtifact(
  name: string,
  files: readonly string[],
  root: string,
  { compress = true }: { readonly compress?: boolean } = {},
): Promise<void> {
  if (name === "" || FORBIDDEN.test(name)) {
    throw new UserError(`artifact: ${JSON.stringify(name)} was given; a name without " * : < > ? | \\ / is allowed`);
  }
  if (files.length === 0) throw new UserError(`artifact: there is no file to upload as ${JSON.stringify(name)}`);
  const service = await openArtifactService(process.env);
  await explained(
    `The artifact ${JSON.stringify(name)} could not be uploaded`,
    service.uploadArtifact(name, [...files], root, compress ? {} : { compressionLevel: 0 }),
  );
}
