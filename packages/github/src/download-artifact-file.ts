import { rm } from "node:fs/promises";
import { UserError } from "@airworthy/evidence";
import type { GitHubClient } from "./client.ts";
import type { Repository } from "./event.ts";
import type { RecordedArtifact } from "./list-artifacts.ts";
import { unpackFile, type WantedFile } from "./unpack-file.ts";

/** Ten million rows of predictions, packed and unpacked, with room to spare; below what fills a runner's disk. */
export const ARTIFACT_FILE_LIMITS = { archiveBytes: 1024 ** 3, entries: 10_000, bytes: 4 * 1024 ** 3 } as const;

const ZIP = "GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}";

/**
 * Downloads one file of an artifact of any run to `path`, in a folder where nobody else writes; the name that it has in the
 * artifact: untrusted text. Throws a UserError where the artifact is too large or damaged, and a GitHubProblem.
 */
export async function downloadArtifactFile(
  client: GitHubClient,
  { owner, repo }: Repository,
  artifact: RecordedArtifact,
  { path, choose }: { readonly path: string; readonly choose: WantedFile["choose"] },
): Promise<string> {
  const { archiveBytes, ...limits } = ARTIFACT_FILE_LIMITS;
  const where = `The artifact ${JSON.stringify(artifact.name)} of run ${artifact.run?.id ?? "unknown"}`;
  if (artifact.bytes > archiveBytes) {
    throw new UserError(`${where} has ${artifact.bytes} bytes; ${archiveBytes} are allowed`);
  }
  const archive = `${path}.zip`;
  const parameters = { owner, repo, artifact_id: artifact.id, archive_format: "zip" };
  await client.download({ route: ZIP, parameters, needs: "actions: read" }, archive, archiveBytes);
  try {
    return await unpackFile(archive, { choose, target: path, limits }, where);
  } finally {
    await rm(archive, { force: true });
  }
}
