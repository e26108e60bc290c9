import type { Block, Text } from "@airworthy/report";
import { countsOf } from "../checklist/judge-checklist.ts";
import { holds } from "../checklist/judge-line.ts";
import type { ProvenChecklist } from "../checklist/prove-checklist.ts";
import { checklistTable } from "../checklist/report-checklist.ts";
import { type AnnexItem, CHANGES, RISKS, SIGNATURES, STANDARDS } from "./annex-iv.ts";
import { changesTable } from "./changes-table.ts";
import type { DossierInput } from "./dossier-input.ts";
import { evidenceLine, type NumberedEvidence } from "./numbered-evidence.ts";
import { signaturesOf } from "./signatures.ts";

/** What there is for an item. */
export interface ItemAnswer {
  /** Nothing where there is nothing. */
  readonly blocks: readonly Block[];
  readonly isAnswered: boolean;
  /** The files of evidence among it. */
  readonly evidence: readonly NumberedEvidence[];
}

/** What the input and its evidence, numbered, have to say to an item. */
export function answerItem(item: AnnexItem, input: DossierInput, evidence: readonly NumberedEvidence[]): ItemAnswer {
  const own = evidence.filter(({ kind }) => item.evidence.includes(kind));
  const lines: Text[] = [
    ...input.said.filter(({ topic }) => item.topics.includes(topic)).map(sayingLine),
    ...own.map(evidenceLine),
    ...checklistLines(item, input),
    ...input.documents.filter((document) => document.item === item.id).map(documentLine),
    ...(item.id === STANDARDS ? input.standards : []),
    ...(item.id === SIGNATURES ? signaturesOf(input, evidence) : []),
  ];
  const list: readonly Block[] = lines.length === 0 ? [] : [{ kind: "list", items: lines }];
  const { checklist, changes } = input;
  if (item.id === CHANGES && changes.length > 0) {
    return { blocks: [...list, ...changesTable(changes)], isAnswered: true, evidence: own };
  }
  if (item.id === RISKS && checklist !== null) {
    // A checklist that is not answered itself answers nothing.
    const isAnswered = lines.length > 0 || checklist.verdict === "pass" || checklist.verdict === "warn";
    return { blocks: [...list, ...checklistBlocks(checklist)], isAnswered, evidence: own };
  }
  return { blocks: list, isAnswered: lines.length > 0, evidence: own };
}

function checklistBlocks(checklist: ProvenChecklist): readonly Block[] {
  const { title } = checklist.checklist;
  const words = `The checklist “${title}” as of ${checklist.asOf}, ${countsOf(checklist.findings)}: ${checklist.verdict}.`;
  return [{ kind: "paragraph", text: words }, checklistTable(checklist)];
}

/** The lines of the checklist that answer the item: only those that hold. */
function checklistLines({ nist }: AnnexItem, { checklist }: DossierInput): readonly Text[] {
  if (checklist === null) return [];
  const holding = checklist.findings.filter(({ state }) => holds(state));
  const byId = new Map(holding.map((finding) => [finding.id, finding]));
  return checklist.checklist.lines
    .filter((line) => line.nist.some((measure) => nist.includes(measure)))
    .flatMap(({ id, summary, text }) => {
      const finding = byId.get(id);
      if (finding === undefined) return [];
      const notes = finding.signedBy.flatMap(({ note }) => (note === null ? [] : [` “${note}”`]));
      return [
        [{ kind: "strong", text: `Checklist ${id} ${summary}` }, `: ${text} (${finding.why})`, ...notes] satisfies Text,
      ];
    });
}

function sayingLine({ text, source }: DossierInput["said"][number]): Text {
  return [text, " ", { kind: "soft", text: `(${source})` }];
}

function documentLine({ name, sha256 }: DossierInput["documents"][number]): Text {
  return ["Document ", { kind: "strong", text: name }, ", SHA-256 ", { kind: "code", text: sha256 }];
}
