import { type Finding, findingsOfError, type PlaceOf } from "@airworthy/diagnosis";
import { readYaml, UserError } from "@airworthy/evidence";
import type { RepositoryFolder } from "../repository-folder.ts";

/** Reads files one after the other, and keeps what is wrong with them. */
export interface FileReader {
  /** What a file says; null where there is none, or it cannot be read, which is a finding then. */
  read<T>(path: string, parse: (text: string, path: string) => T): Promise<T | null>;
  readonly findings: readonly Finding[];
  /** How many files were there. */
  readonly count: number;
}

/** As suites have it, which are the longest. */
const ALIASES = 100;

export function fileReader(folder: RepositoryFolder): FileReader {
  const findings: Finding[] = [];
  let count = 0;
  return {
    findings,
    get count() {
      return count;
    },
    async read(path, parse) {
      let text = "";
      try {
        const file = await folder.read(path);
        if (file === null) return null;
        count += 1;
        text = file.text;
        return parse(text, path);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        findings.push(...findingsOfError("file-invalid", path, error, placesIn(text, path, error)));
        return null;
      }
    },
  };
}

/** Where the paths of problems stand; JSON is YAML. */
function placesIn(text: string, path: string, { problems }: UserError): PlaceOf | undefined {
  if (!problems.some((problem) => problem.path.length > 0)) return undefined;
  try {
    return readYaml(text, path, { aliases: ALIASES, limit: text.length }).placeOf;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
