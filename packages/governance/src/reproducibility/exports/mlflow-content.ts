import type { Statement } from "@airworthy/evidence";
import type { ReproducibilityPredicate } from "../predicate.ts";
import { fileNames } from "./mlflow-names.ts";

/** A name that MLflow takes, with a value that it takes; no two of one kind have the same name. */
export interface MlflowEntry<T> {
  readonly name: string;
  readonly value: T;
}

/** What MLflow is told of a check, in whichever way. */
export interface MlflowContent {
  readonly experiment: string;
  readonly runName: string;
  /** In milliseconds of the epoch. */
  readonly start: number;
  readonly end: number;
  /** Whether the command itself could be run: that it made something else twice is no failure of the run. */
  readonly isFinished: boolean;
  readonly params: readonly MlflowEntry<string>[];
  readonly metrics: readonly MlflowEntry<number>[];
  readonly tags: readonly MlflowEntry<string>[];
}

/** In bytes of UTF-8: what every store of MLflow takes of a parameter and of a tag (its REST API's documentation). */
const LONGEST_PARAMETER = 6_000;
const LONGEST_TAG = 5_000;
/** Of runs and experiments. */
const LONGEST_NAME = 200;

/** The check as an MLflow run: parameters, metrics of the first run, digests and git state as tags. */
export function mlflowContent({ predicate }: Statement<ReproducibilityPredicate>): MlflowContent {
  const { candidate, record, startedOn, finishedOn, verdict } = predicate;
  const runName = line(candidate.name, LONGEST_NAME);
  return {
    experiment: `Reproducibility of ${runName}`,
    runName,
    start: Date.parse(startedOn),
    end: Date.parse(finishedOn),
    isFinished: verdict !== "error",
    params: named(record.parameters.map(({ name, value }) => [name, line(String(value), LONGEST_PARAMETER)])),
    metrics: named(record.metrics.map(({ name, value }) => [name, value])),
    tags: named(tagsOf(predicate).map(([name, value]) => [name, line(value, LONGEST_TAG)])),
  };
}

function tagsOf({ candidate, record, argv, seed, ...found }: ReproducibilityPredicate): [string, string][] {
  const tags: [string, string][] = [
    ["mlflow.runName", line(candidate.name, LONGEST_NAME)],
    ["mlflow.note.content", found.headline],
    ["mlflow.source.type", "JOB"],
    ["mlflow.source.name", JSON.stringify(argv)],
    ["airworthy.verdict", found.verdict],
    ["airworthy.reason-code", found.reasonCode],
    ["airworthy.subject", `sha256:${candidate.sha256}`],
    ["airworthy.seed", String(seed)],
    ["airworthy.runs", String(found.runs.length)],
    ...[...record.data, ...record.lockFiles].map(({ name, sha256 }): [string, string] => [`sha256.${name}`, sha256]),
  ];
  if (record.git !== null) {
    tags.push(["mlflow.source.git.commit", record.git.commit], ["airworthy.git.dirty", String(record.git.isDirty)]);
  }
  if (record.image !== null) tags.push(["mlflow.docker.image.name", record.image]);
  return tags;
}

function named<T>(entries: readonly (readonly [string, T])[]): MlflowEntry<T>[] {
  const names = fileNames(entries.map(([name]) => name));
  return entries.map(([name, value], index) => ({ name: names[index] ?? name, value }));
}

/** MLflow reads the first line of a file: line breaks and other control characters become spaces. At most so many bytes. */
function line(text: string, most: number): string {
  const plain = text.toWellFormed().replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ");
  let bytes = 0;
  let end = 0;
  for (const character of plain) {
    bytes += Buffer.byteLength(character);
    if (bytes > most) break;
    end += character.length;
  }
  return plain.slice(0, end);
}
