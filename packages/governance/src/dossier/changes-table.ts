import { type Block, formatCounted } from "@airworthy/report";
import type { RecordedChange } from "./dossier-input.ts";
import { dayOf, VERDICT_MARKS } from "./numbered-evidence.ts";

/** More than one reads; the history has them all. */
const MOST_CHANGES = 200;
const SHORT_DIGITS = 12;

/** What was recorded of the versions, newest first. */
export function changesTable(changes: readonly RecordedChange[]): readonly Block[] {
  const shown = changes.toReversed().slice(0, MOST_CHANGES);
  const left = changes.length - shown.length;
  return [
    {
      kind: "table",
      columns: [
        { title: "", align: "left" },
        { title: "Version", align: "left" },
        { title: "Recorded", align: "left" },
        { title: "What was found", align: "left" },
        { title: "Package", align: "left" },
        { title: "Commit", align: "left" },
      ],
      rows: shown.map(({ recordedOn, version, commit, verdict, title }) => [
        { kind: "mark", mark: VERDICT_MARKS[verdict] },
        version.version ?? version.name,
        dayOf(recordedOn),
        title,
        { kind: "code", text: version.sha256.slice(0, SHORT_DIGITS) },
        commit === null ? "" : { kind: "code", text: commit.slice(0, SHORT_DIGITS) },
      ]),
    },
    ...(left > 0
      ? [{ kind: "paragraph", text: `and ${formatCounted(left, "earlier entry", "earlier entries")}.` } as const]
      : []),
  ];
}
