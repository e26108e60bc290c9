import fc from "fast-check";
import { APPROACHES } from "../src/card-schema.ts";
import type { CardFacts, Relation } from "../src/facts.ts";

/** Facts as nobody would write them: any Unicode in every text, marks, Markdown and YAML among it. */
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.constantFrom(
    '"]: x',
    "---\nlicense: mit",
    "<!-- airworthy:end details -->",
    "<!-- airworthy:begin files -->",
    "[a](javascript:x)",
    "__proto__",
    "|a|b|",
    "yes",
    "1e3",
  ),
);
const maybe = fc.option(text);
const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const bound = fc.option(number);
const sha256 = fc.stringMatching(/^[0-9a-f]{64}$/);
const texts = fc.array(text, { maxLength: 3 });
const address = fc.option(fc.oneof(fc.webUrl({ withFragments: true, withQueryParameters: true }), text));
const ofText = fc.record(
  Object.fromEntries(
    "vendor family title description docURL sourceURL architecture format paramSize precision quantization"
      .split(" ")
      .map((name) => [name, text]),
  ),
  { requiredKeys: [] },
);

export const anyFacts: fc.Arbitrary<CardFacts> = fc.record({
  name: text,
  version: text,
  metadata: fc
    .tuple(
      ofText,
      fc.record(
        {
          authors: texts,
          licenses: fc.array(fc.oneof(text, fc.constantFrom("mit", "Apache-2.0", "MIT OR Apache-2.0", "gemma")), {
            maxLength: 3,
          }),
          datasetsURL: texts,
          capabilities: fc.record({ languages: texts }, { requiredKeys: [] }),
        },
        { requiredKeys: [] },
      ),
    )
    .map(([one, other]) => ({ ...one, ...other })),
  package: fc.option(
    fc.record({
      sha256,
      files: fc.array(fc.record({ path: text, size: fc.nat(), sha256, type: text }), { maxLength: 4 }),
    }),
  ),
  datasets: fc.array(
    fc.record({
      name: text,
      sha256: fc.option(sha256),
      uri: address,
      hubId: maybe,
      taskId: maybe,
      split: maybe,
      revision: maybe,
    }),
    { maxLength: 3 },
  ),
  baseModel: fc.option(
    fc.record({
      name: text,
      uri: address,
      sha256: fc.option(sha256),
      relation: fc.option(fc.constantFrom<Relation[]>("finetune", "adapter", "merge", "quantized")),
    }),
  ),
  hyperparameters: fc.array(fc.record({ name: text, value: fc.oneof(text, number, fc.boolean()) }), { maxLength: 3 }),
  frameworks: fc.array(fc.record({ name: text, version: maybe }), { maxLength: 3 }),
  metrics: fc.array(
    fc.record({
      type: text,
      value: number,
      slice: maybe,
      dataset: maybe,
      lowerBound: bound,
      upperBound: bound,
      unit: maybe,
    }),
    { maxLength: 4 },
  ),
  behavior: fc.array(fc.record({ name: text, failureRate: number, cases: fc.nat() }), { maxLength: 2 }),
  card: fc.record(
    {
      task: text,
      approach: fc.constantFrom(...APPROACHES),
      libraryName: text,
      pipelineTag: text,
      tags: texts,
      inputs: texts,
      outputs: texts,
      considerations: fc.record(
        {
          users: texts,
          useCases: texts,
          technicalLimitations: texts,
          performanceTradeoffs: texts,
          environmentalConsiderations: texts,
          ethicalConsiderations: fc.array(
            fc.record({ name: text, mitigationStrategy: text }, { requiredKeys: ["name"] }),
          ),
          fairnessAssessments: fc.array(
            fc.record(
              { groupAtRisk: text, benefits: text, harms: text, mitigationStrategy: text },
              {
                requiredKeys: ["groupAtRisk"],
              },
            ),
          ),
        },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: [] },
  ),
  commit: maybe,
  tool: fc.record({ name: text, version: text }),
  epoch: fc.option(fc.nat({ max: 4_102_444_800 })),
});
