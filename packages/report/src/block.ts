import type { Chart } from "./charts/chart.ts";

/**
 * A piece of a line. A plain string is untrusted wherever it came from: every renderer escapes it, so that a metric's
 * name or a model's output can neither format, link, mention nor break anything.
 */
export type Inline =
  | string
  | { readonly kind: "strong"; readonly text: Text }
  | { readonly kind: "soft"; readonly text: Text }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "mark"; readonly mark: Mark }
  | { readonly kind: "link"; readonly href: string; readonly text: Text };

/** How something stands, as a sign that reads without colour: ✕ ! ? ✓ = (`MARK_SIGNS`). */
export type Mark = "bad" | "watch" | "unknown" | "good" | "same";

/** A line of text. */
export type Text = Inline | readonly Inline[];

/** GitHub's alert kinds, calmest first. */
export type Tone = "tip" | "note" | "important" | "warning" | "caution";

export interface Column {
  readonly title: Text;
  readonly align: "left" | "right";
}

export interface Table {
  readonly kind: "table";
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Text[])[];
}

export interface Fold {
  readonly kind: "fold";
  readonly summary: Text;
  readonly blocks: readonly Block[];
}

/** What a report is made of. `code` holds untrusted text as it is, in a fence that the text cannot close. */
export type Block =
  | { readonly kind: "heading"; readonly level: 2 | 3 | 4; readonly text: Text }
  | { readonly kind: "paragraph"; readonly text: Text }
  | { readonly kind: "alert"; readonly tone: Tone; readonly lines: readonly Text[] }
  | { readonly kind: "list"; readonly items: readonly Text[] }
  | { readonly kind: "code"; readonly text: string; readonly language: string }
  | Table
  | Fold
  | Chart;
