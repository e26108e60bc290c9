import {
  type Area,
  checkMajors,
  checkVersions,
  type Examination,
  examineWorkflows,
  type Finding,
  type RepositoryText,
} from "@airworthy/diagnosis";
import { UserError } from "@airworthy/evidence";
import { formatCounted } from "@airworthy/report";
import { type Command, type Ports, TOOL } from "@airworthy/runtime";
import { catalogueOf } from "./catalogue.ts";
import { examineConfiguration } from "./configuration/examine-configuration.ts";
import { examineFiles } from "./files/examine-files.ts";
import { examineRepository, type RepositorySettings } from "./repository/examine-repository.ts";
import { openRepositoryFolder, type RepositoryFolder } from "./repository-folder.ts";
import { readVersions } from "./versions.ts";

const WORKFLOWS = ".github/workflows";
const MOST_WORKFLOWS = 500;
/** More than a workflow may have; one that is longer is told as too long. */
const MOST_BYTES = 16 * 1024 * 1024;

/** Looks at the folder that `ports.cwd` is, and with a token at GitHub. */
export async function examine(
  settings: RepositorySettings,
  verbs: readonly Command[],
  ports: Ports,
): Promise<Examination> {
  const folder = await openRepositoryFolder(ports.cwd);
  const configuration = await examineConfiguration(folder, ports);
  const read = await readWorkflows(folder);
  const workflows = examineWorkflows(read.texts, catalogueOf(verbs), configuration);
  const files = await examineFiles(folder, configuration, workflows.uses, ports);
  const versions = await readVersions(folder, configuration, ports);
  const repository = await examineRepository(settings, { folder, configuration, uses: workflows.uses }, ports);
  const examined: Record<Area, readonly string[]> = {
    versions: [`Node ${versions.node}`, versions.git === null ? "no git" : `git ${versions.git}`],
    configuration: [...configuration.examined, ...files.examined],
    workflows: read.count === 0 ? [] : [formatCounted(read.count, "workflow")],
    repository: repository.examined,
  };
  const findings = [
    ...checkVersions(versions),
    ...checkMajors(TOOL.version, workflows.uses),
    ...configuration.findings,
    ...files.findings,
    ...read.findings,
    ...workflows.findings,
    ...repository.findings,
  ];
  return { findings, examined };
}

interface ReadWorkflows {
  readonly texts: readonly RepositoryText[];
  readonly findings: readonly Finding[];
  readonly count: number;
}

async function readWorkflows(folder: RepositoryFolder): Promise<ReadWorkflows> {
  const texts: RepositoryText[] = [];
  const findings: Finding[] = [];
  const paths = await folder.names(WORKFLOWS, /\.ya?ml$/).catch((error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    findings.push(unreadable(WORKFLOWS, error.message));
    return [];
  });
  for (const path of paths.slice(0, MOST_WORKFLOWS)) {
    try {
      const text = await folder.read(path, MOST_BYTES);
      if (text !== null) texts.push(text);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      findings.push(unreadable(path, error.message));
    }
  }
  if (paths.length > MOST_WORKFLOWS) {
    findings.push(unreadable(WORKFLOWS, `it has ${paths.length} workflows; ${MOST_WORKFLOWS} are looked at`));
  }
  return { texts, findings, count: texts.length };
}

function unreadable(file: string, found: string): Finding {
  const place = { file, line: null, column: null };
  return { rule: "workflow-unreadable", place, found, remedy: "Put the workflow itself there, as UTF-8." };
}
