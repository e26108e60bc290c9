import type { Block, Text } from "../src/block.ts";
import { composeReport } from "../src/compose-report.ts";
import type { ReportSection } from "../src/section.ts";
import { chart } from "./charts.ts";
import { CONTEXT, row, section } from "./sections.ts";

/** What an untrusted text looks like in each of the ways that a line can hold it. */
function lines(text: string, href: string): readonly Text[] {
  return [
    text,
    ["before ", text, " after"],
    [text, text],
    { kind: "strong", text },
    { kind: "soft", text },
    { kind: "code", text },
    { kind: "link", href, text },
    [{ kind: "strong", text: ["in ", { kind: "code", text }] }, { kind: "mark", mark: "bad" }, text],
    ["a", { kind: "strong", text }, { kind: "strong", text }, { kind: "code", text }, { kind: "code", text }],
  ];
}

/** A report's own blocks with one untrusted text wherever a block takes any; the address takes it too. */
export function blocksOf(text: string, href: string): readonly Block[] {
  const all = lines(text, href);
  const bar = { label: text, candidate: 1, baseline: 0.5 };
  const interval = { label: text, estimate: 0.1, low: 0, high: 0.2, margin: 0.1, better: "higher" } as const;
  const drawn = (title: string) => ({ title, description: text });
  return [
    { kind: "alert", tone: "caution", lines: all },
    { kind: "heading", level: 3, text },
    ...all.map((line): Block => ({ kind: "paragraph", text: line })),
    { kind: "list", items: all },
    {
      kind: "table",
      columns: [
        { title: text, align: "left" },
        { title: { kind: "code", text }, align: "right" },
      ],
      rows: all.map((line) => [line, line]),
    },
    { kind: "code", text, language: "json" },
    { kind: "code", text: `first\n${text}\nlast`, language: text },
    chart({ shape: "bars", unit: "rate", rows: [bar, { ...bar, label: `${text} 2` }] }, drawn(text)),
    chart({ shape: "intervals", unit: "rate", level: 0.95, rows: [interval] }, drawn(text)),
    { kind: "fold", summary: ["of ", ...all.flat()], blocks: [foldedList(all), { kind: "code", text, language: "" }] },
    {
      kind: "fold",
      summary: text,
      blocks: [{ kind: "fold", summary: text, blocks: [{ kind: "heading", level: 4, text }] }],
    },
  ];
}

/** A whole report, composed of sections that hold one untrusted text wherever a section takes any. */
export function reportOf(text: string, href: string): readonly Block[] {
  const tool = { name: text, version: text };
  return composeReport(sectionsOf(text, href), { ...CONTEXT, tool }).blocks;
}

function sectionsOf(text: string, href: string): readonly ReportSection[] {
  const version = { name: text, version: text, sha256: "9f2c".repeat(16), digestOf: "package" } as const;
  const changed = { was: text, now: text, reason: text, severity: 0.5 };
  const rows = lines(text, href).map((what, index) => ({
    ...row(text, { ...changed, difference: what, change: index % 2 === 0 ? "regression" : "improvement" }),
    what,
  }));
  return [
    section({
      title: text,
      verdict: "fail",
      headline: text,
      candidate: version,
      baseline: { ...version, sha256: "77aa".repeat(16) },
      rows: [...rows, row(text), row(text, { verdict: "fail", isOfSlice: true, reason: text })],
      folds: [{ kind: "fold", summary: text, blocks: [foldedList(lines(text, href))] }],
      facts: [text, `${text} 2`],
      commands: [text, `npx airworthy ${text}`],
      steps: lines(text, href),
      word: text,
      examples: { total: 7, worst: [{ of: text, text: ["expected ", text], severity: 1 }] },
      baselineCommit: { sha: "def5678".padEnd(40, "0"), distance: 3, days: 2 },
      acceptance: { file: text, language: text, text },
      metrics: [{ name: text, value: 0.7, unit: "rate", better: "higher" }],
    }),
    section({ title: text, headline: text, candidate: { ...version, sha256: "55bb".repeat(16) }, rows: [row(text)] }),
  ];
}

function foldedList(items: readonly Text[]): Block {
  return { kind: "list", items };
}
