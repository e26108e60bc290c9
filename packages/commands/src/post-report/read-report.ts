import { UserError } from "@airworthy/evidence";
import { downloadArtifacts, readSource, readTrigger, type WorkflowEvent } from "@airworthy/github";
import { capText, composeReport, type Report, type ReportContext, type ReportSection } from "@airworthy/report";
import { type Ports, TOOL } from "@airworthy/runtime";
import { findEvidence, readEvidence } from "../read-evidence.ts";
import type { SectionMaker } from "../report-sections.ts";
import { artifactRun, examinedCommit, type Target } from "./find-target.ts";
import { makeSections } from "./make-sections.ts";

export interface Wanted {
  /** Patterns of files. */
  readonly evidence: readonly string[];
  /** A pattern of artifacts' names. */
  readonly artifacts: string | undefined;
  readonly token: string | undefined;
}

export interface Origin {
  readonly event: WorkflowEvent | null;
  readonly target: Target;
}

/** Reads all evidence as one report. Throws a UserError when there is none, or any of it cannot be relied on. */
export async function readReport(
  wanted: Wanted,
  origin: Origin,
  makers: ReadonlyMap<string, SectionMaker>,
  ports: Ports,
): Promise<Report> {
  const { artifacts: pattern, token } = wanted;
  const downloaded = pattern ? await downloadArtifacts({ pattern, run: artifactRun(origin.event, token) }) : [];
  const local = await findEvidence(wanted.evidence, ports.cwd, downloaded.length > 0);
  const files = await readEvidence([...local, ...downloaded]);
  if (files.length === 0) throw new UserError("evidence: no pattern was given");
  for (const file of files) ports.log.info(`${file.name}: ${file.statement.predicateType}`);
  const sections = makeSections(files, makers);
  return composeReport([...sections, ...caveats(sections, origin.event)], {
    tool: TOOL,
    commit: await findCommit(origin, ports),
    evidenceFiles: files.length,
  });
}

/** What keeps a report from passing, however good its evidence is: evidence that may be missing. */
function caveats(sections: readonly ReportSection[], event: WorkflowEvent | null): readonly ReportSection[] {
  const [first] = sections;
  if (first === undefined) return [];
  const headlines = [...missingTests(sections), ...brokenRun(event)];
  const empty = { rows: [], folds: [], facts: [], commands: [] };
  return headlines.map((headline) => ({
    ...first,
    ...empty,
    title: "Completeness",
    verdict: "inconclusive",
    headline,
  }));
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

/** The examined commit: of the pull request, else of the workflow, else of the work tree. */
export async function findCommit({ event, target }: Origin, ports: Ports): Promise<ReportContext["commit"]> {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = ports.env;
  const sha = examinedCommit(event, target, ports.env) || (await readSource(ports.cwd, ports.env))?.commit;
  if (sha === undefined) return null;
  return { sha, url: server && repository ? `${server}/${repository}/commit/${sha}` : null };
}
