import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "@airworthy/evidence";
import { explained, openArtifactService } from "./artifact-service.ts";
import { unpackLayout } from "./unpack-layout.ts";

/** A layout that was downloaded; removed when disposed of. */
export interface DownloadedLayout extends AsyncDisposable {
  readonly path: string;
}

/**
 * Downloads the workflow artifact of this run that holds an OCI image layout into a new folder below RUNNER_TEMP. Nothing
 * in it is trusted. Throws a UserError where there is no such artifact, it holds anything else, or the service fails.
 */
export async function downloadLayout(name: string): Promise<DownloadedLayout> {
  const folder = await mkdtemp(join(process.env["RUNNER_TEMP"] || tmpdir(), "airworthy-layout-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const what = `The artifact ${JSON.stringify(name)}`;
    await explained(`${what} could not be downloaded`, download(name, folder, what));
  } catch (error) {
    await remove();
    throw error;
  }
  return { path: join(folder, "layout"), [Symbol.asyncDispose]: remove };
}

async function download(name: string, folder: string, what: string): Promise<void> {
  const service = await openArtifactService(process.env);
  const { artifacts } = await service.listArtifacts({ latest: true });
  const artifact = artifacts.find((one) => one.name === name);
  if (artifact === undefined) {
    throw new UserError(`${what}: this run has none of that name`, {
      remedy: "Upload the layout with the `package-artifact` input of package-model.",
    });
  }
  const archives = join(folder, "archive");
  await service.downloadArtifact(artifact.id, { path: archives, skipDecompress: true });
  const [saved] = await readdir(archives);
  if (saved === undefined) throw new UserError(`${what} is empty`);
  await unpackLayout(join(archives, saved), join(folder, "layout"), what);
  await rm(archives, { recursive: true });
}
