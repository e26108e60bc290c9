import { formatStatement, type Statement, sha256 } from "@airworthy/evidence";
import type { ReproducibilityPredicate } from "../predicate.ts";
import { fileNames } from "./mlflow-names.ts";
import { runIdOf } from "./run-id.ts";

/** A file below a folder: its path, with slashes, and its content. */
export interface ExportedFile {
  readonly path: string;
  readonly content: string;
  /** Whether it is left as it is where it is there already. */
  readonly isKept: boolean;
}

/** mlflow.entities.RunStatus and SourceType, as MLflow's file store writes them. */
const FINISHED = 3;
const FAILED = 4;
const SOURCE_JOB = 2;
/** What MLflow takes of a parameter and of a tag (mlflow.utils.validation). */
const LONGEST_PARAMETER = 6_000;
const LONGEST_TAG = 5_000;
/** Of runs and experiments. */
const LONGEST_NAME = 200;

/**
 * The check as a run in the folder format of MLflow's file store (`mlruns`), which MLflow reads and `mlflow migrate-filestore`
 * brings into a database: parameters, metrics of the first run, digests and git state as tags, the evidence as an artifact.
 * `storeUrl` is the folder's file: URL, without a slash at its end.
 */
export function mlflowRun(statement: Statement<ReproducibilityPredicate>, storeUrl: string): readonly ExportedFile[] {
  const { candidate, record, startedOn, finishedOn, verdict } = statement.predicate;
  const runName = line(candidate.name, LONGEST_NAME);
  const name = `Reproducibility of ${runName}`;
  const experiment = experimentId(name);
  const run = runIdOf(statement);
  const times = { start: Date.parse(startedOn), end: Date.parse(finishedOn) };
  const folder = `${experiment}/${run}`;
  const files = (kind: string, values: readonly (readonly [string, string])[]): ExportedFile[] => {
    const names = fileNames(values.map(([key]) => key));
    return values.map(([, content], index) => ({ path: `${folder}/${kind}/${names[index]}`, content, isKept: false }));
  };
  return [
    {
      path: `${experiment}/meta.yaml`,
      content: experimentMeta({ name, experiment, storeUrl, ...times }),
      isKept: true,
    },
    {
      path: `${folder}/meta.yaml`,
      content: yamlText([
        ["artifact_uri", `${storeUrl}/${folder}/artifacts`],
        ["end_time", times.end],
        ["entry_point_name", ""],
        ["experiment_id", experiment],
        ["lifecycle_stage", "active"],
        ["run_id", run],
        ["run_name", runName],
        ["run_uuid", run],
        ["source_name", ""],
        ["source_type", SOURCE_JOB],
        ["source_version", record.git?.commit ?? ""],
        ["start_time", times.start],
        ["status", verdict === "error" ? FAILED : FINISHED],
        ["tags", []],
        ["user_id", ""],
      ]),
      isKept: false,
    },
    ...files(
      "params",
      record.parameters.map(({ name, value }) => [name, line(String(value), LONGEST_PARAMETER)]),
    ),
    ...files(
      "metrics",
      record.metrics.map(({ name, value }) => [name, `${times.end} ${value} 0\n`]),
    ),
    ...files("tags", tagsOf(statement.predicate)),
    { path: `${folder}/artifacts/check-reproducibility.json`, content: formatStatement(statement), isKept: false },
  ];
}

function tagsOf({ candidate, record, argv, seed, ...found }: ReproducibilityPredicate) {
  const tags: (readonly [string, string])[] = [
    ["mlflow.runName", line(candidate.name, LONGEST_NAME)],
    ["mlflow.note.content", found.headline],
    ["mlflow.source.type", "JOB"],
    ["mlflow.source.name", JSON.stringify(argv)],
    ["airworthy.verdict", found.verdict],
    ["airworthy.reason-code", found.reasonCode],
    ["airworthy.subject", `sha256:${candidate.sha256}`],
    ["airworthy.seed", String(seed)],
    ["airworthy.runs", String(found.runs.length)],
    ...[...record.data, ...record.lockFiles].map(({ name, sha256 }) => [`sha256.${name}`, sha256] as const),
  ];
  if (record.git !== null) {
    tags.push(["mlflow.source.git.commit", record.git.commit], ["airworthy.git.dirty", String(record.git.isDirty)]);
  }
  if (record.image !== null) tags.push(["mlflow.docker.image.name", record.image]);
  return tags.map(([key, value]) => [key, line(value, LONGEST_TAG)] as const);
}

/** Experiments are folders named by a number; this one is always the same for the same name. */
function experimentId(name: string): string {
  return (BigInt(`0x${sha256(name).slice(0, 14)}`) + 10n ** 17n).toString();
}

interface Experiment {
  readonly name: string;
  readonly experiment: string;
  readonly storeUrl: string;
  readonly end: number;
}

function experimentMeta({ name, experiment, storeUrl, end }: Experiment): string {
  return yamlText([
    ["artifact_location", `${storeUrl}/${experiment}`],
    ["creation_time", end],
    ["experiment_id", experiment],
    ["last_update_time", end],
    ["lifecycle_stage", "active"],
    ["name", name],
  ]);
}

function yamlText(entries: readonly (readonly [string, string | number | readonly []])[]): string {
  return entries.map(([key, value]) => `${key}: ${yamlValue(value)}\n`).join("");
}

/** A text in double quotes, of ASCII alone: what a parser may take for something else is escaped. */
function yamlValue(value: string | number | readonly []): string {
  if (typeof value !== "string") return JSON.stringify(value);
  const escaped = Array.from(value.toWellFormed(), (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (character === '"' || character === "\\") return `\\${character}`;
    return code >= 0x20 && code < 0x7f ? character : `\\U${code.toString(16).padStart(8, "0")}`;
  });
  return `"${escaped.join("")}"`;
}

/** MLflow reads the first line of a file: line breaks and other control characters become spaces. */
function line(text: string, most: number): string {
  const plain = text.toWellFormed().replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ");
  return [...plain].slice(0, most).join("");
}
