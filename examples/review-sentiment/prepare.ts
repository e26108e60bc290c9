import { cp, mkdir, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** What each model consists of: its library's files, ours that call it, and its card. */
const MODELS = {
  vader: {
    version: "1.1.3",
    library: "vader-sentiment",
    files: ["build/vaderSentiment.bundle.js", "vader_lexicon.txt", "package.json", "LICENSE", "NOTICE"],
    adapter: "vader.ts",
    card: "vader.md",
  },
  afinn: {
    version: "5.0.2",
    library: "sentiment",
    files: ["lib", "languages", "build/emoji.json", "package.json", "LICENSE.md"],
    adapter: "afinn.ts",
    card: "afinn.md",
  },
} as const;

export interface PreparedModel {
  readonly name: keyof typeof MODELS;
  readonly version: string;
  /** The folder to package. */
  readonly path: string;
  /** The adapter in it, to test. */
  readonly adapter: string;
}

/**
 * Lays out both models as folders to package, each anew: `vader/` and `afinn/` below `into`, with our adapter, the
 * model's card, and the library's own code, lexicon and licence in `node_modules`, so that the adapter in the folder calls
 * the library in the folder: what is packaged is what is tested.
 */
export async function prepareModels(into: string): Promise<{ vader: PreparedModel; afinn: PreparedModel }> {
  return { vader: await prepare("vader", into), afinn: await prepare("afinn", into) };
}

async function prepare(name: keyof typeof MODELS, into: string): Promise<PreparedModel> {
  const { version, library, files, adapter, card } = MODELS[name];
  const path = join(into, name);
  const own = join(import.meta.dirname, "models");
  const root = dirname(createRequire(import.meta.url).resolve(`${library}/package.json`));
  await rm(path, { recursive: true, force: true });
  await mkdir(path, { recursive: true });
  for (const file of files) await cp(join(root, file), join(path, "node_modules", library, file), { recursive: true });
  for (const file of [adapter, "confidence.ts"]) await cp(join(own, file), join(path, file));
  await cp(join(own, card), join(path, "MODEL.md"));
  return { name, version, path, adapter: join(path, adapter) };
}

if (import.meta.main) await prepareModels(join(import.meta.dirname, "output", "models"));
