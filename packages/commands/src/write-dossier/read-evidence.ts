import { sha256, type VersionRef } from "@airworthy/evidence";
import { downloadArtifacts, readEvent } from "@airworthy/github";
import type { ExaminedEvidence } from "@airworthy/governance";
import type { InputValues, Ports } from "@airworthy/runtime";
import { artifactRun } from "../post-report/find-target.ts";
import { makeSections } from "../post-report/make-sections.ts";
import { findEvidence, type ReadFile, readEvidence } from "../read-evidence.ts";
import { REPORT_SECTIONS } from "../report-sections.ts";
import { readPackages } from "../site/read-packages.ts";
import { resolvePackage } from "../subject.ts";
import { chooseSubject } from "./choose-subject.ts";
import type { DOSSIER_INPUTS } from "./inputs.ts";

/** The evidence of one package. */
export interface PackageEvidence {
  readonly subject: VersionRef;
  /** Each file once. */
  readonly evidence: readonly ExaminedEvidence[];
  /** How many files are of other packages. */
  readonly leftOut: number;
}

type Inputs = Pick<InputValues<typeof DOSSIER_INPUTS>, "evidence" | "artifacts" | "package" | "token">;

/**
 * Collects evidence from files, artifacts and the package; `own` is what is not written yet. A file that cannot be relied on is an error that names it: nothing
 * is put before an auditor that was changed after it was written.
 */
export async function readPackageEvidence(
  inputs: Inputs,
  own: readonly ExaminedEvidence[],
  ports: Ports,
): Promise<PackageEvidence> {
  const { artifacts: pattern, package: reference, token } = inputs;
  const event = await readEvent(ports.env);
  const named = reference === undefined ? null : await resolvePackage(reference, ports.cwd);
  const folders = reference === undefined || reference.startsWith("sha256:") ? [] : [reference];
  const attached = await readPackages(folders, REPORT_SECTIONS, ports.cwd);
  const downloaded = pattern ? await downloadArtifacts({ pattern, run: artifactRun(event, token) }) : [];
  const local = await findEvidence(inputs.evidence, ports.cwd, true);
  const all = [...own, ...examine([...(await readEvidence([...local, ...downloaded])), ...attached.evidence])];
  const subject = chooseSubject(
    all.map(({ section }) => section),
    named,
  );
  const evidence = all.filter(({ section }) => section.candidate.sha256 === subject.sha256);
  return { subject, evidence, leftOut: all.length - evidence.length };
}

function examine(files: readonly ReadFile[]): readonly ExaminedEvidence[] {
  const sections = makeSections(files, REPORT_SECTIONS);
  const examined = files.flatMap(({ name, text, statement }, index) => {
    const section = sections[index];
    return section === undefined
      ? []
      : [{ name: name.replaceAll("\\", "/"), sha256: sha256(text), statement, section }];
  });
  const first = new Map(examined.toReversed().map((file) => [file.sha256, file]));
  return examined.filter((file) => first.get(file.sha256) === file);
}
