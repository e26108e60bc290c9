import { parseSuite } from "@airworthy/behavior";
import { checkAcceptances, checkEntries, type Finding, type Use } from "@airworthy/diagnosis";
import { UserError } from "@airworthy/evidence";
import { EXPERIMENTS_FILE, parseExperiments } from "@airworthy/experiments";
import { parseChecklist } from "@airworthy/governance";
import { formatCounted } from "@airworthy/report";
import { FLAGS_FILE, FLAGS_FOLDER, parseRollouts, ROLLOUTS_FILE } from "@airworthy/rollout";
import type { Ports } from "@airworthy/runtime";
import { SERVER_FILE } from "@airworthy/starter";
import { CONFIGURATION_FILE } from "../../configuration/configuration-file.ts";
import { dayOf } from "../../day-of.ts";
import type { ExaminedConfiguration } from "../configuration/examine-configuration.ts";
import type { RepositoryFolder } from "../repository-folder.ts";
import { acceptancesOf, exceptionsOf, signOffsOf } from "./acceptance-files.ts";
import { checkFlags } from "./check-flags.ts";
import { type FileReader, fileReader } from "./file-reader.ts";
import { findPlaceholders } from "./find-placeholders.ts";
import { filesInConfiguration, filesInUses, type NamedFile } from "./named-files.ts";

/** Where verbs look for files that nobody names. */
const CHECKLIST = ".airworthy/checklist.yml";
const WAIVERS = ".airworthy/waivers.yml";
const EXCEPTIONS = ".airworthy/exceptions.yml";
const SIGN_OFFS = ".airworthy/sign-offs.yml";
/** Where init leaves placeholders. */
const BEGUN = [CONFIGURATION_FILE, ".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", SERVER_FILE];

export interface ExaminedFiles {
  readonly findings: readonly Finding[];
  readonly examined: readonly string[];
}

/** The files that verbs read beside the configuration: those that are named, and those at their usual places. */
export async function examineFiles(
  folder: RepositoryFolder,
  { configuration, placeOf }: ExaminedConfiguration,
  uses: readonly Use[],
  ports: Ports,
): Promise<ExaminedFiles> {
  const reader = fileReader(folder);
  const suites = filesInUses("suite", uses);
  const checklists = filesInUses("checklist", uses);
  const named = configuration === null ? [] : filesInConfiguration(configuration, placeOf);
  const findings = [
    ...(await missing([...named, ...suites, ...checklists], folder)),
    ...(await readAgreements(reader, checklists, dayOf(ports.now()))),
    ...(await readFlags(reader, ports.now())),
    ...(await placeholders(folder)),
  ];
  for (const { path } of eachOnce(suites)) await reader.read(path, parseSuite);
  const { count } = reader;
  return {
    findings: [...findings, ...reader.findings],
    examined: count === 0 ? [] : [`${formatCounted(count, "file")} that verbs read`],
  };
}

async function missing(files: readonly NamedFile[], folder: RepositoryFolder): Promise<Finding[]> {
  const findings = await Promise.all(
    files.map(async ({ path, by, place, rule }): Promise<Finding[]> => {
      const isThere = await folder.has(path);
      if (isThere === true) return [];
      const why = isThere === null ? "is outside of the repository" : "is not there";
      const remedy = `Commit ${path}, or let an earlier step of the job make it.`;
      return [{ rule, place, found: `${by} names ${path}, which ${why}`, remedy }];
    }),
  );
  return findings.flat();
}

/** What people agreed to: the checklist, who signed, and what is accepted until when. */
async function readAgreements(reader: FileReader, named: readonly NamedFile[], today: string): Promise<Finding[]> {
  const paths = new Set([...named.map(({ path }) => path), CHECKLIST]);
  const before = reader.findings.length;
  const lineIds: string[] = [];
  for (const path of paths) {
    const checklist = await reader.read(path, parseChecklist);
    lineIds.push(...(checklist?.lines ?? []).map(({ id }) => id));
  }
  // Of a checklist that cannot be read nobody knows which lines it has.
  const isKnown = lineIds.length > 0 && reader.findings.length === before;
  const waivers = (await reader.read(WAIVERS, acceptancesOf)) ?? [];
  const exceptions = (await reader.read(EXCEPTIONS, exceptionsOf)) ?? [];
  const signOffs = (await reader.read(SIGN_OFFS, signOffsOf)) ?? [];
  return [
    ...checkAcceptances([...waivers, ...exceptions], today),
    ...checkEntries([...exceptions, ...signOffs], isKnown ? new Set(lineIds) : null, today),
  ];
}

async function readFlags(reader: FileReader, now: Date): Promise<Finding[]> {
  await reader.read(`${FLAGS_FOLDER}/${ROLLOUTS_FILE}`, parseRollouts);
  await reader.read(`${FLAGS_FOLDER}/${EXPERIMENTS_FILE}`, parseExperiments);
  return (await reader.read(`${FLAGS_FOLDER}/${FLAGS_FILE}`, (text, path) => checkFlags(text, path, now))) ?? [];
}

async function placeholders(folder: RepositoryFolder): Promise<Finding[]> {
  const texts = await Promise.all(BEGUN.map((path) => readable(path, folder)));
  return texts.flatMap((text) => (text === null ? [] : findPlaceholders(text)));
}

/** What cannot be read has no placeholder, and is told of by whoever reads all of it. */
async function readable(path: string, folder: RepositoryFolder) {
  try {
    return await folder.read(path);
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

function eachOnce(files: readonly NamedFile[]): readonly NamedFile[] {
  return [...new Map(files.map((file) => [file.path, file])).values()];
}
