import type { Saying } from "@airworthy/governance";
import type { ModelSection } from "../configuration/model-section.ts";

type Topic = Saying["topic"];
type Said = readonly [Topic, string | undefined];

/** What the configuration says of the model, by what it is about. */
export function saidOfModel(model: ModelSection | undefined, source: string): readonly Saying[] {
  const said = [...metadataSaid(model ?? {}), ...trainingSaid(model ?? {}), ...cardSaid(model ?? {})];
  return said.flatMap(([topic, text]) => (text === undefined ? [] : [{ topic, text, source }]));
}

function metadataSaid({ metadata = {} }: ModelSection): readonly Said[] {
  const { vendor, authors, title, description, docURL, architecture, family, format, paramSize, precision } = metadata;
  return [
    ["provider", labelled("Provider", vendor)],
    ["provider", labelled("Authors", authors?.join(", "))],
    ["purpose", title],
    ["purpose", description],
    ["instructions", docURL],
    ["form", labelled("Format", format)],
    ["form", labelled("Precision", precision)],
    ["architecture", labelled("Family", family)],
    ["architecture", labelled("Architecture", architecture)],
    ["architecture", labelled("Parameters", paramSize)],
  ];
}

function trainingSaid({ training = {} }: ModelSection): readonly Said[] {
  const { baseModel, code = [], frameworks = {}, hyperparameters = {}, seeds = {}, datasets = [] } = training;
  const base =
    baseModel === undefined ? undefined : `${baseModel.name}${inBrackets(baseModel.relation, baseModel.uri)}`;
  return [
    ["methods", labelled("Made from", base)],
    ["methods", labelled("Code", joined(code))],
    ["software", labelled("Frameworks", pairs(frameworks))],
    ["design", labelled("Hyperparameters", pairs(hyperparameters))],
    ["design", labelled("Seeds", pairs(seeds))],
    ...datasets.map(({ name, split, revision, uri, sha256 }): Said => {
      return [
        "data",
        `${name}${inBrackets(split, revision, uri, sha256 === undefined ? undefined : `sha256:${sha256}`)}`,
      ];
    }),
  ];
}

function cardSaid({ card = {} }: ModelSection): readonly Said[] {
  const { task, approach, inputs = [], outputs = [], considerations = {} } = card;
  const about = (topic: Topic, label: string, texts: readonly string[] = []): readonly Said[] =>
    texts.map((text) => [topic, `${label}: ${text}`]);
  const { ethicalConsiderations = [], fairnessAssessments = [] } = considerations;
  return [
    ["purpose", labelled("Task", task)],
    ...about("purpose", "Use", considerations.useCases),
    ...about("purpose", "Users", considerations.users),
    ["design", labelled("Approach", approach)],
    ...about("design", "Output", outputs),
    ...about("inputs", "Input", inputs),
    ...about("limitations", "Limitation", considerations.technicalLimitations),
    ...about("metrics", "Trade-off", considerations.performanceTradeoffs),
    ...about("resources", "Environment", considerations.environmentalConsiderations),
    ...ethicalConsiderations.map(({ name, mitigationStrategy }): Said => {
      return ["risks", `${name}${mitigationStrategy === undefined ? "" : `; mitigation: ${mitigationStrategy}`}`];
    }),
    ...fairnessAssessments.map(({ groupAtRisk, harms, mitigationStrategy }): Said => {
      const more = [labelled("harms", harms), labelled("mitigation", mitigationStrategy)].filter(isThere);
      return ["risks", [`Group at risk: ${groupAtRisk}`, ...more].join("; ")];
    }),
  ];
}

function labelled(label: string, text: string | undefined): string | undefined {
  return text === undefined || text === "" ? undefined : `${label}: ${text}`;
}

function joined(texts: readonly string[]): string | undefined {
  return texts.length === 0 ? undefined : texts.join(", ");
}

function pairs(values: Readonly<Record<string, unknown>>): string | undefined {
  return joined(Object.entries(values).map(([name, value]) => `${name} ${String(value)}`));
}

function inBrackets(...texts: readonly (string | undefined)[]): string {
  const given = texts.filter(isThere);
  return given.length === 0 ? "" : ` (${given.join(", ")})`;
}

function isThere(text: string | undefined): text is string {
  return text !== undefined;
}
