import { createRequire } from "node:module";

/** Where the reviews were written; each site is a slice. */
export const SITES = ["amazon", "imdb", "yelp"] as const;

export interface Review {
  readonly id: string;
  readonly site: (typeof SITES)[number];
  readonly text: string;
  readonly label: "negative" | "positive";
}

/**
 * The 3,000 labelled sentences that sentiment 5.0.2 ships as its own validation data (UCI Sentiment Labelled Sentences,
 * Kotzias et al. 2015, CC BY 4.0): 1,000 a site, half of them positive. Each file ends with an empty row without a
 * label, which is left out. Throws an Error for anything else that is no labelled sentence.
 */
export function readReviews(): Review[] {
  const require = createRequire(import.meta.url);
  return SITES.flatMap((site) => {
    const rows: unknown = require(`sentiment/test/fixtures/${site}.json`);
    if (!Array.isArray(rows)) throw new Error(`${site}.json is no list`);
    return rows.flatMap((row: unknown, index) => {
      const id = `${site}-${String(index + 1).padStart(4, "0")}`;
      const text = field(row, "text");
      const label = field(row, "class");
      if (text === "" && label === null) return [];
      if (typeof text !== "string" || (label !== 0 && label !== 1)) throw new Error(`${id} is no labelled sentence`);
      return [{ id, site, text, label: label === 1 ? "positive" : "negative" } satisfies Review];
    });
  });
}

function field(row: unknown, name: string): unknown {
  return typeof row === "object" && row !== null ? Reflect.get(row, name) : undefined;
}
