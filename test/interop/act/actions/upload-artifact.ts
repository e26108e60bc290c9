import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { DefaultArtifactClient } from "@actions/artifact";

/** actions/upload-artifact for a folder, by the package that it is made of. Throws where there is no file. */
export async function uploadArtifact(): Promise<void> {
  const { INPUT_NAME: name = "", INPUT_PATH: path = "" } = process.env;
  const root = resolve(path);
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  await new DefaultArtifactClient().uploadArtifact(name, files, root);
}
