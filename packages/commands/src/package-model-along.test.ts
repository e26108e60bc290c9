import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createStatement, formatStatement, sha256, UserError } from "@airworthy/evidence";
import { parsePackage } from "@airworthy/model-package";
import { parseProvenance } from "@airworthy/provenance";
import { parseScan } from "@airworthy/safety-scan";
import { describe, expect, test } from "vitest";
import { COMPARISON_INPUTS, type ComparisonInputs } from "../../../test/harness/comparison-inputs.ts";
import { type ModelWorkspace, modelWorkspace } from "../../../test/harness/model-workspace.ts";
import { compareMetrics } from "./compare-metrics.ts";

const COMPARISON: ComparisonInputs = { ...COMPARISON_INPUTS, metrics: ["accuracy"], resamples: 100, "min-rows": 1 };

async function readJson(space: ModelWorkspace, path: string) {
  return JSON.parse(await readFile(join(space.folder, path), "utf8"));
}

/** What is attached to a layout's model, by name. */
async function attachments(space: ModelWorkspace, layout: string): Promise<Map<string, string>> {
  const { manifests } = await readJson(space, `${layout}/index.json`);
  const found = new Map<string, string>();
  for (const { digest, annotations } of manifests.slice(1)) {
    const manifest = await readJson(space, `${layout}/blobs/${digest.replace(":", "/")}`);
    expect(manifest.subject.digest).toBe(manifests[0].digest);
    const blob = manifest.layers[0].digest.replace(":", "/");
    found.set(annotations["dev.airworthy.name"], await readFile(join(space.folder, layout, "blobs", blob), "utf8"));
  }
  return found;
}

describe("a pickle that names code keeps everything from being packaged", () => {
  // Protocol 0: "c" pushes a global by module and name, "(" marks, "V" is text, "t" makes a tuple, "R" calls, "." stops.
  const EVIL = "cos\nsystem\n(Vecho pwned\ntR.";

  test("the verdict is fail, its evidence is on the files' digest, and there is no layout", async () => {
    await using space = await modelWorkspace([
      ["a.txt", "1\n"],
      ["b.pkl", EVIL],
    ]);
    const outcome = await space.run();
    expect(outcome).toMatchObject({ verdict: "fail", reasonCode: "unsafe-files" });
    expect(outcome.outputs).toMatchObject({ digest: "", layout: "" });
    const [only, ...others] = outcome.evidence;
    expect(others).toEqual([]);
    if (only === undefined) throw new Error("the scan's evidence was expected");
    const { candidate, findings } = parseScan(only.statement);
    expect(findings.map(({ reasonCode }) => reasonCode)).toContain("dangerous-global");
    // OMS 1.0, 6.5.1: SHA-256 over the files' digests as bytes, in the order of their paths.
    const root = sha256(Buffer.from(sha256("1\n") + sha256(EVIL), "hex"));
    expect(candidate).toMatchObject({ sha256: root, digestOf: "input" });
    const sarif = await readJson(space, outcome.outputs.sarif);
    expect(sarif.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe("b.pkl");
    await expect(readFile(join(space.folder, "airworthy-packages/acme+m-1.0.0/index.json"))).rejects.toThrow("ENOENT");
  });

  test("what cannot be scanned is inconclusive, and packaged only where its path was accepted", async () => {
    await using space = await modelWorkspace([["weights.rar", "Rar!\u001a\u0007\u0000rest"]]);
    expect(await space.run()).toMatchObject({ verdict: "inconclusive", reasonCode: "not-scanned" });
    expect(await space.run({ "accept-unscanned": ["other.rar"] })).toMatchObject({ verdict: "inconclusive" });
    expect(await space.run({ "accept-unscanned": ["weights.rar"] })).toMatchObject({ verdict: "warn" });
  });
});

describe("what the model's files say goes into the package's config, and what the user says goes before it", () => {
  /** One tensor of two float32: a header of its length as 8 bytes, little endian, then the header, then 8 bytes. */
  function safetensors(): string {
    const header = '{"t":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}';
    return `${String.fromCharCode(header.length)}${"\0".repeat(7)}${header}${"\0".repeat(8)}`;
  }

  async function configOf(space: ModelWorkspace, layout: string) {
    const { manifests } = await readJson(space, `${layout}/index.json`);
    const manifest = await readJson(space, `${layout}/blobs/${manifests[0].digest.replace(":", "/")}`);
    return await readJson(space, `${layout}/blobs/${manifest.config.digest.replace(":", "/")}`);
  }

  test("format and precision of safetensors, the licence of the configuration, the family of the input", async () => {
    await using space = await modelWorkspace([["model.safetensors", safetensors()]]);
    await space.write(
      "airworthy.yml",
      "model:\n  metadata:\n    licenses: [MIT]\n    family: configured\n    precision: int8\n",
    );
    await space.write("model.yml", "family: given\n");
    const { outputs } = await space.run({ metadata: "model.yml" });
    const { descriptor, config } = await configOf(space, outputs.layout);
    expect(descriptor).toEqual({ name: "acme/m", version: "1.0.0", licenses: ["MIT"], family: "given" });
    expect(config).toMatchObject({ format: "safetensors", precision: "int8" });
  });

  test("a malformed model file is a UserError that names it", async () => {
    await using space = await modelWorkspace([["model.safetensors", safetensors().slice(0, -1)]]);
    await expect(space.run()).rejects.toThrow(UserError);
    await expect(space.run()).rejects.toThrow("model.safetensors");
  });
});

describe("airworthy.yml", () => {
  test("names the model and how it was made; provenance tells of it", async () => {
    await using space = await modelWorkspace();
    await space.write("data/train.csv", "x\n1\n");
    await space.write(
      "airworthy.yml",
      [
        "model:",
        "  name: acme/m",
        "  path: model",
        "  training:",
        "    datasets:",
        `      - {name: train, path: data/train.csv, sha256: ${sha256("x\n1\n")}}`,
        "    baseModel: {name: acme/base, uri: 'https://example.org/base', relation: finetune}",
        "    hyperparameters: {learning-rate: 0.1, shuffle: true}",
        "    frameworks: {scikit-learn: 1.5.2}",
        "    seeds: {numpy: 7}",
      ].join("\n"),
    );
    const { evidence } = await space.run({ path: undefined, name: undefined, hyperparameters: ["learning-rate=0.2"] });
    const provenance = evidence.find(({ name }) => name.endsWith(".provenance.json"))?.statement;
    if (provenance === undefined) throw new Error("provenance was expected");
    const { buildDefinition } = parseProvenance(provenance);
    expect(buildDefinition.internalParameters?.airworthy).toMatchObject({
      seeds: [{ name: "numpy", value: 7 }],
      hyperparameters: [
        { name: "learning-rate", value: 0.2 },
        { name: "shuffle", value: true },
      ],
      frameworks: [{ name: "scikit-learn", version: "1.5.2" }],
    });
    expect(buildDefinition.resolvedDependencies).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: "airworthy.yml" }),
        expect.objectContaining({ name: "train", digest: { sha256: sha256("x\n1\n") } }),
        expect.objectContaining({ name: "acme/base", uri: "https://example.org/base" }),
      ]),
    );
  });

  test.each([
    ["model:\n  licence: MIT\n", "airworthy.yml is not valid:\n  line 2, model.licence: unknown field"],
    ["models: {}\n", "line 1, models: unknown field; did you mean model?"],
    ["", "airworthy.yml holds no settings"],
    [
      "model: {training: {hyperparameters: {constructor: 1}}}\n",
      'airworthy.yml: "constructor" cannot be the name of a field',
    ],
    [
      `model:\n  training:\n    datasets: [{name: a, path: model/config.json, sha256: "${"0".repeat(64)}"}]\n`,
      `"a": model/config.json has the SHA-256 ${sha256("{}")}, not ${"0".repeat(64)}`,
    ],
  ])("what is wrong in it is named: %j", async (text, message) => {
    await using space = await modelWorkspace();
    await space.write("airworthy.yml", text);
    await expect(space.run()).rejects.toThrow(message);
  });

  test("a configuration that was named has to be there, and name and path have to come from somewhere", async () => {
    await using space = await modelWorkspace();
    await expect(space.run({ config: "other.yml" })).rejects.toThrow("cannot read other.yml");
    await expect(space.run({ name: undefined })).rejects.toThrow("name is missing");
    await expect(space.run({ path: undefined })).rejects.toThrow("path is missing");
  });
});

describe("what goes along with a package", () => {
  test("evidence, card and bill of materials are attached to the layout; the digest stays", async () => {
    await using space = await modelWorkspace();
    const { outputs, evidence } = await space.run();
    const attached = await attachments(space, outputs.layout);
    expect([...attached.keys()]).toEqual([
      ...evidence.map(({ name }) => name),
      "acme+m-1.0.0.cdx.json",
      "acme+m-1.0.0.card.md",
    ]);
    for (const { name, statement } of evidence) expect(attached.get(name)).toBe(formatStatement(statement));
    expect(attached.get("acme+m-1.0.0.card.md")).toBe(await readFile(join(space.folder, outputs.card), "utf8"));
    const again = await space.run();
    expect(again.outputs.digest).toBe(outputs.digest);
    expect([...(await attachments(space, outputs.layout)).keys()].toSorted()).toEqual([...attached.keys()].toSorted());
  });

  test("evidence of this package goes along; that of another is refused before anything is made", async () => {
    await using space = await modelWorkspace();
    const { outputs } = await space.run({ output: "first" });
    const evidenceOn = (digest: string) =>
      formatStatement(
        createStatement({ name: "acme/m@1.0.0", digest: { sha256: digest } }, "https://example.org/seen/v1", {
          seen: 1,
        }),
      );
    await space.write("seen.json", evidenceOn(outputs.digest.slice(7)));
    const second = await space.run({ output: "second", evidence: ["seen.json"] });
    expect((await attachments(space, second.outputs.layout)).get("seen.json")).toBe(
      evidenceOn(outputs.digest.slice(7)),
    );
    await space.write("seen.json", evidenceOn("0".repeat(64)));
    await expect(space.run({ output: "third", evidence: ["seen.json"] })).rejects.toThrow(
      `seen.json is about sha256:${"0".repeat(64)}; this package is ${outputs.digest}`,
    );
    await expect(readFile(join(space.folder, "third/index.json"))).rejects.toThrow("ENOENT");
  });

  test("metrics of a comparison go into card, bill of materials and provenance", async () => {
    await using space = await modelWorkspace();
    const { outputs, evidence } = await space.run({ output: "first" });
    await space.write("new.jsonl", '{"id":1,"label":"a","prediction":"a"}\n{"id":2,"label":"b","prediction":"a"}\n');
    const { ports } = space;
    const compared = await compareMetrics.run({ ...COMPARISON, package: "first" }, ports);
    for (const { name, statement } of [...evidence, ...compared.evidence]) {
      await space.write(`airworthy-evidence/${name}`, formatStatement(statement));
    }
    const second = await space.run({ output: "second", evidence: ["airworthy-evidence/*.json"] });
    expect(second.outputs.digest).toBe(outputs.digest);
    // One of two predictions is right.
    expect(await readFile(join(space.folder, second.outputs.card), "utf8")).toMatch(/accuracy.*0\.5/);
    const bom = await readJson(space, second.outputs.bom);
    expect(bom.metadata.component.modelCard.quantitativeAnalysis.performanceMetrics).toContainEqual(
      expect.objectContaining({ type: "accuracy", value: "0.5" }),
    );
    const provenance = second.evidence.find(({ name }) => name.endsWith(".provenance.json"))?.statement;
    expect(JSON.stringify(provenance?.predicate)).toContain('{"name":"accuracy","value":0.5}');
    const names = [...(await attachments(space, second.outputs.layout)).keys()];
    expect(names).toContain(compared.evidence[0]?.name);
    expect(new Set(names).size).toBe(names.length);
  });

  test("hand-written parts of a given card are kept", async () => {
    await using space = await modelWorkspace();
    await space.write("README.md", "---\nlicense: mit\n---\n# Mine\n\nBy hand.\n");
    const { outputs } = await space.run({ card: "README.md" });
    const card = await readFile(join(space.folder, outputs.card), "utf8");
    expect(card).toContain("# Mine\n\nBy hand.\n");
    expect(card).toContain(outputs.digest.slice(7));
  });

  test("the runner is told of the layout's manifest where it offers to be", async () => {
    await using space = await modelWorkspace();
    const file = join(space.folder, "artifacts.txt");
    await writeFile(file, "earlier\n");
    const { outputs } = await space.run({ output: "out" }, { env: { GITHUB_ARTIFACTS: file } });
    const manifest = join(space.folder, "out", "blobs", "sha256", outputs.digest.slice(7));
    expect(await readFile(file, "utf8")).toBe(`earlier\n${manifest}\n`);
  });
});

test("packed again in other surroundings, the digest is the same, and the evidence says which they were", async () => {
  await using space = await modelWorkspace();
  await mkdir(join(space.folder, "model", "empty folder"));
  const { evidence } = await space.run({ "check-reproducible": true });
  const [packaged] = evidence;
  if (packaged === undefined) throw new Error("the package's evidence was expected");
  const { reproduced } = parsePackage(packaged.statement);
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  expect(reproduced?.timeZone).not.toBe(here);
  expect(new Date(reproduced?.clock ?? 0).getTime()).toBeGreaterThan(Date.now() + 1e10);
});
