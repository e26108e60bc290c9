import type { Verdict } from "@airworthy/evidence";
import { type Block, formatCounted, type Notice, type Text } from "@airworthy/report";
import { ANNEX_IV, type AnnexItem, type AnnexPoint } from "./annex-iv.ts";
import { answerItem, type ItemAnswer } from "./answer-item.ts";
import type { DossierInput } from "./dossier-input.ts";
import { evidenceAnnex } from "./evidence-annex.ts";
import { type NumberedEvidence, numberEvidence } from "./numbered-evidence.ts";

/** A dossier as a page's blocks, and which of Annex IV's points have what they ask for. */
export interface ComposedDossier {
  readonly notice: Notice;
  /** The numbers of the points of which every item, some items, and no item has something. */
  readonly filled: readonly number[];
  readonly partial: readonly number[];
  readonly empty: readonly number[];
}

const NOT_ADVICE: Text = [
  { kind: "strong", text: "This is no legal advice." },
  " It puts evidence in the order of Annex IV. That a point has evidence does not mean that the evidence is enough: the provider ",
  "judges that, signs for it and keeps the documentation for ten years (Article 18).",
];

/** Puts what there is into the order of Annex IV, and says of everything else that there is no evidence. */
export function composeDossier(input: DossierInput): ComposedDossier {
  const evidence = numberEvidence(input.evidence);
  const points = ANNEX_IV.map((point) => fillPoint(point, input, evidence));
  const numbersOf = (fill: Fill) => points.filter((point) => point.fill === fill).map(({ number }) => number);
  const [filled, partial, empty] = [numbersOf("filled"), numbersOf("in part"), numbersOf("no evidence")];
  const { name, version } = input.subject;
  const title = `Technical documentation of ${version === null ? name : `${name} ${version}`}`;
  const filling = `Of Annex IV's ${points.length} points ${filled.length} have something for every item, ${partial.length} for some, ${empty.length} for none.`;
  const headline = `${filling}${unprovenWords(input)}`;
  const lines = [{ kind: "strong", text: title } as const, headline, subjectLine(input)];
  const blocks: Block[] = [
    { kind: "alert", tone: input.unproven.length === 0 ? "note" : "caution", lines },
    { kind: "paragraph", text: NOT_ADVICE },
    { kind: "heading", level: 3, text: "Overview" },
    overview(points),
    ...points.flatMap(({ blocks: own }) => own),
    ...evidenceAnnex(input, evidence),
    { kind: "paragraph", text: { kind: "soft", text: footer(input) } },
  ];
  return { notice: { verdict: verdictOf(input, partial, empty), title, headline, blocks }, filled, partial, empty };
}

type Fill = "filled" | "in part" | "no evidence";

interface FilledPoint extends AnnexPoint {
  readonly fill: Fill;
  readonly answered: number;
  /** The evidence of its items that neither passes nor warns. */
  readonly notPassing: readonly NumberedEvidence[];
  readonly blocks: readonly Block[];
}

function fillPoint(point: AnnexPoint, input: DossierInput, evidence: readonly NumberedEvidence[]): FilledPoint {
  const answers = point.items.map((item) => ({ item, answer: answerItem(item, input, evidence) }));
  const answered = answers.filter(({ answer }) => answer.isAnswered).length;
  const own = new Set(answers.flatMap(({ answer }) => answer.evidence));
  return {
    ...point,
    fill: answered === 0 ? "no evidence" : answered < answers.length ? "in part" : "filled",
    answered,
    notPassing: [...own].filter(({ section: { verdict } }) => verdict !== "pass" && verdict !== "warn"),
    blocks: [
      { kind: "heading", level: 3, text: `${point.number}. ${point.title}` },
      ...answers.flatMap(({ item, answer }) => itemBlocks(item, answer)),
    ],
  };
}

function itemBlocks({ id, asks }: AnnexItem, { blocks, isAnswered }: ItemAnswer): readonly Block[] {
  const words = blocks.length === 0 ? "No evidence." : "Not answered yet.";
  const none: Block = {
    kind: "paragraph",
    text: [{ kind: "mark", mark: "unknown" }, " ", { kind: "strong", text: words }],
  };
  return [{ kind: "heading", level: 4, text: `${labelOf(id)} ${asks}` }, ...(isAnswered ? [] : [none]), ...blocks];
}

/** "2g" as the annex writes it: "2(g)". */
function labelOf(id: string): string {
  return id.replace(/^(\d)([a-z]).*$/, "$1($2)");
}

const FILL_MARKS = { filled: "good", "in part": "watch", "no evidence": "unknown" } as const;

function overview(points: readonly FilledPoint[]): Block {
  return {
    kind: "table",
    columns: [
      { title: "", align: "left" },
      { title: "Point of Annex IV", align: "left" },
      { title: "Evidence", align: "left" },
      { title: "Items", align: "right" },
      { title: "Does not pass", align: "left" },
    ],
    rows: points.map(({ number, title, fill, answered, items, notPassing }): Text[] => [
      { kind: "mark", mark: fill === "filled" && notPassing.length > 0 ? "watch" : FILL_MARKS[fill] },
      `${number}. ${title}`,
      fill === "filled" ? "for every item" : fill,
      `${answered} of ${items.length}`,
      notPassing.map(({ number: file, section }) => `${file} (${section.verdict})`).join(", "),
    ]),
  };
}

function subjectLine({ subject, writtenOn }: DossierInput): Text {
  const what = subject.digestOf === "package" ? "The package" : "What was examined";
  return [
    `${what} is `,
    { kind: "code", text: `sha256:${subject.sha256}` },
    `. Written on ${writtenOn}, for Article 11 and Annex IV of Regulation (EU) 2024/1689.`,
  ];
}

function footer({ tool }: DossierInput): string {
  return `Made by ${tool.name} ${tool.version} from the files listed above, each by its SHA-256. No legal advice.`;
}

function unprovenWords({ unproven }: DossierInput): string {
  if (unproven.length === 0) return "";
  return ` Unproven: the checklist rests on ${formatCounted(unproven.length, "file")} that ${unproven.length === 1 ? "is" : "are"} not here.`;
}

/** Nothing at all of a point is too little to conclude anything, and so is what nobody can see. */
function verdictOf({ unproven }: DossierInput, partial: readonly number[], empty: readonly number[]): Verdict {
  if (empty.length > 0 || unproven.length > 0) return "inconclusive";
  return partial.length > 0 ? "warn" : "pass";
}
