import { capText, makeVisible, VERDICT_WORDS } from "@airworthy/report";
import type { Model } from "./catalogue.ts";

/** Of a name in the index: enough to find and to tell apart. */
const MOST_CHARACTERS = 120;

/**
 * All models and versions as a script that only sets a variable, since a page that is opened from a disk may load
 * scripts but not fetch files. Each entry: the text to search, what is shown beside it, and where its page is.
 */
export function searchIndex(models: readonly Model[]): string {
  const entries = models.flatMap((model) => [
    [shown(model.name), "model", `${model.folder}/index.html`],
    ...model.versions.map((version) => [
      shown(`${model.name} ${version.label}`),
      VERDICT_WORDS[version.standing.verdict],
      `${version.folder}/index.html`,
      version.ref.sha256,
    ]),
  ]);
  return `globalThis.airworthySearch = ${JSON.stringify(entries)};\n`;
}

function shown(text: string): string {
  return makeVisible(capText(text, MOST_CHARACTERS));
}
