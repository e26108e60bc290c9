import type { Statement, VersionRef } from "@airworthy/evidence";
import { bomStatement } from "@airworthy/model-card";
import type { ModelDescription } from "@airworthy/model-files";
import { type AssembledPackage, packageStatement } from "@airworthy/model-package";
import { createProvenance, type Dependency, readWorkflowRun, type Source } from "@airworthy/provenance";
import { type EvidenceFile, type Ports, TOOL } from "@airworthy/runtime";
import { type ScanResult, scanStatement } from "@airworthy/safety-scan";
import type { Documents } from "./documents.ts";
import type { Repacked } from "./pack-again.ts";
import { readMachine } from "./read-machine.ts";
import type { PackagingPlan } from "./read-plan.ts";
import type { Results } from "./read-results.ts";

/** All that came of packaging, as evidence tells it. */
export interface Packaged {
  readonly plan: PackagingPlan;
  readonly assembled: AssembledPackage;
  readonly facts: ModelDescription;
  readonly scan: ScanResult;
  readonly repacked: Repacked | null;
  readonly results: Results;
  readonly documents: Documents;
  readonly source: Source | null;
  /** RFC 3339. */
  readonly startedOn: string;
}

/** What a package's evidence is, in the order in which a reader wants it. */
export interface PackageEvidence {
  readonly package: EvidenceFile;
  readonly scan: EvidenceFile;
  readonly provenance: EvidenceFile;
  readonly bom: EvidenceFile;
}

export async function makeEvidence(packaged: Packaged, ports: Ports): Promise<PackageEvidence> {
  const { plan, assembled, scan, repacked, documents, startedOn } = packaged;
  const run = { startedOn, finishedOn: ports.now().toISOString(), tool: TOOL };
  const { reference, stem, exclude, origins, read } = plan;
  const inputs = [...read, ...origins.read];
  const statement = packageStatement(reference, assembled, {
    ...run,
    excluded: [...exclude],
    inputs,
    reproduced: repacked?.surroundings ?? null,
  });
  const { candidate } = statement.predicate;
  const file = (suffix: string, content: Statement): EvidenceFile => ({
    name: `package-model.${stem}${suffix}.json`,
    statement: content,
  });
  return {
    package: file("", statement),
    scan: file(".scan", scanStatement(candidate, scan, run)),
    provenance: file(".provenance", await provenanceOf(packaged, candidate, run, ports)),
    bom: file(".bom", bomStatement(statement.subject[0], documents.bom.content)),
  };
}

async function provenanceOf(
  { plan, assembled, facts, results, source }: Packaged,
  candidate: VersionRef,
  run: { readonly startedOn: string; readonly finishedOn: string; readonly tool: typeof TOOL },
  { env }: Ports,
): Promise<Statement> {
  const { reference, origins, read } = plan;
  return createProvenance({
    ...run,
    package: candidate,
    source,
    run: readWorkflowRun(env),
    parameters: { verb: "package-model", ...reference, path: plan.source.shown },
    dependencies: [...read, ...origins.dependencies, ...lineage(facts, assembled)],
    seeds: origins.seeds,
    training: {
      hyperparameters: origins.hyperparameters,
      frameworks: origins.frameworks,
      metrics: results.metrics.map(({ type, slice, value }) => ({
        name: slice === null ? type : `${type}, ${slice}`,
        value,
      })),
    },
    machine: await readMachine(),
    env,
  });
}

/** The MLflow run that logged the model, through the file that says so. */
function lineage(facts: ModelDescription, assembled: AssembledPackage): readonly Dependency[] {
  const { mlflowRunId } = facts.lineage;
  const path = facts.files.find(({ format }) => format === "mlmodel")?.path;
  const file = assembled.files.find((one) => one.path === path);
  return mlflowRunId === undefined || file === undefined ? [] : [{ name: file.path, sha256: file.sha256, mlflowRunId }];
}
