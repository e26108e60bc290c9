import { type Block, formatCount, formatPercent, renderMarkdown, type Text } from "@airworthy/report";
import { address, joined, listed, number, orNone, paragraphs, rest, table, withAnswer } from "./card-blocks.ts";
import type { Considerations } from "./card-schema.ts";
import type { BaseModelFacts, CardFacts, MetricFacts } from "./facts.ts";

/** More than a reader looks through; the bill of materials holds them all. */
const SHOWN_FILES = 100;
const SHOWN_METRICS = 200;

export interface CardSection {
  readonly name: string;
  readonly heading: string;
  blocks(facts: CardFacts): readonly Block[];
}

/** The generated sections of a card, in the order of a new one. */
export const CARD_SECTIONS: readonly CardSection[] = [
  { name: "details", heading: "Model details", blocks: detailBlocks },
  { name: "intended-use", heading: "Intended use", blocks: useBlocks },
  { name: "limitations", heading: "Limitations and considerations", blocks: limitationBlocks },
  { name: "training", heading: "Training", blocks: trainingBlocks },
  { name: "evaluation", heading: "Evaluation", blocks: evaluationBlocks },
  { name: "files", heading: "Files", blocks: fileBlocks },
];

/** The content of each section as Markdown, by its name. All that the facts hold is escaped. */
export function sectionContents(facts: CardFacts): ReadonlyMap<string, string> {
  return new Map(CARD_SECTIONS.map(({ name, blocks }) => [name, renderMarkdown(blocks(facts)).text]));
}

function detailBlocks({ name, version, metadata, card, baseModel, commit }: CardFacts): readonly Block[] {
  const from = baseModel === null ? null : baseWords(baseModel);
  const rows: readonly (readonly [string, Text | null | undefined])[] = [
    ["Name", name],
    ["Version", version],
    ["Authors", joined(metadata.authors)],
    ["Vendor", metadata.vendor],
    ["License", joined(metadata.licenses)],
    ["Task", card.task ?? card.pipelineTag],
    ["Architecture", metadata.architecture],
    ["Family", metadata.family],
    ["Parameters", metadata.paramSize],
    ["Format", metadata.format],
    ["Precision", metadata.precision],
    ["Quantization", metadata.quantization],
    ["Languages", joined(metadata.capabilities?.languages)],
    ["Inputs", joined(card.inputs)],
    ["Outputs", joined(card.outputs)],
    ["Base model", from],
    ["Documentation", metadata.docURL === undefined ? null : address(metadata.docURL, metadata.docURL)],
    ["Source", metadata.sourceURL === undefined ? null : address(metadata.sourceURL, metadata.sourceURL)],
    ["Commit", commit === null ? null : { kind: "code", text: commit }],
  ];
  const known = rows.flatMap(([what, text]) => (text === null || text === undefined ? [] : [[what, text]]));
  const description = metadata.description === undefined ? [] : paragraphs(metadata.description);
  return [...description, table(["", ""], known)];
}

function baseWords({ name, uri, relation }: BaseModelFacts): Text {
  const named = address(uri, name);
  return relation === null ? named : [named, ` (${relation})`];
}

function useBlocks({ card: { considerations } }: CardFacts): readonly Block[] {
  const { users, useCases } = considerations ?? {};
  return orNone([...listed("Users", users), ...listed("Uses", useCases)], "No intended use is stated.");
}

function limitationBlocks({ card: { considerations } }: CardFacts): readonly Block[] {
  const said: Considerations = considerations ?? {};
  const ethics = said.ethicalConsiderations?.map(({ name, mitigationStrategy }) =>
    withAnswer(name, mitigationStrategy),
  );
  const fairness = said.fairnessAssessments?.map(({ groupAtRisk, benefits, harms, mitigationStrategy }) =>
    withAnswer(
      [groupAtRisk, benefits && `benefits: ${benefits}`, harms && `harms: ${harms}`].filter(Boolean).join("; "),
      mitigationStrategy,
    ),
  );
  return orNone(
    [
      ...listed("Technical limitations", said.technicalLimitations),
      ...listed("Trade-offs", said.performanceTradeoffs),
      ...listed("Ethical considerations", ethics),
      ...listed("Fairness", fairness),
      ...listed("Environment", said.environmentalConsiderations),
    ],
    "No limitations are stated. That is not to say that there are none.",
  );
}

function trainingBlocks({ card, datasets, hyperparameters, frameworks }: CardFacts): readonly Block[] {
  const data = datasets.map(({ name, uri, sha256, hubId }): readonly Text[] => [
    address(uri ?? (hubId === null ? null : `https://huggingface.co/datasets/${hubId}`), name),
    sha256 === null ? "not known" : { kind: "code", text: sha256 },
  ]);
  return orNone(
    [
      ...(card.approach === undefined ? [] : [{ kind: "paragraph" as const, text: `Approach: ${card.approach}.` }]),
      ...(data.length === 0 ? [] : [table(["Data set", "SHA-256"], data)]),
      ...(hyperparameters.length === 0
        ? []
        : [
            table(
              ["Hyperparameter", "Value"],
              hyperparameters.map(({ name, value }) => [name, String(value)]),
            ),
          ]),
      ...(frameworks.length === 0
        ? []
        : [
            table(
              ["Framework", "Version"],
              frameworks.map(({ name, version }) => [name, version ?? "not known"]),
            ),
          ]),
    ],
    "Nothing is recorded of the training.",
  );
}

function evaluationBlocks({ metrics, behavior }: CardFacts): readonly Block[] {
  const shown = metrics.slice(0, SHOWN_METRICS);
  const tests = behavior.map(({ name, failureRate, cases }) => [name, formatPercent(failureRate), formatCount(cases)]);
  return orNone(
    [
      ...(shown.length === 0
        ? []
        : [table(["Metric", "Slice", "Data set", "> Value", "> Interval"], shown.map(metricRow))]),
      ...rest(metrics.length - shown.length, "results"),
      ...(tests.length === 0 ? [] : [table(["Behaviour test", "> Failure rate", "> Cases"], tests)]),
    ],
    "No results are recorded for this version.",
  );
}

function metricRow({ type, slice, dataset, value, lowerBound, upperBound, unit }: MetricFacts): readonly Text[] {
  const suffix = unit === null ? "" : ` ${unit}`;
  const interval = lowerBound === null || upperBound === null ? "" : `${number(lowerBound)} to ${number(upperBound)}`;
  return [type, slice ?? "all", dataset ?? "", number(value) + suffix, interval];
}

function fileBlocks({ package: packed }: CardFacts): readonly Block[] {
  const outside = "The digest of the package identifies this version; its bill of materials names every file.";
  if (packed === null) return [{ kind: "paragraph", text: outside }];
  const shown = packed.files.slice(0, SHOWN_FILES);
  const rows = shown.map(({ path, type, size, sha256 }): readonly Text[] => [
    path,
    type,
    formatCount(size),
    { kind: "code", text: sha256 },
  ]);
  return [
    { kind: "paragraph", text: ["Package: ", { kind: "code", text: `sha256:${packed.sha256}` }] },
    table(["File", "Kind", "> Bytes", "SHA-256"], rows),
    ...rest(packed.files.length - shown.length, "files"),
  ];
}
