import type { ExaminedEvidence } from "@airworthy/clearance";
import { sha256, type VersionRef } from "@airworthy/evidence";
import { downloadArtifacts, readEvent } from "@airworthy/github";
import type { Ports } from "@airworthy/runtime";
import { dayOf } from "./day-of.ts";
import { artifactRun } from "./post-report/find-target.ts";
import { makeSections } from "./post-report/make-sections.ts";
import { findEvidence, type ReadFile, readEvidence } from "./read-evidence.ts";
import type { RegistryLogin } from "./registry-login.ts";
import { openRegistryPackage } from "./registry-package.ts";
import { REPORT_SECTIONS, sectionsAsOf } from "./report-sections.ts";
import { readPackages } from "./site/read-packages.ts";
import { resolvePackage } from "./subject.ts";

/** Where evidence is looked for, as inputs of several verbs name it. */
export interface EvidenceInputs {
  readonly evidence: readonly string[];
  readonly artifacts: string | undefined;
  readonly token: string | undefined;
}

/** A package that a user named, and the evidence attached to it where it is. */
export interface NamedPackage {
  readonly version: VersionRef;
  readonly attached: readonly ReadFile[];
}

/** A folder, a reference into a registry, or a digest. Throws a UserError where there is no such package, or it does not hold. */
export async function openNamed(reference: string, ports: Ports, login?: RegistryLogin): Promise<NamedPackage> {
  const inRegistry = await openRegistryPackage(reference, ports, login);
  if (inRegistry !== null) return { version: inRegistry.version, attached: await inRegistry.evidence() };
  const version = await resolvePackage(reference, ports.cwd);
  const folders = reference.startsWith("sha256:") ? [] : [reference];
  return { version, attached: (await readPackages(folders, REPORT_SECTIONS, ports.cwd)).evidence };
}

/** All evidence that the inputs name, from files and workflow artifacts, of whatever package. */
export async function collectEvidence(
  { evidence, artifacts: pattern, token }: EvidenceInputs,
  ports: Ports,
): Promise<readonly ReadFile[]> {
  const event = await readEvent(ports.env);
  const downloaded = pattern ? await downloadArtifacts({ pattern, run: artifactRun(event, token) }) : [];
  return await readEvidence([...(await findEvidence(evidence, ports.cwd, true)), ...downloaded]);
}

/**
 * The evidence of one package, as of today, each file once. Each file is checked by itself: what it says of other packages
 * of that name is theirs. Throws a UserError for a file that cannot be relied on, whatever package it is of.
 */
export async function evidenceOf(reference: string, inputs: EvidenceInputs & RegistryLogin, ports: Ports) {
  const { version, attached } = await openNamed(reference, ports, inputs);
  const files = [...(await collectEvidence(inputs, ports)), ...attached];
  const makers = sectionsAsOf(dayOf(ports.now()));
  const examined = files.flatMap((file) => examine([file], makers));
  return { version, evidence: eachOnce(examined.filter(({ section }) => section.candidate.sha256 === version.sha256)) };
}

/** Files with their sections. Throws a UserError for one that is not valid, and where they contradict each other. */
export function examine(
  files: readonly ReadFile[],
  makers: Parameters<typeof makeSections>[1],
): readonly ExaminedEvidence[] {
  const sections = makeSections(files, makers);
  return files.flatMap(({ name, text, statement }, index) => {
    const section = sections[index];
    return section === undefined
      ? []
      : [{ name: name.replaceAll("\\", "/"), sha256: sha256(text), statement, section }];
  });
}

/** Of equal files the first. */
export function eachOnce(evidence: readonly ExaminedEvidence[]): readonly ExaminedEvidence[] {
  const first = new Map(evidence.toReversed().map((file) => [file.sha256, file]));
  return evidence.filter((file) => first.get(file.sha256) === file);
}
