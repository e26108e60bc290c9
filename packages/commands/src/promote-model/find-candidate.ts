import type { ExaminedEvidence } from "@airworthy/clearance";
import { UserError, type VersionRef } from "@airworthy/evidence";
import { downloadArtifacts, downloadArtifactsOf, readEvent, readTrigger, type WorkflowEvent } from "@airworthy/github";
import { PACKAGE_PREDICATE } from "@airworthy/model-package";
import type { Candidate, PromotionRequest } from "@airworthy/promotion";
import { PROVENANCE_PREDICATE, packagedCommit } from "@airworthy/provenance";
import { dayOf } from "../day-of.ts";
import { collectEvidence, eachOnce, examine, openNamed } from "../evidence-of-package.ts";
import type { Remote } from "../manage-rollout/open-flags.ts";
import { artifactRun } from "../post-report/find-target.ts";
import { type ReadFile, readEvidence } from "../read-evidence.ts";
import { sectionsAsOf } from "../report-sections.ts";
import type { Place } from "./place.ts";

/** The package that is to be promoted, and all evidence of it. */
export interface FoundCandidate {
  readonly candidate: Candidate;
  readonly evidence: readonly ExaminedEvidence[];
}

type Named = Pick<PromotionRequest, "model" | "version" | "digest">;

const MOST_LISTED = 10;

/**
 * Finds the package that a request speaks of: the one that `package` names; by version or digest in `registry`; else the one
 * that the evidence of the commit is of. Without a commit it is the one that the package's provenance names: its runs have the
 * evidence. Throws a UserError where there is none, or more than one.
 */
export async function findCandidate(named: Named, commit: string | null, place: Place): Promise<FoundCandidate> {
  const reference = referenceTo(named, place);
  const opened = reference === null ? null : await openNamed(reference, place.ports, place.inputs);
  const files = await collect(commit ?? commitIn(opened?.attached ?? []), place);
  const makers = sectionsAsOf(dayOf(place.ports.now()));
  const all = eachOnce([...files, ...(opened?.attached ?? [])].flatMap((file) => examine([file], makers)));
  const version = nameBy(opened?.version ?? onlyPackage(named, all), all);
  const evidence = all.filter(({ section }) => section.candidate.sha256 === version.sha256);
  const { name, version: number, sha256 } = version;
  const candidate = { name, version: number, digest: `sha256:${sha256}`, commit: commitOf(version, evidence, place) };
  return { candidate, evidence };
}

/** Of a commit only what runs on it made, in this repository; but first, where somebody asks by hand, what the run itself has. */
export async function collect(commit: string | null, place: Place): Promise<readonly ReadFile[]> {
  const { inputs, remote, ports } = place;
  const { artifacts: pattern } = inputs;
  const files = await collectEvidence({ ...inputs, artifacts: undefined }, ports);
  if (!pattern) return files;
  const own = await collectOwn(pattern, commit, place);
  if (own.length > 0 || commit === null || remote === null) return [...files, ...own];
  return [...files, ...(await readEvidence(await downloadArtifactsOf({ pattern, commit, ...remote })))];
}

/** The run of a comment has none of its own, and those of a pull request are of its head alone. */
async function collectOwn(pattern: string, commit: string | null, { inputs, remote, ports }: Place) {
  const { task, token, "pull-request": pullRequest } = inputs;
  if (task === "comment" || (remote !== null && pullRequest !== undefined)) return [];
  const event = await readEvent(ports.env);
  if (remote !== null) refuseFork(event, remote);
  const mayBeNone = commit !== null && remote !== null;
  return await readEvidence(await downloadArtifacts({ pattern, run: artifactRun(event, token), mayBeNone }));
}

/** Under workflow_run the artifacts are the triggering run's: whoever proposes a change from a fork could have made them up. */
function refuseFork(event: WorkflowEvent | null, { repository: { owner, repo } }: Remote): void {
  if (event?.name !== "workflow_run") return;
  const from = readTrigger(event).head?.repository ?? null;
  if (from?.toLowerCase() === `${owner}/${repo}`.toLowerCase()) return;
  throw new UserError(
    `artifacts: the run that triggered this one is of ${from ?? "a fork"}: its evidence counts for nothing`,
    {
      remedy: "Promote what runs of this repository made.",
    },
  );
}

function referenceTo({ version, digest }: Named, { inputs }: Place): string | null {
  const { package: given, registry } = inputs;
  if (given !== undefined) return given;
  if (registry === undefined) return null;
  if (digest !== null) return `${registry}@${digest}`;
  return version === null ? null : `${registry}:${version}`;
}

/** The package that evidence is there of: the one of the model's name, and of the version or digest that was named. */
function onlyPackage({ model, version, digest }: Named, evidence: readonly ExaminedEvidence[]): VersionRef {
  const packages = packagesIn(evidence).filter(({ name }) => name === model);
  const meant = packages.filter(
    (one) => (version === null || one.version === version) && (digest === null || `sha256:${one.sha256}` === digest),
  );
  const [only, ...others] = meant;
  if (only !== undefined && others.length === 0) return only;
  const asked = digest ?? version;
  const what = asked === null ? model : `${model}@${asked}`;
  const there = (meant.length > 0 ? meant : packagesIn(evidence)).slice(0, MOST_LISTED);
  const list = there.map(({ name, version: number, sha256 }) => `${name} ${number ?? ""} sha256:${sha256}`.trim());
  throw new UserError(
    meant.length > 1
      ? `More than one package is ${JSON.stringify(what)}: ${list.join(", ")}`
      : `There is no evidence of a package ${JSON.stringify(what)}${list.length === 0 ? "" : `; there is of ${list.join(", ")}`}`,
    {
      remedy:
        meant.length > 1
          ? "Name its digest: /promote NAME@sha256:… to STAGE."
          : "Let package-model upload its evidence as an artifact that `artifacts` names, or give `package` or `registry`.",
    },
  );
}

export function packagesIn(evidence: readonly ExaminedEvidence[]): readonly VersionRef[] {
  const made = evidence.filter(({ statement }) => statement.predicateType === PACKAGE_PREDICATE);
  return [...new Map(made.map(({ section }) => [section.candidate.sha256, section.candidate])).values()];
}

/** A digest alone says no name: the evidence of the package does. */
function nameBy(version: VersionRef, evidence: readonly ExaminedEvidence[]): VersionRef {
  return packagesIn(evidence).find(({ sha256 }) => sha256 === version.sha256) ?? version;
}

/** What provenance among files names; null where there is none. */
function commitIn(files: readonly ReadFile[]): string | null {
  const provenance = files.find(({ statement }) => statement.predicateType === PROVENANCE_PREDICATE);
  return provenance === undefined ? null : (packagedCommit(provenance.statement) ?? null);
}

/** What the provenance says. Throws a UserError where it says nothing, or two things. */
export function commitOf(
  { sha256 }: VersionRef,
  evidence: readonly ExaminedEvidence[],
  { inputs, remote }: Place,
): string {
  const said = evidence
    .filter(({ statement }) => statement.predicateType === PROVENANCE_PREDICATE)
    .flatMap(({ statement }) => packagedCommit(statement) ?? []);
  const [commit, ...others] = [...new Set(said)];
  if (others.length > 0) {
    throw new UserError(
      `The provenance of sha256:${sha256} names ${said.join(" and ")}: it is not known which is right`,
    );
  }
  const known = commit ?? (remote === null ? inputs.commit : undefined);
  if (known !== undefined) return known;
  throw new UserError(`No provenance among the evidence says which commit sha256:${sha256} was made of`, {
    remedy: "Let package-model upload its provenance with its evidence; on a command line `commit` names it.",
  });
}
