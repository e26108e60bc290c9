import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkShape, sha256, sha256Schema, UserError } from "@airworthy/evidence";
import { asBehaviorCases, asTrainingRows } from "@airworthy/feedback";
import { downloadArtifacts, uploadArtifact } from "@airworthy/github";
import type { Ports } from "@airworthy/runtime";
import { readTextFile, writeWhole } from "@airworthy/storage";
import * as v from "valibot";
import { type FeedbackFiles, type FeedbackPaths, parseFiles } from "./files.ts";
import type { MadeFeedback } from "./next-feedback.ts";

const FILE = "feedback.json";
/** What an artifact holds at most, unpacked. */
const MOST_BYTES = 256 * 1024 * 1024;

const handedSchema = v.strictObject({
  /** The SHA-256 of each file that it was made from; null for one that was not there. */
  base: v.array(v.tuple([v.string(), v.nullable(sha256Schema)])),
  manifest: v.string(),
  rows: v.string(),
  tests: v.string(),
  training: v.string(),
});

/** Uploads what was made as an artifact, for a job that may write. */
export async function handOver(
  name: string,
  { dataSet, examples }: MadeFeedback,
  { texts }: FeedbackFiles,
  ports: Ports,
): Promise<void> {
  const [rows, manifest] = dataSet.files;
  const handed: v.InferOutput<typeof handedSchema> = {
    base: digestsOf(texts),
    manifest: manifest?.text ?? "",
    rows: rows?.text ?? "",
    tests: asBehaviorCases(examples.tests),
    training: asTrainingRows(examples.training),
  };
  const folder = await mkdtemp(join(ports.env["RUNNER_TEMP"] || tmpdir(), "airworthy-feedback-"));
  try {
    const path = join(folder, FILE);
    await writeWhole(path, JSON.stringify(handed), FILE);
    await ports.log.group(`Uploading the artifact ${name}`, () => uploadArtifact(name, [path], folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Gets the text of what was handed over in this run. Throws a UserError. */
export async function downloadHanded(name: string): Promise<string> {
  const [file, ...more] = await downloadArtifacts({ pattern: name, run: null });
  if (file !== undefined && more.length === 0) return readTextFile(file.path, file.name, MOST_BYTES);
  throw new UserError(`collected: the artifact ${JSON.stringify(name)} is none that hand-over uploaded`);
}

/**
 * What was handed over, for the files as they stand. The job that made it read what strangers wrote: only data is taken of it, each
 * line is parsed, and each example is of a row. Throws a UserError otherwise, and where the files were changed meanwhile.
 */
export function parseHanded(text: string, now: FeedbackFiles, paths: FeedbackPaths): MadeFeedback {
  const handed = checkShape(handedSchema, parse(text), FILE);
  const texts = new Map([
    [paths.manifest, handed.manifest],
    [paths.rows, handed.rows],
    [paths.tests, handed.tests],
    [paths.training, handed.training],
  ]);
  // Another run has proposed the same meanwhile.
  const isThere = [...texts].every(([path, made]) => (now.texts.get(path) ?? "") === made);
  if (!isThere && JSON.stringify(handed.base) !== JSON.stringify(digestsOf(now.texts))) {
    throw refused("the files were changed since feedback was gathered");
  }
  const { dataSet, examples } = parseFiles(texts, paths);
  if (dataSet === null) throw refused("it has no data set");
  const ids = new Set(dataSet.rows.map(({ id }) => id));
  const stray = [...examples.tests, ...examples.training].find(({ id }) => !ids.has(id));
  if (stray !== undefined) throw refused(`the example feedback/${stray.id} is of no row`);
  return { dataSet, examples };
}

function digestsOf(texts: FeedbackFiles["texts"]): [string, string | null][] {
  return [...texts].map(([path, text]) => [path, text === null ? null : sha256(text)]);
}

function refused(why: string): UserError {
  return new UserError(`collected: ${why}`, { remedy: "Run the workflow again from the job that gathers." });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refused("it is not JSON");
  }
}
