import { formatStatement, type Statement, sha256 } from "@airworthy/evidence";
import type { ReproducibilityPredicate } from "../predicate.ts";
import { type MlflowEntry, mlflowContent } from "./mlflow-content.ts";
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

/**
 * The check as a run in the folder format of MLflow's file store (`mlruns`), which MLflow reads and `mlflow migrate-filestore`
 * brings into a database: parameters, metrics of the first run, digests and git state as tags, the evidence as an artifact.
 * `storeUrl` is the folder's file: URL, without a slash at its end.
 */
export function mlflowRun(statement: Statement<ReproducibilityPredicate>, storeUrl: string): readonly ExportedFile[] {
  const { experiment: name, runName, start, end, isFinished, params, metrics, tags } = mlflowContent(statement);
  const experiment = experimentId(name);
  const run = runIdOf(statement);
  const folder = `${experiment}/${run}`;
  const files = (kind: string, entries: readonly MlflowEntry<string>[]): ExportedFile[] =>
    entries.map(({ name, value }) => ({ path: `${folder}/${kind}/${name}`, content: value, isKept: false }));
  return [
    {
      path: `${experiment}/meta.yaml`,
      content: experimentMeta({ name, experiment, storeUrl, end }),
      isKept: true,
    },
    {
      path: `${folder}/meta.yaml`,
      content: yamlText([
        ["artifact_uri", `${storeUrl}/${folder}/artifacts`],
        ["end_time", end],
        ["entry_point_name", ""],
        ["experiment_id", experiment],
        ["lifecycle_stage", "active"],
        ["run_id", run],
        ["run_name", runName],
        ["run_uuid", run],
        ["source_name", ""],
        ["source_type", SOURCE_JOB],
        ["source_version", statement.predicate.record.git?.commit ?? ""],
        ["start_time", start],
        ["status", isFinished ? FINISHED : FAILED],
        ["tags", []],
        ["user_id", ""],
      ]),
      isKept: false,
    },
    ...files("params", params),
    ...files(
      "metrics",
      metrics.map(({ name, value }) => ({ name, value: `${end} ${value} 0\n` })),
    ),
    ...files("tags", tags),
    { path: `${folder}/artifacts/check-reproducibility.json`, content: formatStatement(statement), isKept: false },
  ];
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
