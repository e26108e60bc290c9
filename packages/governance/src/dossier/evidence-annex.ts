import type { InputFile } from "@airworthy/evidence";
import { type Block, formatCounted, type ReportRow, type Text } from "@airworthy/report";
import type { DossierInput } from "./dossier-input.ts";
import { dayOf, type NumberedEvidence, VERDICT_MARKS } from "./numbered-evidence.ts";

/** More than a reader looks through; the evidence holds them all. */
const MOST_ROWS = 100;

/** Every file that the dossier rests on, each by its digest, then what each file of evidence says. */
export function evidenceAnnex(input: DossierInput, evidence: readonly NumberedEvidence[]): readonly Block[] {
  const other = otherFiles(input);
  const { leftOut, unproven } = input;
  return [
    { kind: "heading", level: 3, text: "Files of evidence" },
    ...(evidence.length === 0 ? [{ kind: "paragraph", text: "No evidence." } as const] : [evidenceTable(evidence)]),
    ...(leftOut === 0
      ? []
      : [{ kind: "paragraph", text: `${formatCounted(leftOut, "file")} of other packages left out.` } as const]),
    ...(unproven.length === 0 ? [] : unprovenBlocks(unproven)),
    ...(other.length === 0 ? [] : [{ kind: "heading", level: 3, text: "Other files" } as const, filesTable(other)]),
    ...(evidence.length === 0 ? [] : [{ kind: "heading", level: 3, text: "What the evidence says" } as const]),
    ...evidence.flatMap(details),
  ];
}

function otherFiles({ inputs, documents }: DossierInput): readonly InputFile[] {
  return [...new Map([...inputs, ...documents].map((file) => [`${file.sha256} ${file.name}`, file])).values()];
}

function evidenceTable(evidence: readonly NumberedEvidence[]): Block {
  return {
    kind: "table",
    columns: [
      { title: "", align: "left" },
      { title: "Evidence", align: "left" },
      { title: "Verdict", align: "left" },
      { title: "Made", align: "left" },
      { title: "File", align: "left" },
      { title: "SHA-256", align: "left" },
    ],
    rows: evidence.map(({ number, section, madeOn, name, sha256 }): Text[] => [
      { kind: "mark", mark: VERDICT_MARKS[section.verdict] },
      `${number} ${section.title}`,
      section.verdict,
      madeOn === null ? "unknown" : dayOf(madeOn),
      name,
      { kind: "code", text: sha256 },
    ]),
  };
}

function unprovenBlocks(files: readonly InputFile[]): readonly Block[] {
  const words =
    "The checklist says that it rests on these files. They are not here, so that nothing is proven by them.";
  return [{ kind: "heading", level: 3, text: "Unproven" }, { kind: "paragraph", text: words }, filesTable(files)];
}

function filesTable(files: readonly InputFile[]): Block {
  return {
    kind: "table",
    columns: [
      { title: "File", align: "left" },
      { title: "SHA-256", align: "left" },
    ],
    rows: files.map(({ name, sha256 }) => [name, { kind: "code", text: sha256 }]),
  };
}

function details({ number, section }: NumberedEvidence): readonly Block[] {
  const { rows, folds, facts } = section;
  return [
    { kind: "heading", level: 4, text: `${number} ${section.title}` },
    { kind: "paragraph", text: section.headline },
    ...(facts.length === 0 ? [] : [{ kind: "paragraph", text: { kind: "soft", text: facts.join(" · ") } } as const]),
    ...(rows.length === 0 ? [] : rowsBlocks(rows)),
    ...folds,
  ];
}

function rowsBlocks(rows: readonly ReportRow[]): readonly Block[] {
  const shown = rows.slice(0, MOST_ROWS);
  const left = rows.length - shown.length;
  return [
    {
      kind: "table",
      columns: [
        { title: "", align: "left" },
        { title: "What", align: "left" },
        { title: "Was", align: "right" },
        { title: "Now", align: "right" },
        { title: "Difference", align: "left" },
        { title: "Why", align: "left" },
      ],
      rows: shown.map(({ verdict, what, was, now, difference, reason }): Text[] => [
        { kind: "mark", mark: VERDICT_MARKS[verdict] },
        what,
        was ?? "",
        now ?? "",
        difference,
        reason,
      ]),
    },
    ...(left > 0 ? [{ kind: "paragraph", text: `and ${formatCounted(left, "more row")}, in the file.` } as const] : []),
  ];
}
