import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Command, isAction } from "@airworthy/runtime";
import { actionManifest } from "./action-manifest.ts";
import { architecture } from "./architecture.ts";
import { actionTables, catalogue, replaceBetween } from "./readme-tables.ts";

interface GeneratedFile {
  /** Relative to the repository, with forward slashes. */
  readonly path: string;
  readonly content: string;
}

/** Every file that follows from the verbs' definitions: action.yml whole, documents between their markers. */
export function generatedFiles(root: string, verbs: readonly Command[]): GeneratedFile[] {
  const commands = verbs.filter(isAction);
  const files = commands.flatMap((command): GeneratedFile[] => [
    { path: `actions/${command.name}/action.yml`, content: actionManifest(command) },
    generatedPart(root, `actions/${command.name}/README.md`, actionTables(command)),
  ]);
  if (!existsSync(join(root, "README.md"))) return files;
  return [
    ...files,
    generatedPart(root, "README.md", catalogue(commands)),
    generatedPart(root, "docs/architecture.md", architecture(root, verbs)),
  ];
}

function generatedPart(root: string, path: string, generated: string): GeneratedFile {
  return { path, content: replaceBetween("generated", readFileSync(join(root, path), "utf8"), generated, path) };
}
