import { spawn } from "node:child_process";
import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { billOfMaterials, renderCard, renderEvalResults } from "@airworthy/model-card";
import fc from "fast-check";
import * as v from "valibot";
import { beforeAll, expect, test } from "vitest";
import { anyFacts } from "../../packages/model-card/test/any-facts.ts";
import { SAMPLE } from "../../packages/model-card/test/sample-facts.ts";
import { conforms } from "../harness/conforms.ts";
import { pythonVersion } from "../harness/peer-versions.ts";
import { pythonWith } from "./python-environment.ts";

const PACKAGES = ["huggingface_hub==2.4.0", "cyclonedx-python-lib[json-validation]==11.12.0"];

const answerSchema = v.strictObject({
  cards: v.array(v.record(v.string(), v.unknown())),
  bodies: v.array(v.string()),
  evalResults: v.array(v.record(v.string(), v.unknown())),
  entries: v.array(v.record(v.string(), v.unknown())),
  bomErrors: v.array(v.nullable(v.string())),
  purls: v.array(v.tuple([v.string(), v.string()])),
});

/** Hugging Face's own library reads our cards; CycloneDX's reads our bills of materials, package URL's the addresses. */
const SCRIPT = `
import dataclasses, json, logging, sys
logging.disable(logging.CRITICAL)
import yaml
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from huggingface_hub import ModelCard
from huggingface_hub._eval_results import parse_eval_result_entries
from packageurl import PackageURL

given = json.load(open(sys.argv[1], encoding="utf-8"))
cards = [ModelCard(card) for card in given["cards"]]
validator = JsonStrictValidator(SchemaVersion.V1_6)
errors = [validator.validate_str(bom) for bom in given["boms"]]

def purls(node):
    if isinstance(node, list):
        for item in node:
            yield from purls(item)
    elif isinstance(node, dict):
        if isinstance(node.get("purl"), str):
            yield node["purl"]
        for item in node.values():
            yield from purls(item)

def plain(value):
    return {name: item for name, item in dataclasses.asdict(value).items() if item is not None}

json.dump({
    "cards": [card.data.to_dict() for card in cards],
    "bodies": [card.text for card in cards],
    "evalResults": [plain(result) for result in cards[0].data.eval_results],
    "entries": [plain(entry) for entry in parse_eval_result_entries(yaml.safe_load(given["evalResults"]))],
    "bomErrors": [None if error is None else str(error)[:2000] for error in errors],
    "purls": [[purl, PackageURL.from_string(purl).to_string()] for bom in given["named"] for purl in purls(json.loads(bom))],
}, sys.stdout)
`;

// The same facts at every run: what these libraries think of a card must not depend on chance.
const odd = fc.sample(anyFacts, { seed: 7, numRuns: 60 });
const cards = [SAMPLE, ...odd].map((facts) => renderCard(facts, null));
const boms = [{ ...SAMPLE, epoch: 1_700_000_000 }, ...odd].map(billOfMaterials);

// The model's own, and twice its base model's.
const named = ["m", "acme/review-sentiment", "a/b_c--d.e"].map((name) =>
  billOfMaterials({ ...SAMPLE, name, version: "v1.2.0_rc-1" }),
);

const BROKEN = JSON.stringify({
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  externalReferences: [{ type: "vcs", url: "https://example.org/a b" }],
});

let python: string;
let answer: v.InferOutput<typeof answerSchema>;

beforeAll(async () => {
  python = await pythonWith(PACKAGES);
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-model-card-"));
  const given = join(folder.path, "given.json");
  const script = join(folder.path, "read.py");
  await writeFile(
    given,
    JSON.stringify({ cards, named, boms: [...boms, BROKEN], evalResults: renderEvalResults(SAMPLE) }),
  );
  await writeFile(script, SCRIPT);
  const child = spawn(python, [script, given], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, PYTHONUTF8: "1" },
  });
  answer = v.parse(answerSchema, JSON.parse(await text(child.stdout)));
});

test("huggingface_hub reads the fields that we wrote", () => {
  expect(answer.cards[0]).toMatchObject({
    license: "apache-2.0",
    library_name: "transformers",
    pipeline_tag: "text-classification",
    language: ["en", "de"],
    tags: ["sentiment", "reviews"],
    base_model: "distilbert/distilbert-base-uncased",
    base_model_relation: "finetune",
  });
  expect(answer.bodies[0]?.trimStart().startsWith("# Review sentiment\n")).toBe(true);
});

test("its evaluation results are ours, number by number", () => {
  const source = { source_name: "Airworthy", source_url: "https://github.com/acme/review-sentiment" };
  const task = { task_type: "text-classification", task_name: "sentiment of product reviews" };
  const reviews = { dataset_type: "acme/reviews", dataset_name: "reviews", dataset_split: "test" };
  expect(answer.evalResults).toEqual([
    { ...task, ...reviews, ...source, metric_type: "accuracy", metric_value: 0.9125 },
    {
      ...task,
      ...reviews,
      ...source,
      metric_type: "accuracy",
      metric_value: 0.85,
      metric_name: "accuracy (language=de)",
    },
    {
      ...task,
      ...source,
      dataset_type: "unknown",
      dataset_name: "unknown",
      metric_type: "latency",
      metric_value: 12.5,
    },
  ]);
  expect(answer.entries).toEqual([
    { dataset_id: "acme/reviews", task_id: "sentiment", value: 0.9125, notes: "accuracy" },
  ]);
});

test("and whatever the facts, it reads the very texts and numbers", async () => {
  const read = answer.cards.slice(1);
  expect(read).toHaveLength(odd.length);
  for (const [index, facts] of odd.entries()) {
    const card = read[index] ?? {};
    if (facts.card.pipelineTag !== undefined) expect(card["pipeline_tag"]).toBe(facts.card.pipelineTag.toWellFormed());
    const tags = facts.card.tags ?? [];
    if (tags.length > 0) expect(card["tags"]).toEqual([...new Set(tags.map((tag) => tag.toWellFormed()))]);
    const values = JSON.stringify(card["model-index"] ?? []).match(/"value":/g) ?? [];
    expect(values).toHaveLength(facts.metrics.length);
  }
  await agrees("huggingface_hub", "model cards, of whatever facts: its fields and evaluation results", cards.length);
});

test("CycloneDX's own validator takes every bill of materials as one of version 1.6", async () => {
  expect(answer.bomErrors.slice(0, boms.length)).toEqual(boms.map(() => null));
  // Or it would take anything: one with an address that is none.
  expect(answer.bomErrors.at(-1)).toContain("iri-reference");
  await agrees("cyclonedx-python-lib", "bills of materials are valid as CycloneDX 1.6, strictly", boms.length);
});

test("package URLs of names that registries take are canonical", async () => {
  expect(answer.purls).toHaveLength(3 * named.length);
  for (const [ours, canonical] of answer.purls) expect(ours).toBe(canonical);
  await agrees("packageurl-python", "package URLs in their canonical form", answer.purls.length);
});

async function agrees(peer: string, claim: string, cases: number): Promise<void> {
  const version = await pythonVersion(python, peer);
  conforms({ area: "Packages and signatures", claim, peer, version, cases });
}
