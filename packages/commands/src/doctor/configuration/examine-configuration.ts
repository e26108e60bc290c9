import { checkSections, type Finding, findingsOfError, type PlaceOf } from "@airworthy/diagnosis";
import { checkShape, readYaml, UserError } from "@airworthy/evidence";
import type { Ports } from "@airworthy/runtime";
import { CONFIGURATION_FILE } from "../../configuration/configuration-file.ts";
import { parseConfiguration } from "../../configuration/read-configuration.ts";
import type { RepositoryFolder } from "../repository-folder.ts";
import { checkLines } from "./check-lines.ts";
import { sectionsOf } from "./sections-of.ts";
import { type WholeConfiguration, wholeSchema } from "./whole-schema.ts";

export interface ExaminedConfiguration {
  /** Null where there is none, or it cannot be read. */
  readonly configuration: WholeConfiguration | null;
  readonly placeOf: PlaceOf;
  /** Whether a target of the section alerts is an issue. */
  readonly alertsByIssue: boolean;
  readonly findings: readonly Finding[];
  readonly examined: readonly string[];
}

const FILE = CONFIGURATION_FILE;
/** What no verb reads. */
const MISNAMED = FILE.replace(/\.yml$/, ".yaml");
const RULE = "configuration-invalid";

/** airworthy.yml by its whole schema, and what its sections say of each other. */
export async function examineConfiguration(folder: RepositoryFolder, ports: Ports): Promise<ExaminedConfiguration> {
  try {
    const read = await folder.read(FILE);
    if (read !== null) return examineText(read.text, ports);
    return (await folder.has(MISNAMED)) === false ? missing() : unread([misnamed()]);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return unread(findingsOfError(RULE, FILE, error));
  }
}

function examineText(text: string, ports: Ports): ExaminedConfiguration {
  const { value, lineOf, placeOf } = readYaml(text, FILE);
  try {
    const configuration = checkShape<WholeConfiguration>(wholeSchema, value, FILE, lineOf);
    // What no schema says: names that no field may have.
    parseConfiguration(text, FILE);
    return {
      configuration,
      placeOf,
      alertsByIssue: Object.values(configuration.alerts?.targets ?? {}).some(({ kind }) => kind === "github-issue"),
      findings: [
        ...checkLines(configuration, FILE, placeOf),
        ...checkSections(sectionsOf(configuration, FILE, placeOf, ports.now())),
      ],
      examined: [FILE],
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return unread(findingsOfError(RULE, FILE, error, placeOf));
  }
}

function missing(): ExaminedConfiguration {
  const place = { file: FILE, line: null, column: null };
  const finding: Finding = {
    rule: "configuration-missing",
    place,
    found: `there is no ${FILE} at the top of the repository`,
    remedy: "npx airworthy init",
  };
  return { ...unread([finding]), examined: [] };
}

function misnamed(): Finding {
  const place = { file: MISNAMED, line: null, column: null };
  return {
    rule: RULE,
    place,
    found: `${FILE} is read, and it is called ${MISNAMED}`,
    remedy: `git mv ${MISNAMED} ${FILE}`,
  };
}

function unread(findings: readonly Finding[]): ExaminedConfiguration {
  return { configuration: null, placeOf: () => undefined, alertsByIssue: false, findings, examined: [FILE] };
}
