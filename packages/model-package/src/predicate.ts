import {
  checkShape,
  commonEntries,
  createStatement,
  predicateType,
  type Statement,
  subjectOf,
  versionRefSchema,
} from "@airworthy/evidence";
import { formatCounted } from "@airworthy/report";
import * as v from "valibot";
import { ARTIFACT_TYPE, type AssembledPackage } from "./assemble.ts";
import { LAYER_TYPES } from "./layer-type.ts";
import type { PackageReference } from "./reference.ts";
import { formatBytes } from "./size.ts";

export const PACKAGE_PREDICATE = predicateType("model-package");

const sha256Schema = versionRefSchema.entries.sha256;
const sizeSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** The predicate of a package: what it is, and every file that it holds. */
export const packageSchema = v.strictObject({
  ...commonEntries,
  /** A package that was made passes: there is nothing to weigh, and so nothing that was found. */
  verdict: v.literal("pass"),
  findings: v.array(v.never()),
  candidate: versionRefSchema,
  artifactType: v.literal(ARTIFACT_TYPE),
  /** In bytes, of all files together. */
  size: sizeSchema,
  /** In the order of the layers. */
  files: v.pipe(
    v.array(
      v.strictObject({
        path: v.pipe(v.string(), v.nonEmpty()),
        size: sizeSchema,
        sha256: sha256Schema,
        type: v.picklist(LAYER_TYPES),
      }),
    ),
    v.nonEmpty("must not be empty"),
  ),
  /** What was left out on the user's word: paths relative to the model's folder. */
  excluded: v.array(v.string()),
  /** The surroundings in which a second packing gave the same digest; null where none was asked for. */
  reproduced: v.nullable(
    v.strictObject({
      timeZone: v.string(),
      locale: v.string(),
      umask: v.string(),
      workingDirectory: v.string(),
      clock: v.string(),
    }),
  ),
});

export type PackagePredicate = v.InferOutput<typeof packageSchema>;

/** What the run adds to the package itself. */
export type PackagingRun = Pick<
  PackagePredicate,
  "excluded" | "reproduced" | "inputs" | "tool" | "startedOn" | "finishedOn"
>;

/** The evidence of a package. */
export function packageStatement(
  reference: PackageReference,
  assembled: AssembledPackage,
  run: PackagingRun,
): Statement<PackagePredicate> {
  const { name, version } = reference;
  const sha256 = assembled.digest.slice("sha256:".length);
  const candidate = { name, version, sha256, digestOf: "package" as const };
  const size = assembled.files.reduce((sum, file) => sum + file.size, 0);
  return createStatement(subjectOf(candidate), PACKAGE_PREDICATE, {
    verdict: "pass",
    reasonCode: "packaged",
    headline: `${name} ${version} packaged: ${formatCounted(assembled.files.length, "file")}, ${formatBytes(size)}.`,
    ...run,
    seed: null,
    volatile: ["startedOn", "finishedOn", "reproduced"],
    candidate,
    artifactType: ARTIFACT_TYPE,
    size,
    files: [...assembled.files],
    findings: [],
  });
}

/** The predicate of a statement of this type; a UserError that names what is wrong with it. */
export function parsePackage(statement: Statement): PackagePredicate {
  const where = `the ${PACKAGE_PREDICATE} predicate of ${statement.subject[0].name}`;
  return checkShape<PackagePredicate>(packageSchema, statement.predicate, where);
}
