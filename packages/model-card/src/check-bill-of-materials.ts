import type { Check } from "@airworthy/evidence";
import type { BillOfMaterials, BomComponent } from "./parse-bill-of-materials.ts";

/** What a bill of materials is checked against. */
export interface PackageContents {
  /** That of the manifest. */
  readonly sha256: string;
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
}

/**
 * Whether a bill of materials is of this package and lists its files, no more and no fewer, with their digests: one check
 * for the package, and one for each file that is wrong or, where none is, one for them all. A bill that says nothing of
 * the package's digest or of files shows nothing: inconclusive.
 */
export function checkBillOfMaterials(bom: BillOfMaterials, contents: PackageContents): readonly Check[] {
  return [subjectCheck(bom, contents), ...fileChecks(bom, contents)];
}

function subjectCheck({ subject }: BillOfMaterials, { sha256 }: PackageContents): Check {
  const name = subject?.name ?? "bill of materials";
  if (subject === null || subject.sha256 === null) {
    return check(name, "inconclusive", "no-subject-digest", "it does not say which package it is of");
  }
  if (subject.sha256 === sha256) return check(name, "pass", "subject-matches", "it is of this package");
  return check(name, "fail", "subject-mismatch", `it is of ${subject.sha256}, not of ${sha256}`);
}

function fileChecks({ components }: BillOfMaterials, { files }: PackageContents): readonly Check[] {
  const listed = components.filter(({ type }) => type === "file");
  if (listed.length === 0) return [check("files", "inconclusive", "no-files", "it lists no files")];
  const byName = Map.groupBy(listed, ({ name }) => name);
  const actual = new Set(files.map(({ path }) => path));
  const problems = [
    ...files.flatMap((file) => fileProblem(file, byName.get(file.path) ?? []) ?? []),
    ...[...byName.keys()]
      .filter((name) => !actual.has(name))
      .map((name) => check(name, "fail", "file-not-in-package", "it is listed, but not in the package")),
  ];
  if (problems.length > 0) return problems;
  return [check("files", "pass", "files-match", `all ${files.length} are listed with their digests`)];
}

/** A file that is listed twice is listed by nobody knows which digest, so both must be right. */
function fileProblem(
  { path, sha256 }: PackageContents["files"][number],
  listed: readonly BomComponent[],
): Check | null {
  const wrong = listed.find((component) => component.sha256 !== sha256);
  if (listed.length === 0) return check(path, "fail", "file-not-listed", "it is in the package, but not listed");
  if (wrong === undefined) return null;
  return wrong.sha256 === null
    ? check(path, "inconclusive", "no-file-digest", "it is listed without a SHA-256")
    : check(path, "fail", "digest-mismatch", `it is listed with ${wrong.sha256}, and is ${sha256}`);
}

function check(subject: string, verdict: Check["verdict"], reasonCode: string, message: string): Check {
  return { kind: "bill-of-materials", subject, verdict, reasonCode, message };
}
