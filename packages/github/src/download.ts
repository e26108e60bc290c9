import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { UserError } from "@airworthy/evidence";
import { explained } from "./artifact-service.ts";
import { type ArtifactEntry, type ArtifactStore, type OtherRun, storeOfRun, storeOfThisRun } from "./artifact-store.ts";
import { unzip } from "./zip.ts";

/** Which artifacts: of this run, or of another run of a repository. */
export interface ArtifactSource {
  /** Artifact names; an asterisk stands for any characters. */
  readonly pattern: string;
  readonly run: OtherRun | null;
  /** Whether no match is none, and no error. */
  readonly mayBeNone?: boolean;
}

export interface DownloadedFile {
  /** A name of ours in a folder of ours. */
  readonly path: string;
  /** Artifact and entry, such as "evidence/compare-metrics.json", for messages: untrusted text. */
  readonly name: string;
}

/** Far above what a real pipeline makes; below what hurts. */
export const ARTIFACT_LIMITS = {
  artifacts: 50,
  /** Of one artifact, packed. */
  archiveBytes: 64 * 1024 * 1024,
  /** Of one artifact. */
  entries: 1_000,
  /** Of all artifacts together, unpacked. */
  bytes: 256 * 1024 * 1024,
  /** Of an entry's name, in segments. */
  depth: 4,
} as const;

/**
 * Downloads the JSON files of the artifacts whose name matches into a new folder below RUNNER_TEMP, in the order of
 * artifact and entry. Nothing in an artifact is trusted: only entries that end in .json are kept, under names of ours
 * (0001/0001.json, …), within ARTIFACT_LIMITS. Throws a UserError when no artifact matches, unless there may be none, when one
 * holds no JSON file or has expired, when a limit is exceeded, and when the service fails.
 */
export function downloadArtifacts(source: ArtifactSource): Promise<DownloadedFile[]> {
  return explained(`The artifacts ${JSON.stringify(source.pattern)} could not be downloaded`, downloadAll(source));
}

async function downloadAll({ pattern, run, mayBeNone = false }: ArtifactSource): Promise<DownloadedFile[]> {
  const { archiveBytes } = ARTIFACT_LIMITS;
  const store = await (run === null ? storeOfThisRun() : storeOfRun(run, process.env, archiveBytes));
  if (mayBeNone && !(await store.list()).some(({ name }) => matches(name, pattern))) return [];
  return await downloadFrom(store, pattern);
}

/** The same of any store. Throws a UserError for what is wrong with the artifacts, and what the store throws. */
export async function downloadFrom(store: ArtifactStore, pattern: string): Promise<DownloadedFile[]> {
  const wanted = (await store.list()).filter(({ name }) => matches(name, pattern)).sort(byName);
  checkSizes(wanted, `The artifacts ${JSON.stringify(pattern)}`);
  const folder = await mkdtemp(join(process.env["RUNNER_TEMP"] || tmpdir(), "airworthy-artifacts-"));
  const files: DownloadedFile[] = [];
  let room: number = ARTIFACT_LIMITS.bytes;
  for (const [index, artifact] of wanted.entries()) {
    const path = join(folder, ordinal(index));
    await mkdir(path);
    const unpacked = await unpackArchive(await store.save(artifact, path), artifact.name, room);
    room -= unpacked.bytes;
    files.push(...unpacked.files);
  }
  return files;
}

/** Whether a name fits a pattern in which `*` stands for any characters. */
export function matches(name: string, pattern: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  if (rest.length === 0) return name === pattern;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  const last = rest.pop() ?? "";
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}

function checkSizes(wanted: readonly ArtifactEntry[], what: string): void {
  const { artifacts, archiveBytes } = ARTIFACT_LIMITS;
  if (wanted.length === 0) {
    throw new UserError(`${what}: none matches`, {
      remedy: "Upload evidence with the `artifact` input of another verb.",
    });
  }
  if (wanted.length > artifacts) throw new UserError(`${what}: ${wanted.length} match; ${artifacts} are allowed`);
  const expired = wanted.find(({ isExpired }) => isExpired);
  if (expired !== undefined) {
    throw new UserError(`${what}: ${JSON.stringify(expired.name)} has expired`, {
      remedy: "Run the workflow that makes the evidence again.",
    });
  }
  const large = wanted.find(({ bytes }) => !(bytes <= archiveBytes));
  if (large !== undefined) {
    throw new UserError(`${what}: ${JSON.stringify(large.name)} has ${large.bytes} bytes; ${archiveBytes} are allowed`);
  }
}

/** Replaces an archive by the JSON files in it, of at most `room` bytes together. */
async function unpackArchive(archive: string, name: string, room: number) {
  const where = `The artifact ${JSON.stringify(name)}`;
  const { size } = await stat(archive);
  const { archiveBytes, entries } = ARTIFACT_LIMITS;
  if (size > archiveBytes) throw new UserError(`${where} has ${size} bytes; ${archiveBytes} are allowed`);
  const wanted = await unzip(await readFile(archive), { entries, bytes: room }, where, isEvidence);
  if (wanted.length === 0) throw new UserError(`${where} holds no .json file`);
  await rm(archive);
  const files: DownloadedFile[] = [];
  let bytes = 0;
  for (const [index, entry] of wanted.entries()) {
    const path = join(dirname(archive), `${ordinal(index)}.json`);
    bytes += entry.content.byteLength;
    await writeFile(path, entry.content, { flag: "wx" });
    files.push({ path, name: `${name}/${entry.name}` });
  }
  return { files, bytes };
}

function isEvidence(name: string): boolean {
  return name.endsWith(".json") && name.split(/[/\\]/).length <= ARTIFACT_LIMITS.depth;
}

/** Several runs may have left one of the same name. */
function byName(a: ArtifactEntry, b: ArtifactEntry): number {
  return a.name === b.name ? a.id - b.id : a.name < b.name ? -1 : 1;
}

function ordinal(index: number): string {
  return String(index + 1).padStart(4, "0");
}
