import { type Statement, sha256, UserError } from "@airworthy/evidence";
import type { ReportSection } from "@airworthy/report";
import type { SiteEvidence } from "@airworthy/site";
import * as v from "valibot";
import { makeSections } from "../post-report/make-sections.ts";
import type { ReadFile } from "../read-evidence.ts";
import type { SectionMaker } from "../report-sections.ts";

/**
 * A file as the site shows it. One that cannot be relied on is shown as such, as an `error` of the version that it names:
 * neither hidden nor, since a site is of years, what keeps all others from being shown.
 */
export function siteEvidence(
  file: ReadFile,
  makers: ReadonlyMap<string, SectionMaker>,
  onProblem: (problem: UserError) => void,
): SiteEvidence {
  const { name, text, statement } = file;
  return {
    name: baseName(name),
    text,
    sha256: sha256(text),
    type: statement.predicateType,
    section: sectionOf(file, makers, onProblem),
    madeOn: madeOn(statement),
  };
}

function sectionOf(
  file: ReadFile,
  makers: ReadonlyMap<string, SectionMaker>,
  onProblem: (problem: UserError) => void,
): ReportSection {
  try {
    const [section] = makeSections([file], makers);
    if (section !== undefined) return section;
    throw new TypeError("no section was made");
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    onProblem(error);
    return problemSection(file.statement, error.message);
  }
}

function problemSection({ subject: [subject] }: Statement, headline: string): ReportSection {
  const at = subject.name.lastIndexOf("@");
  return {
    title: "Evidence that cannot be read",
    verdict: "error",
    headline,
    candidate: {
      name: at > 0 ? subject.name.slice(0, at) : subject.name,
      version: at > 0 ? subject.name.slice(at + 1) : null,
      sha256: subject.digest.sha256,
      digestOf: "package",
    },
    baseline: null,
    rows: [],
    folds: [],
    facts: [],
    commands: [],
  };
}

const time = v.pipe(v.string(), v.isoTimestamp());
/** Where our predicates, and where SLSA's, say when they were made. */
const madeSchema = v.union([
  v.object({ finishedOn: time }),
  v.object({ runDetails: v.object({ metadata: v.object({ finishedOn: time }) }) }),
]);

function madeOn({ predicate }: Statement): string | null {
  const { success, output } = v.safeParse(madeSchema, predicate);
  if (!success) return null;
  return "finishedOn" in output ? output.finishedOn : output.runDetails.metadata.finishedOn;
}

/** Of a path of any system, or of an artifact and its entry. */
function baseName(name: string): string {
  return name.split(/[\\/]/).at(-1) || name;
}
