import { reportBom } from "@airworthy/model-card";
import { reportPackage } from "@airworthy/model-package";
import { readWorkflowRun, reportProvenance, type Source, type WorkflowRun } from "@airworthy/provenance";
import { formatReference } from "@airworthy/registry";
import { composeReport } from "@airworthy/report";
import { type Outcome, type Ports, TOOL } from "@airworthy/runtime";
import { reportScan, type ScanResult } from "@airworthy/safety-scan";
import { deliver } from "./deliver.ts";
import { type Document, makeDocuments } from "./documents.ts";
import type { PackageInputs } from "./inputs.ts";
import { makeEvidence } from "./make-evidence.ts";
import type { MadePackage } from "./make-package.ts";
import type { Prepared } from "./prepare.ts";
import { resultsOf } from "./read-results.ts";
import { PACKAGE_WORDS, type PackageOutput } from "./refusals.ts";

/** Writes down what was made, puts that beside the package, and answers. */
export async function record(
  prepared: Prepared,
  made: MadePackage,
  { scan, sarif }: { readonly scan: ScanResult; readonly sarif: Document },
  inputs: PackageInputs,
  ports: Ports,
): Promise<Outcome<PackageOutput>> {
  const { plan, description, source } = prepared;
  const { assembled } = made;
  const { metadata, epoch } = description;
  const results = resultsOf(made.earlier);
  const known = { plan, metadata, assembled, results, commit: source?.commit ?? null, epoch };
  const documents = await makeDocuments(known, inputs.card, ports);
  const evidence = await makeEvidence({ ...prepared, ...made, scan, results, documents }, ports);
  const files = [evidence.package, evidence.scan, evidence.provenance, evidence.bom];
  await deliver({ ...made, plan, documents, sarif, evidence: files, artifact: inputs["package-artifact"] }, ports);
  const scanned = reportScan(evidence.scan.statement);
  const packaged = reportPackage(evidence.package.statement);
  const sections = [
    packaged,
    scanned,
    reportProvenance(evidence.provenance.statement),
    reportBom(evidence.bom.statement),
  ];
  const context = {
    tool: TOOL,
    commit: source?.commit ?? null,
    repository: repositoryPage(source, readWorkflowRun(ports.env)),
    evidenceFiles: files.length,
    words: PACKAGE_WORDS,
  };
  const warned = scanned.verdict === "warn";
  return {
    verdict: warned ? "warn" : "pass",
    reasonCode: warned ? "packaged-with-warnings" : "packaged",
    headline: warned ? `${packaged.headline} ${scanned.headline}` : packaged.headline,
    outputs: {
      digest: assembled.digest,
      layout: plan.layout?.shown ?? "",
      reference: plan.push === null ? "" : formatReference({ ...plan.push, tag: null, digest: assembled.digest }),
      card: documents.card.path,
      bom: documents.bom.path,
      sarif: sarif.path,
    },
    evidence: files,
    summary: composeReport(sections, context).blocks,
    annotations: [],
  };
}

/** The page of the repository that the workflow runs in, where the source is a commit of it. */
function repositoryPage(source: Source | null, run: WorkflowRun | null): string | null {
  return source !== null && run?.commit === source.commit ? `${run.server}/${run.repository}` : null;
}
