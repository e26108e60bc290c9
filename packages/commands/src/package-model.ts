import { stat } from "node:fs/promises";
import { dirname, resolve, sep } from "node:path";
import type { InputFile } from "@airworthy/evidence";
import { readSource } from "@airworthy/github";
import { checkReference, fileStem, packageStatement, reportPackage } from "@airworthy/model-package";
import {
  createProvenance,
  parseSeeds,
  readWorkflowRun,
  reportProvenance,
  type Source,
  type WorkflowRun,
} from "@airworthy/provenance";
import { composeReport } from "@airworthy/report";
import { choice, defineCommand, list, type Ports, path, TOOL, text } from "@airworthy/runtime";
import { digestFile } from "@airworthy/storage";
import { type Packing, packFiles } from "./package-model/pack-files.ts";
import { readEpoch } from "./package-model/read-epoch.ts";
import { readMetadata } from "./package-model/read-metadata.ts";

export const packageModel = defineCommand({
  name: "package-model",
  summary: "Package a model's files as an OCI image layout whose digest identifies the version, with its provenance.",
  permissions: [{ scope: "contents", access: "read", reason: "Checks out the repository that holds the model." }],
  triggers: ["pull_request", "push", "workflow_dispatch", "release", "schedule"],
  writesEvidence: true,
  inputs: {
    path: path().describe(
      "The model: a single file, or a folder with all its files but, at its top, .git, .gitattributes, .github, .gitignore and airworthy-evidence, airworthy-packages, airworthy-report.",
    ),
    name: text().describe("The model's name, such as review-sentiment or acme/review-sentiment."),
    version: text().describe("The version, as registries take it as a tag, such as 1.2.0."),
    output: path()
      .optional()
      .describe(
        "The folder that the layout is written to; airworthy-packages/NAME-VERSION without it. There must be nothing yet, or the same package.",
      ),
    metadata: path()
      .optional()
      .describe(
        "A YAML or JSON file of what is known of the model, in the fields of ModelPack's descriptor and config: authors, licenses, description, family, format, architecture, paramSize, precision, capabilities and more.",
      ),
    dependencies: list()
      .optional()
      .describe("Files that went into the model, such as lock files and data sets; provenance records their digests."),
    seeds: list()
      .optional()
      .describe("Seeds that the model was made with, name=integer each; provenance records them."),
    exclude: list().optional().describe("Files and folders of the model to leave out: paths relative to it."),
    blobs: choice(["copy", "link"])
      .default("copy")
      .describe(
        "How files become blobs: copy (sharing the disk's blocks where the file system can), or link: hard links, which write nothing, but a file that is later changed in place changes the package too, which then no longer matches its digest.",
      ),
  },
  outputs: {
    digest: "The package's digest, sha256: and 64 hexadecimal digits: that of its manifest.",
    layout: "The folder of the layout.",
  },
  async run(inputs, ports) {
    const startedOn = ports.now().toISOString();
    const reference = { name: inputs.name, version: inputs.version };
    checkReference(reference);
    const seeds = parseSeeds(inputs.seeds ?? []);
    const stem = fileStem(reference);
    const layout = inputs.output ?? `airworthy-packages/${stem}`;
    const packing = {
      source: { location: resolve(ports.cwd, inputs.path), shown: inputs.path },
      output: { location: resolve(ports.cwd, layout), shown: layout },
      exclude: [...new Set((inputs.exclude ?? []).map(plainPath))],
      link: inputs.blobs === "link",
    };
    const { metadata, read } = await readMetadata(inputs.metadata, ports);
    const dependencies = [...read, ...(await digestAll(inputs.dependencies ?? [], ports))];
    const description = { ...reference, metadata, epoch: readEpoch(ports.env) };
    // Before anything is written, which may be into the same work tree.
    const source = await findSource(packing.source, ports);
    const assembled = await ports.log.group("Package files", () => packFiles(packing, description, ports));
    const workflow = readWorkflowRun(ports.env);
    const run = { startedOn, finishedOn: ports.now().toISOString(), tool: TOOL };
    const packed = { ...run, excluded: packing.exclude, inputs: dependencies };
    const statement = packageStatement(description, assembled, packed);
    const provenance = createProvenance({
      ...run,
      package: statement.predicate.candidate,
      source,
      run: workflow,
      parameters: { verb: "package-model", ...reference, path: inputs.path },
      dependencies,
      seeds,
      machine: { node: process.version, os: process.platform, arch: process.arch },
      env: ports.env,
    });
    const commit = source === null ? null : { sha: source.commit, url: commitUrl(source, workflow) };
    const sections = [reportPackage(statement), reportProvenance(provenance)];
    const { verdict, reasonCode, headline } = statement.predicate;
    return {
      verdict,
      reasonCode,
      headline,
      outputs: { digest: assembled.digest, layout },
      evidence: [
        { name: `package-model.${stem}.json`, statement },
        { name: `package-model.${stem}.provenance.json`, statement: provenance },
      ],
      summary: composeReport(sections, { tool: TOOL, commit, evidenceFiles: 2 }).blocks,
      annotations: [],
    };
  },
});

/** A path within the model as packages write it: with slashes, without "./" before and "/" behind. */
function plainPath(path: string): string {
  return (sep === "\\" ? path.replaceAll("\\", "/") : path).replace(/^(\.\/+)+/, "").replace(/\/+$/, "");
}

async function digestAll(names: readonly string[], { cwd, signal }: Ports): Promise<readonly InputFile[]> {
  const files: InputFile[] = [];
  for (const name of names) files.push({ name, sha256: await digestFile(resolve(cwd, name), name, signal) });
  return files;
}

/** The work tree that the model lies in: the folder that the verb runs in may be that of something else. */
async function findSource({ location }: Packing["source"], { env }: Ports): Promise<Source | null> {
  const stats = await stat(location).catch(() => null);
  // What is not there is refused where its files are listed.
  if (stats === null) return null;
  return await readSource(stats.isDirectory() ? location : dirname(location), env);
}

/** The commit's page, where it is one of the repository that the workflow runs in. */
function commitUrl(source: Source, run: WorkflowRun | null): string | null {
  return run?.commit === source.commit ? `${run.server}/${run.repository}/commit/${source.commit}` : null;
}
