import { compareCodePoints } from "@airworthy/evidence";
import { type Answers, PLACEHOLDER_MODEL, PLACEHOLDER_OWNER } from "./answers.ts";
import type { Flavour } from "./flavour.ts";

/** The folders of templates that a flavour is made of. What two of them have is joined, in their order. */
const LAYERS: Readonly<Record<Flavour, readonly string[]>> = {
  sklearn: ["sklearn", "shared"],
  mlflow: ["mlflow", "messages", "shared"],
  node: ["node", "messages", "shared"],
  generic: ["generic", "shared"],
};

/**
 * The files of a starter, filled in, by their paths in the repository. `templates` has those of examples/starter by their
 * paths there, with slashes.
 */
export function starterFiles(templates: ReadonlyMap<string, string>, answers: Answers): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const layer of LAYERS[answers.flavour]) {
    for (const [path, text] of templates) {
      if (!path.startsWith(`${layer}/`)) continue;
      const name = path.slice(layer.length + 1);
      files.set(name, (files.get(name) ?? "") + fillIn(text, answers));
    }
  }
  return new Map([...files].sort(([a], [b]) => compareCodePoints(a, b)));
}

function fillIn(text: string, { model, owner }: Answers): string {
  return text.replaceAll(PLACEHOLDER_MODEL, model).replaceAll(PLACEHOLDER_OWNER, owner);
}
