import { canonicalJson, UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { conforms } from "../../../test/harness/conforms.ts";
import { anyFacts } from "../test/any-facts.ts";
import { publishedSchema } from "../test/published-schema.ts";
import { SAMPLE } from "../test/sample-facts.ts";
import { billOfMaterials } from "./bill-of-materials.ts";
import { parseBillOfMaterials } from "./parse-bill-of-materials.ts";

const validate = publishedSchema();

function errorsOf(text: string): unknown {
  return validate(JSON.parse(text)) ? null : validate.errors;
}

describe("by CycloneDX's published schema of version 1.6", () => {
  const claim = "bills of materials of any facts, by the published JSON Schema";
  const agrees = (cases: number) => conforms({ area: "Packages and signatures", claim, peer: "CycloneDX 1.6", cases });
  const drawn = 300;

  test.each([
    ["an unknown field", { surprise: 1 }],
    [
      "an unknown approach",
      { components: [{ type: "data", name: "m", modelCard: { modelParameters: { approach: { type: "x" } } } }] },
    ],
    [
      "a licence that SPDX does not know",
      { components: [{ type: "data", name: "m", licenses: [{ license: { id: "x" } }] }] },
    ],
    ["an address that is none", { externalReferences: [{ type: "vcs", url: "1http://a b" }] }],
    ["a time that is none", { metadata: { timestamp: "yesterday" } }],
  ])("%s is refused, or this test would show nothing", (_what, fields) => {
    const head = { bomFormat: "CycloneDX", specVersion: "1.6" };
    expect(validate(head)).toBe(true);
    expect(validate({ ...head, ...fields })).toBe(false);
  });

  test("a full bill of materials is valid", () => {
    expect(errorsOf(billOfMaterials({ ...SAMPLE, epoch: 1_700_000_000 }))).toBeNull();
    agrees(1);
  });

  test("so is one of any facts at all", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        expect(errorsOf(billOfMaterials(facts))).toBeNull();
      }),
      { numRuns: drawn },
    );
    agrees(drawn);
  });
});

const bom = JSON.parse(billOfMaterials(SAMPLE));

test("the model is the subject, by its package's digest, with its card", () => {
  expect(bom.metadata.component).toMatchObject({
    type: "machine-learning-model",
    name: "acme/review-sentiment",
    version: "1.2.0",
    hashes: [{ alg: "SHA-256", content: "a".repeat(64) }],
    purl: `pkg:oci/review-sentiment@sha256:${"a".repeat(64)}?tag=1.2.0`,
    licenses: [{ license: { id: "Apache-2.0" } }],
    externalReferences: [{ type: "vcs", url: "https://github.com/acme/review-sentiment" }],
    pedigree: { ancestors: [{ purl: "pkg:huggingface/distilbert/distilbert-base-uncased" }], notes: "finetune" },
  });
  expect(bom.metadata.component.modelCard).toMatchObject({
    modelParameters: {
      approach: { type: "supervised" },
      task: "sentiment of product reviews",
      architectureFamily: "bert",
      modelArchitecture: "transformer",
      datasets: [{ ref: "dataset:reviews" }, { ref: "dataset:in-house" }],
      inputs: [{ format: "string of at most 512 tokens" }],
    },
    quantitativeAnalysis: {
      performanceMetrics: [
        {
          type: "accuracy",
          value: "0.9125",
          slice: "reviews",
          confidenceInterval: { lowerBound: "0.9", upperBound: "0.925" },
        },
        { type: "accuracy", value: "0.85", slice: "reviews, language=de" },
        { type: "latency (ms)", value: "12.5" },
        { type: "failure rate", value: "0.025", slice: "behaviour test negation, 400 cases" },
      ],
    },
    considerations: {
      users: ["Teams that read reviews"],
      ethicalConsiderations: [{ name: "Dialects fare worse", mitigationStrategy: "Measured by slice" }],
      environmentalConsiderations: {
        properties: [{ name: "airworthy:environment", value: "Trained for two hours on one GPU" }],
      },
    },
  });
});

test("every file, data set, base model and framework is a component that the model depends on", () => {
  const refs = ["file:model.safetensors", "file:config.json", "dataset:reviews", "dataset:in-house"];
  const others = ["base-model:distilbert/distilbert-base-uncased", "framework:torch"];
  expect(bom.components.map((component: { "bom-ref": string }) => component["bom-ref"])).toEqual([...refs, ...others]);
  expect(bom.dependencies[0]).toEqual({ ref: "model", dependsOn: [...refs, ...others] });
  expect(parseBillOfMaterials(billOfMaterials(SAMPLE), "bom.json")).toMatchObject({
    subject: { sha256: "a".repeat(64), version: "1.2.0" },
    components: [
      { type: "file", name: "model.safetensors", sha256: "b".repeat(64) },
      { type: "file", name: "config.json", sha256: "c".repeat(64) },
      { type: "data", name: "reviews", sha256: "d".repeat(64) },
      { type: "data", name: "in-house", sha256: null },
      { type: "machine-learning-model" },
      { type: "library", name: "torch" },
    ],
  });
});

test("what has the same name twice is named twice, and nothing else is named so", () => {
  const frameworks = ["a", "a", "a#2", "a", "a#2"].map((name) => ({ name, version: null }));
  const { components } = JSON.parse(
    billOfMaterials({ ...SAMPLE, package: null, datasets: [], baseModel: null, frameworks }),
  );
  const refs: string[] = components.map((component: { "bom-ref": string }) => component["bom-ref"]);
  expect(refs.slice(0, 2)).toEqual(["framework:a", "framework:a#2"]);
  expect(new Set(refs).size).toBe(5);
});

test("equal facts give equal bytes and the same serial number, others another", () => {
  expect(billOfMaterials(structuredClone(SAMPLE))).toBe(billOfMaterials(SAMPLE));
  const turned = { ...SAMPLE, card: Object.fromEntries(Object.entries(SAMPLE.card).toReversed()) };
  expect(billOfMaterials(turned)).toBe(billOfMaterials(SAMPLE));
  expect(billOfMaterials(SAMPLE)).toBe(`${JSON.stringify(JSON.parse(canonicalJson(bom)), null, 2)}\n`);
  const other = JSON.parse(billOfMaterials({ ...SAMPLE, metrics: [] }));
  expect(other.serialNumber).not.toBe(bom.serialNumber);
  expect(bom.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("a time is in it where SOURCE_DATE_EPOCH gives one, and none else", () => {
  // date -u -d @1700000000 +%FT%TZ
  expect(JSON.parse(billOfMaterials({ ...SAMPLE, epoch: 1_700_000_000 })).metadata.timestamp).toBe(
    "2023-11-14T22:13:20.000Z",
  );
  expect(bom.metadata).not.toHaveProperty("timestamp");
});

test("credentials in an address stay out, and an address that the schema does not take is a property", () => {
  const [dataset] = SAMPLE.datasets;
  if (dataset === undefined) throw new Error("a data set was expected");
  const component = (uri: string) =>
    JSON.parse(billOfMaterials({ ...SAMPLE, package: null, datasets: [{ ...dataset, uri }] })).components[0];
  expect(component("https://user:secret@example.org/d").externalReferences).toEqual([
    { type: "distribution", url: "https://example.org/d" },
  ]);
  expect(component("a place on a shelf").properties).toContainEqual({
    name: "airworthy:address",
    value: "a place on a shelf",
  });
});

test("a value that is no number is refused by its name", () => {
  const [metric] = SAMPLE.metrics;
  if (metric === undefined) throw new Error("a metric was expected");
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => billOfMaterials({ ...SAMPLE, metrics: [{ ...metric, value }] })).toThrow(UserError);
    expect(() => billOfMaterials({ ...SAMPLE, metrics: [{ ...metric, upperBound: value }] })).toThrow('"accuracy"');
  }
});
