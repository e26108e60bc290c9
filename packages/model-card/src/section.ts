import type { Statement, VersionRef } from "@airworthy/evidence";
import { type Fold, formatCounted, type ReportSection, type Text } from "@airworthy/report";
import { type BillOfMaterials, type BomComponent, readBillOfMaterials } from "./parse-bill-of-materials.ts";

/** More than a reader looks through; the evidence holds them all. */
const SHOWN_COMPONENTS = 100;

/** CycloneDX's kinds in a reader's words, one and several, in the order of a report. */
const KINDS: readonly (readonly [type: string, one: string, several: string])[] = [
  ["file", "file", "files"],
  ["data", "data set", "data sets"],
  ["machine-learning-model", "base model", "base models"],
  ["library", "framework", "frameworks"],
];

/**
 * What a bill of materials has to say in a report. It passes for being there and whole and of the package that its
 * statement is of; what it lists is compared with the package when that is verified. Throws a UserError if it is none.
 */
export function reportBom(statement: Statement): ReportSection {
  const [{ name, digest }] = statement.subject;
  const bom = readBillOfMaterials(statement.predicate, `the bill of materials of ${name}`);
  const problem = subjectProblem(bom, digest.sha256);
  const counts = countsOf(bom.components);
  return {
    title: "Bill of materials",
    verdict: problem?.verdict ?? "pass",
    headline: problem?.headline ?? `CycloneDX ${bom.specVersion}: ${counts.join(", ") || "nothing listed"}.`,
    candidate: versionOf(name, digest.sha256),
    baseline: null,
    rows: [],
    folds: componentsFold(bom),
    facts: counts,
    commands: [],
  };
}

function subjectProblem(
  { subject }: BillOfMaterials,
  sha256: string,
): Pick<ReportSection, "verdict" | "headline"> | null {
  const digest = subject?.sha256 ?? null;
  if (digest === null) return { verdict: "inconclusive", headline: "It does not say which package it is of." };
  return digest === sha256 ? null : { verdict: "fail", headline: "It is of another package than its statement." };
}

function versionOf(name: string, sha256: string): VersionRef {
  const at = name.lastIndexOf("@");
  const [before, version] = at > 0 ? [name.slice(0, at), name.slice(at + 1)] : [name, null];
  return { name: before, version, sha256, digestOf: "package" };
}

/** Such as "12 files" and "1 data set"; kinds that we do not write count as other components. */
function countsOf(components: readonly BomComponent[]): readonly string[] {
  const known = KINDS.map(([type, one, several]) => ({
    count: components.filter((component) => component.type === type).length,
    one,
    several,
  }));
  const others = components.length - known.reduce((sum, { count }) => sum + count, 0);
  return [...known, { count: others, one: "other component", several: "other components" }]
    .filter(({ count }) => count > 0)
    .map(({ count, one, several }) => formatCounted(count, one, several));
}

/** The package's own files stand in its section already. */
function componentsFold({ components, subject }: BillOfMaterials): Fold[] {
  const others = components.filter(({ type }) => type !== "file");
  if (others.length === 0) return [];
  const shown = others.slice(0, SHOWN_COMPONENTS);
  const left = others.length - shown.length;
  const lines = shown.map(({ type, name, sha256 }): Text => {
    const kind = KINDS.find(([known]) => known === type)?.[1] ?? type;
    return [`${kind} `, name, ...(sha256 === null ? [] : [" ", { kind: "code", text: sha256 } as const])];
  });
  return [
    {
      kind: "fold",
      summary: `What ${subject?.name ?? "the model"} is made of`,
      blocks: [{ kind: "list", items: [...lines, ...(left > 0 ? [`and ${left} more, in the evidence`] : [])] }],
    },
  ];
}
