import { nearest, type Subject, subjectOf, UserError } from "@airworthy/evidence";
import type { ReportSection } from "@airworthy/report";
import type { ReadFile } from "../read-evidence.ts";
import type { SectionMaker } from "../report-sections.ts";

/**
 * Turns evidence into sections of the report. Throws a UserError that names the file: for a predicate type that is not
 * known, for a predicate that is not valid, and for digests that contradict each other.
 */
export function makeSections(files: readonly ReadFile[], makers: ReadonlyMap<string, SectionMaker>): ReportSection[] {
  const seen = new Map<string, Seen>();
  return files.map((file) => {
    const section = makeSection(file, makers);
    checkSubject(file, section);
    for (const subject of packagesOf(file, section)) checkDigest(seen, file, subject);
    return section;
  });
}

interface Seen {
  readonly file: string;
  readonly sha256: string;
}

function makeSection(file: ReadFile, makers: ReadonlyMap<string, SectionMaker>): ReportSection {
  const { predicateType } = file.statement;
  const make = makers.get(predicateType);
  if (make === undefined) throw unknownType(file.name, predicateType, [...makers.keys()]);
  try {
    return make(file.statement);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const remedy = error.remedy === undefined ? {} : { remedy: error.remedy };
    throw new UserError(`${file.name}: ${error.message}`, { ...remedy, cause: error });
  }
}

/** What the envelope says is what the predicate speaks of; else one of the two was swapped. */
function checkSubject(file: ReadFile, section: ReportSection): void {
  const expected = subjectOf(section.candidate);
  const { subject } = file.statement;
  const same = ({ name, digest }: Subject) => name === expected.name && digest.sha256 === expected.digest.sha256;
  if (subject.some(same)) return;
  throw new UserError(
    `${file.name}: the digests do not match: the subject is ${describe(subject[0])}, the predicate speaks of ${describe(expected)}`,
    { remedy: "Make the evidence anew; it was changed after it was written." },
  );
}

/** The packages that the evidence speaks of. */
function packagesOf(file: ReadFile, { candidate, baseline }: ReportSection): readonly Subject[] {
  const subjects = candidate.digestOf === "package" ? file.statement.subject : [];
  return baseline?.digestOf === "package" ? [...subjects, subjectOf(baseline)] : subjects;
}

/** One name and version is one package in all of the evidence. */
function checkDigest(seen: Map<string, Seen>, file: ReadFile, { name, digest: { sha256 } }: Subject): void {
  const before = seen.get(name);
  if (before === undefined) seen.set(name, { file: file.name, sha256 });
  else if (before.sha256 !== sha256) {
    throw new UserError(
      `The digests of ${JSON.stringify(name)} do not match: sha256:${before.sha256} in ${before.file}, ` +
        `sha256:${sha256} in ${file.name}`,
      { remedy: "Make all of the evidence from one package of this version." },
    );
  }
}

const VERSION = /\/v\d+(\.\d+)*$/;

function unknownType(file: string, type: string, known: readonly string[]): UserError {
  const near = nearest(type, known);
  const otherVersion = near !== undefined && near.replace(VERSION, "") === type.replace(VERSION, "");
  const what = otherVersion ? "this version of the predicate type is not known" : "the predicate type is not known";
  const remedy = otherVersion
    ? `Use the release of Airworthy that wrote it; this one reads ${near}.`
    : `Leave the file out of \`evidence\`. Known are: ${known.join(", ")}.`;
  return new UserError(`${file}: ${what}: ${JSON.stringify(type.slice(0, 300))}`, { remedy });
}

function describe(subject: Subject): string {
  return `${JSON.stringify(subject.name)} sha256:${subject.digest.sha256}`;
}
