import { UserError } from "@airworthy/evidence";
import {
  type DataSet,
  type Example,
  type ExampleParts,
  MANIFEST_FILE,
  parseDataSet,
  parseTests,
  parseTraining,
  ROWS_FILE,
} from "@airworthy/feedback";
import type { TextState } from "@airworthy/refs";
import type { FeedbackSection } from "../configuration/feedback-section.ts";

/** Where the files of feedback are, from the root of the repository, with slashes. */
export interface FeedbackPaths {
  readonly manifest: string;
  readonly rows: string;
  readonly suite: string;
  /** The suite's table. */
  readonly tests: string;
  readonly training: string;
}

/** What the files say; their texts are there to see what changes. */
export interface FeedbackFiles {
  readonly dataSet: DataSet | null;
  readonly examples: ExampleParts;
  /** By path; null for a file that is not there. */
  readonly texts: ReadonlyMap<string, string | null>;
}

/** 64 Mi characters of texts, in JSON and with what else there is of 100,000 rows; GitHub takes files of 100 MB. */
export const MOST_BYTES = 96 * 1024 * 1024;

/** Throws a UserError for a path that leads out of the repository. */
export function pathsOf({ folder, suite, training }: FeedbackSection): FeedbackPaths {
  const root = inside("folder", folder);
  const own = inside("suite", suite);
  return {
    manifest: `${root}/${MANIFEST_FILE}`,
    rows: `${root}/${ROWS_FILE}`,
    suite: own,
    tests: own.replace(/\.ya?ml$/, ".jsonl"),
    training: training === undefined ? `${root}/training.jsonl` : inside("training", training),
  };
}

/** Reads the files as they stand. Throws a UserError where one of them is not as it was written. */
export async function readFiles(state: Pick<TextState, "read">, paths: FeedbackPaths): Promise<FeedbackFiles> {
  const texts = new Map<string, string | null>();
  for (const path of Object.values(paths)) texts.set(path, await state.read(path, MOST_BYTES));
  return parseFiles(texts, paths);
}

/** The same of texts that were read before. */
export function parseFiles(texts: FeedbackFiles["texts"], paths: FeedbackPaths): FeedbackFiles {
  const [manifest, rows] = [texts.get(paths.manifest) ?? null, texts.get(paths.rows) ?? null];
  const parsed = (path: string, parse: (text: string, where: string) => readonly Example[]) =>
    parse(texts.get(path) ?? "", path);
  return {
    dataSet: manifest === null && rows === null ? null : parseDataSet(manifest ?? "", rows ?? ""),
    examples: { tests: parsed(paths.tests, parseTests), training: parsed(paths.training, parseTraining) },
    texts,
  };
}

function inside(field: string, given: string): string {
  const path = given.replaceAll("\\", "/").replace(/^\.\//, "").replace(/\/$/, "");
  const parts = path.split("/");
  if (!parts.some((part) => part === "" || part === "." || part === ".." || part.includes(":"))) return path;
  throw new UserError(
    `feedback: ${field}: ${JSON.stringify(given.slice(0, 120))} was given; a path from the root of the repository is allowed`,
  );
}
