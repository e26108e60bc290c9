import type { Statement, VersionRef } from "@airworthy/evidence";
import type { Fold, ReportSection, Text } from "@airworthy/report";
import { type Provenance, parseProvenance, type Resource } from "./parse-provenance.ts";
import { commitOf, sourceOf } from "./source-of.ts";

/** More than a reader looks through; the evidence holds them all. */
const SHOWN_DEPENDENCIES = 50;
const SHORT_COMMIT = 7;

/**
 * What provenance has to say in a report. It passes for being there and whole, which raises no other verdict: nobody
 * signed it, and the headline says so. Throws a UserError if it is not whole.
 */
export function reportProvenance(statement: Statement): ReportSection {
  const provenance = parseProvenance(statement);
  const resources = provenance.buildDefinition.resolvedDependencies ?? [];
  const source = sourceOf(resources);
  const seeds = provenance.buildDefinition.internalParameters?.airworthy?.seeds ?? [];
  const candidate = versionOf(statement);
  return {
    title: "Provenance",
    verdict: "pass",
    headline: `Recorded, not signed: ${sourceWords(source)}.`,
    candidate,
    baseline: null,
    rows: [],
    folds: [detailsFold(provenance, resources, candidate)],
    facts: seeds.map(({ name, value }) => `seed ${name} ${value}`),
    commands: [],
  };
}

function versionOf({ subject: [{ name, digest }] }: Statement): VersionRef {
  const at = name.lastIndexOf("@");
  const [before, after] = at > 0 ? [name.slice(0, at), name.slice(at + 1)] : [name, null];
  return { name: before, version: after, sha256: digest.sha256, digestOf: "package" };
}

function sourceWords(source: Resource | undefined): string {
  const commit = source === undefined ? undefined : commitOf(source);
  if (source === undefined || commit === undefined) return "no source commit is known";
  const words = `made from commit ${commit.slice(0, SHORT_COMMIT)}`;
  return source.annotations?.["dirty"] === true ? `${words} and uncommitted changes` : words;
}

function detailsFold(
  { buildDefinition, runDetails }: Provenance,
  resources: readonly Resource[],
  { name, version }: VersionRef,
): Fold {
  const shown = resources.slice(0, SHOWN_DEPENDENCIES);
  const left = resources.length - shown.length;
  const run = runDetails.metadata?.invocationId;
  const facts: Text[] = [
    ["Builder: ", { kind: "code", text: runDetails.builder.id }],
    ["Build type: ", { kind: "code", text: buildDefinition.buildType }],
    ...(run === null || run === undefined ? [] : [["Run: ", { kind: "code", text: run }] satisfies Text]),
    ...shown.map(resourceLine),
    ...(left > 0 ? [`and ${left} more, in the evidence`] : []),
  ];
  return {
    kind: "fold",
    summary: `Where ${version === null ? name : `${name} ${version}`} comes from`,
    blocks: [{ kind: "list", items: facts }],
  };
}

function resourceLine(resource: Resource): Text {
  const [algorithm, digest] = Object.entries(resource.digest ?? {})[0] ?? ["no digest", ""];
  const name = resource.uri ?? resource.name ?? "unnamed";
  const role = resource.annotations?.["role"];
  const what = typeof role === "string" ? role : "dependency";
  return [
    `${what.charAt(0).toUpperCase()}${what.slice(1)}: `,
    name,
    ` (${algorithm} `,
    { kind: "code", text: digest },
    ")",
  ];
}
