import { createScanner, type Hit, type ValueHash } from "@airworthy/personal-data";
import {
  type FeedbackRow,
  MOST_COMMENT,
  MOST_CONTENT,
  MOST_EXPECTED,
  MOST_LINK,
  MOST_NAME,
} from "../row/feedback-row.ts";
import { uncover } from "./uncover.ts";

/** Takes personal data and secrets out of texts, and counts them. */
export interface Scrubber {
  row(row: FeedbackRow): FeedbackRow;
  text(text: string): string;
  /** How many of each kind were taken out, most first. */
  counts(): readonly { readonly kind: string; readonly count: number }[];
}

/**
 * Puts its kind for each thing that is found, such as "[e-mail]", or, with a `hash`, "[e-mail 061c9b882abc47f9]", by which the same
 * value is known again. Disguised ones are found too: a text that has more of them without its disguises is written without. What
 * no recogniser knows by its form, such as a person's name, stays. So do `names` of cases: of the 16 digits of rows' ids some look
 * like a card's or an account's, and they are ours.
 */
export function createScrubber(hash: ValueHash | null, names: ReadonlySet<string> = new Set()): Scrubber {
  const scanner = createScanner();
  const counts = new Map<string, number>();
  const scrub = (given: string): string => {
    const { text, hits } = mostFound(given, (candidate) => scanner.scan(candidate));
    let [kept, end] = ["", 0];
    for (const { kind, start, end: after } of hits) {
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      const shown = hash === null ? kind : `${kind} ${hash(kind, text.slice(start, after))}`;
      kept += `${text.slice(end, start)}[${shown}]`;
      end = after;
    }
    return kept + text.slice(end);
  };
  const within = (text: string, most: number) => scrub(text).slice(0, most).toWellFormed();
  const maybe = (text: string | null, most: number) => (text === null ? null : within(text, most));
  return {
    text: scrub,
    row: (row) => ({
      ...row,
      caseId: names.has(row.caseId ?? "") ? row.caseId : maybe(row.caseId, MOST_NAME),
      model: within(row.model, MOST_NAME),
      source: row.source.kind === "export" ? { ...row.source, link: within(row.source.link, MOST_LINK) } : row.source,
      text: within(row.text, MOST_COMMENT),
      input: maybe(row.input, MOST_CONTENT),
      output: maybe(row.output, MOST_CONTENT),
      expected: maybe(row.expected, MOST_EXPECTED),
    }),
    counts: () =>
      [...counts]
        .map(([kind, count]) => ({ kind, count }))
        .sort((a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1)),
  };
}

function mostFound(text: string, scan: (text: string) => readonly Hit[]): { text: string; hits: readonly Hit[] } {
  const hits = scan(text);
  const plain = uncover(text);
  if (plain === text) return { text, hits };
  const more = scan(plain);
  return more.length > hits.length ? { text: plain, hits: more } : { text, hits };
}
