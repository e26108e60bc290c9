import type { Statement } from "@airworthy/evidence";
import type { ReproducibilityPredicate } from "../predicate.ts";
import { runUuidOf } from "./run-id.ts";

const SPEC = "https://openlineage.io/spec";
const PRODUCER = "https://github.com/airworthy/airworthy";

/** Where the job and its files are known by their names. */
export interface LineageNames {
  /** Of jobs, such as "octo/model"; usually one for all of a team's. */
  readonly jobs: string;
  /** Of files: https://openlineage.io/docs/spec/naming, such as "file". */
  readonly files: string;
}

/**
 * The check as a RunEvent of OpenLineage 2-0-2 that ends its run: COMPLETE, or FAIL where the command failed. The files that
 * the command was given are the inputs, what the first run left the outputs, each with its digest as its version.
 */
export function openLineageEvent(statement: Statement<ReproducibilityPredicate>, names: LineageNames): object {
  const { predicate } = statement;
  const { candidate, record, outputs, finishedOn, verdict } = predicate;
  return {
    eventType: verdict === "error" ? "FAIL" : "COMPLETE",
    eventTime: finishedOn,
    producer: PRODUCER,
    schemaURL: `${SPEC}/2-0-2/OpenLineage.json#/$defs/RunEvent`,
    run: { runId: runUuidOf(statement), facets: runFacets(predicate) },
    job: {
      namespace: names.jobs,
      name: candidate.name,
      facets: {
        jobType: facet("2-0-4", "JobTypeJobFacet", {
          processingType: "BATCH",
          integration: "AIRWORTHY",
          jobType: "CHECK_REPRODUCIBILITY",
        }),
      },
    },
    inputs: [...record.data, ...record.lockFiles].map(({ name, sha256 }) => ({
      namespace: names.files,
      name,
      facets: { version: versionFacet(sha256) },
    })),
    outputs: outputs.flatMap(({ path, sha256, bytes }) =>
      sha256 === null
        ? []
        : [
            {
              namespace: names.files,
              name: path,
              facets: { version: versionFacet(sha256) },
              outputFacets: {
                outputStatistics: facet("1-0-2", "OutputStatisticsOutputDatasetFacet", { size: bytes, fileCount: 1 }),
              },
            },
          ],
    ),
  };
}

function runFacets({
  environment,
  record,
  findings,
  verdict,
  headline,
  reasonCode,
  candidate,
}: ReproducibilityPredicate) {
  const told = environment.flatMap(({ name, value }) => (value === null ? [] : [{ name, value }]));
  const tags = [
    { key: "verdict", value: verdict, source: "AIRWORTHY" },
    { key: "reason-code", value: reasonCode, source: "AIRWORTHY" },
    { key: "subject", value: `sha256:${candidate.sha256}`, source: "AIRWORTHY" },
    ...(record.git === null ? [] : [{ key: "git-commit", value: record.git.commit, source: "AIRWORTHY" }]),
    ...record.metrics.map(({ name, value }) => ({ key: `metric.${name}`, value: String(value), source: "AIRWORTHY" })),
  ];
  return {
    environmentVariables: facet("1-0-0", "EnvironmentVariablesRunFacet", { environmentVariables: told }),
    executionParameters: facet("1-0-0", "ExecutionParametersRunFacet", {
      parameters: record.parameters.map(({ name, value }) => ({ key: name, name, value: String(value) })),
    }),
    tags: facet("1-0-0", "TagsRunFacet", { tags }),
    test: facet("1-0-1", "TestRunFacet", {
      tests: findings.map((finding) => ({
        name: finding.id,
        status: finding.verdict === "pass" ? "pass" : "fail",
        severity: "error",
        type: "reproducibility",
        description: finding.headline,
      })),
    }),
    ...(verdict === "error"
      ? {
          errorMessage: facet("1-0-1", "ErrorMessageRunFacet", { message: headline, programmingLanguage: "unknown" }),
        }
      : {}),
  };
}

function versionFacet(sha256: string): object {
  return facet("1-0-1", "DatasetVersionDatasetFacet", { datasetVersion: `sha256:${sha256}` });
}

function facet(version: string, name: string, content: object): object {
  return { _producer: PRODUCER, _schemaURL: `${SPEC}/facets/${version}/${name}.json#/$defs/${name}`, ...content };
}
