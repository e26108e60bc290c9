import { sha256, UserError } from "@airworthy/evidence";
import { downloadArtifacts, readTrigger, type WorkflowEvent } from "@airworthy/github";
import { capText, composeReport, type EvidenceSource, type ReportFile, type ReportSection } from "@airworthy/report";
import { type Ports, TOOL } from "@airworthy/runtime";
import { findEvidence, type ReadFile, readEvidence } from "../read-evidence.ts";
import type { SectionMaker } from "../report-sections.ts";
import { describeSource, type Origin } from "./describe-source.ts";
import { artifactRun } from "./find-target.ts";
import { makeSections } from "./make-sections.ts";
import { readTrend } from "./read-trend.ts";

export interface Wanted {
  /** Patterns of files. */
  readonly evidence: readonly string[];
  /** A pattern of artifacts' names. */
  readonly artifacts: string | undefined;
  readonly token: string | undefined;
}

/** Evidence files, what each has to say, and what there is to say of them as a whole. */
export interface ReadSections {
  readonly files: readonly ReadFile[];
  /** One of each file, in their order. */
  readonly sections: readonly ReportSection[];
  readonly caveats: readonly ReportSection[];
}

/** Reads all evidence. Throws a UserError when there is none, or any of it cannot be relied on. */
export async function readSections(
  wanted: Wanted,
  event: WorkflowEvent | null,
  makers: ReadonlyMap<string, SectionMaker>,
  ports: Ports,
): Promise<ReadSections> {
  const { artifacts: pattern, token } = wanted;
  const downloaded = pattern ? await downloadArtifacts({ pattern, run: artifactRun(event, token) }) : [];
  const local = await findEvidence(wanted.evidence, ports.cwd, downloaded.length > 0);
  const files = await readEvidence([...local, ...downloaded]);
  if (files.length === 0) throw new UserError("evidence: no pattern was given");
  for (const file of files) ports.log.info(`${file.name}: ${file.statement.predicateType}`);
  const sections = makeSections(files, makers);
  return { files, sections, caveats: caveats(sections, event) };
}

/** Reads all evidence as one report. Throws a UserError when there is none, or any of it cannot be relied on. */
export async function readReport(
  wanted: Wanted & { readonly history: string | undefined },
  origin: Origin,
  makers: ReadonlyMap<string, SectionMaker>,
  ports: Ports,
): Promise<ReportFile> {
  const read = await readSections(wanted, origin.event, makers, ports);
  const source = await describeSource(origin, ports);
  const report = composeReport([...read.sections, ...read.caveats], {
    tool: TOOL,
    ...source,
    evidenceFiles: read.files.length,
    ...(isOfFork(origin) ? { evidenceNote: "computed by the fork's own code" } : {}),
    folds: wanted.history
      ? await readTrend(wanted.history, read.sections, { origin, commit: source.commit, ports })
      : [],
  });
  return { ...report, evidence: read.files.map(sourceOf) };
}

function isOfFork({ target }: Origin): boolean {
  return target.kind === "pull" && target.pull.fromFork;
}

function sourceOf({ name, text, statement }: ReadFile): EvidenceSource {
  return { name, sha256: sha256(text), type: statement.predicateType };
}

/** What keeps a report from passing, however good its evidence is: evidence that may be missing. */
function caveats(sections: readonly ReportSection[], event: WorkflowEvent | null): readonly ReportSection[] {
  const [first] = sections;
  if (first === undefined) return [];
  const { candidate, baseline } = first;
  const about = { title: "Completeness", candidate, baseline, rows: [], folds: [], facts: [], commands: [] };
  const headlines = [...missingTests(sections), ...brokenRun(event)];
  return headlines.map((headline) => ({ ...about, verdict: "inconclusive", headline }));
}

/** What a package is and where it comes from says nothing of how the model does. */
function missingTests(sections: readonly ReportSection[]): readonly string[] {
  return sections.some(({ rows }) => rows.length > 0) ? [] : ["Among the evidence is no test and no comparison."];
}

/** A step that breaks writes no evidence: what the others of its run wrote must not pass for all there is. */
function brokenRun(event: WorkflowEvent | null): readonly string[] {
  if (event?.name !== "workflow_run") return [];
  const { conclusion } = readTrigger(event);
  if (conclusion === "success") return [];
  const how = conclusion === null ? "has not ended" : `ended with ${JSON.stringify(capText(conclusion, 40))}`;
  return [`The run that made the evidence ${how}: some of it may be missing.`];
}
