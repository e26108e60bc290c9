import { type Part, present, property } from "./bom-parts.ts";
import type { Considerations } from "./card-schema.ts";
import type { CardFacts, MetricFacts } from "./facts.ts";

/** The `modelCard` of a component. https://cyclonedx.org/docs/1.6/json/#components_items_modelCard */
export function bomModelCard(facts: CardFacts, datasetRefs: readonly string[]): Part {
  const { metadata, card } = facts;
  return present({
    modelParameters: present({
      approach: card.approach === undefined ? undefined : { type: card.approach },
      task: card.task ?? card.pipelineTag,
      architectureFamily: metadata.family,
      modelArchitecture: metadata.architecture,
      datasets: datasetRefs.map((ref) => ({ ref })),
      inputs: card.inputs?.map((format) => ({ format })),
      outputs: card.outputs?.map((format) => ({ format })),
    }),
    quantitativeAnalysis: present({ performanceMetrics: performanceMetrics(facts) }),
    considerations: considerationsOf(card.considerations ?? {}),
    properties: [
      ...facts.hyperparameters.map(({ name, value }) => property(`hyperparameter:${name}`, value)),
      ...parameterProperties(facts),
    ],
  });
}

/** Numbers are text here, written so that they are read back as the very same number. */
function performanceMetrics({ metrics, behavior }: CardFacts): readonly Part[] {
  return [
    ...metrics.map((metric) =>
      present({
        type: metric.unit === null ? metric.type : `${metric.type} (${metric.unit})`,
        value: String(metric.value),
        slice: sliceOf(metric),
        confidenceInterval: present({
          lowerBound: metric.lowerBound === null ? undefined : String(metric.lowerBound),
          upperBound: metric.upperBound === null ? undefined : String(metric.upperBound),
        }),
      }),
    ),
    ...behavior.map(({ name, failureRate, cases }) => ({
      type: "failure rate",
      value: String(failureRate),
      slice: `behaviour test ${name}, ${cases} cases`,
    })),
  ];
}

function sliceOf({ dataset, slice }: MetricFacts): string | undefined {
  const parts = [dataset, slice].filter((part) => part !== null);
  return parts.length === 0 ? undefined : parts.join(", ");
}

/** The schema has fields for energy in kilowatt-hours only; what people say in words is a property. */
function considerationsOf({ environmentalConsiderations, ...considerations }: Considerations): Part {
  const said = environmentalConsiderations?.map((text) => property("environment", text));
  return present({ ...considerations, environmentalConsiderations: present({ properties: said }) });
}

function parameterProperties({ metadata }: CardFacts): readonly Part[] {
  const { paramSize, precision, quantization, format, capabilities } = metadata;
  const languages = capabilities?.languages?.join(", ");
  const known = Object.entries({ paramSize, precision, quantization, format, languages });
  return known.flatMap(([name, value]) => (value === undefined || value === "" ? [] : [property(name, value)]));
}
