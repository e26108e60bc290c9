import { GitProblem, type GitRepository, openRepository } from "@airworthy/git";
import { compareVersions, type LogFinding, type LogVersion, MOST_LOG_BYTES } from "@airworthy/rollout";
import type { Ports } from "@airworthy/runtime";

/** Each takes three runs of git: together some ten seconds. */
const MOST_VERSIONS = 1_000;
const COMMIT_DIGITS = 10;

export interface CheckedVersions {
  readonly findings: readonly LogFinding[];
  /** How many commits changed the log, as far as they were looked at. */
  readonly versions: number;
}

/**
 * Whether each version of a file that a ref's first parents tell of is the one before it with lines added, and the file as
 * it is now has all of the newest one. A shallow clone, which cannot tell, is inconclusive. Throws a GitProblem where there
 * is no such ref, or no repository.
 */
export async function checkVersions(
  ref: string,
  path: string,
  current: string | null,
  ports: Ports,
): Promise<CheckedVersions> {
  const repository = await openRepository(ports.cwd, ports);
  try {
    // One more than is looked at tells whether there are more.
    const commits = await repository.ancestors(ref, MOST_VERSIONS + 1, path);
    const shas = commits.slice(0, MOST_VERSIONS).map(({ sha }) => sha);
    if (shas.length === 0) return { findings: [withoutVersions(ref, path)], versions: 0 };
    const findings = await compareAll(repository, shas.reverse(), { path, current }, ports);
    return {
      findings: [...findings, ...(commits.length > MOST_VERSIONS ? [olderVersions(ref)] : [])],
      versions: shas.length,
    };
  } catch (error) {
    if (!(error instanceof GitProblem) || error.kind !== "shallow") throw error;
    const why = `${error.message}. ${error.remedy ?? ""}`.replace(/[.\s]+$/, "");
    const message = `the history of ${ref} cannot be told: ${why}`;
    return { findings: [{ verdict: "inconclusive", reasonCode: "shallow-clone", line: null, message }], versions: 0 };
  }
}

interface TracedFile {
  readonly path: string;
  readonly current: string | null;
}

async function compareAll(
  repository: GitRepository,
  oldestFirst: readonly string[],
  { path, current }: TracedFile,
  ports: Ports,
): Promise<readonly LogFinding[]> {
  const progress = ports.progress("Read versions", oldestFirst.length, "files");
  const findings: LogFinding[] = [];
  let earlier: LogVersion = { name: "the beginning", text: null };
  try {
    for (const sha of oldestFirst) {
      const later = { name: `commit ${sha.slice(0, COMMIT_DIGITS)}`, text: await readVersion(repository, sha, path) };
      findings.push(...differences(earlier, later));
      earlier = later;
      progress.advance(1);
    }
  } finally {
    progress.finish();
  }
  const now = { name: "the working folder", text: current === null ? null : bytesAsText(Buffer.from(current)) };
  return [...findings, ...differences(earlier, now)];
}

function differences(earlier: LogVersion, later: LogVersion): readonly LogFinding[] {
  const finding = compareVersions(earlier, later);
  return finding === null ? [] : [finding];
}

async function readVersion(repository: GitRepository, sha: string, path: string): Promise<string | null> {
  try {
    return bytesAsText(await repository.showFile(sha, path, MOST_LOG_BYTES));
  } catch (error) {
    if (error instanceof GitProblem && error.kind === "no-file") return null;
    throw error;
  }
}

/** A character a byte: what is no UTF-8 keeps its difference, too. */
function bytesAsText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

function withoutVersions(ref: string, path: string): LogFinding {
  const message = `no commit of ${ref} has ${path}: there was nothing to hold the log against`;
  return { verdict: "inconclusive", reasonCode: "no-versions", line: null, message };
}

function olderVersions(ref: string): LogFinding {
  const message = `of ${ref} the newest ${MOST_VERSIONS} versions of the log were looked at, not those before`;
  return { verdict: "warn", reasonCode: "older-versions", line: null, message };
}
