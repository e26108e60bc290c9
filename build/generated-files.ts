import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "@airworthy/runtime";
import { actionManifest } from "./action-manifest.ts";
import { actionTables, catalogue, replaceBetween } from "./readme-tables.ts";

interface GeneratedFile {
  /** Relative to the repository, with forward slashes. */
  readonly path: string;
  readonly content: string;
}

/** Every file that follows from the verbs' definitions: action.yml whole, READMEs between their markers. */
export function generatedFiles(root: string, verbs: readonly Command[]): GeneratedFile[] {
  // A service is on the command line only.
  const commands = verbs.filter(({ isService = false }) => !isService);
  const files = commands.flatMap((command): GeneratedFile[] => [
    { path: `actions/${command.name}/action.yml`, content: actionManifest(command) },
    readme(root, `actions/${command.name}/README.md`, actionTables(command)),
  ]);
  return existsSync(join(root, "README.md")) ? [...files, readme(root, "README.md", catalogue(commands))] : files;
}

function readme(root: string, path: string, generated: string): GeneratedFile {
  return { path, content: replaceBetween("generated", readFileSync(join(root, path), "utf8"), generated, path) };
}
