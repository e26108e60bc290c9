import { resolve } from "node:path";
import { billOfMaterials, type CardFacts, renderCard } from "@airworthy/model-card";
import type { AssembledPackage, Metadata } from "@airworthy/model-package";
import { type Ports, TOOL } from "@airworthy/runtime";
import { readSmallFile, writeWhole } from "@airworthy/storage";
import type { PackagingPlan } from "./read-plan.ts";
import type { Results } from "./read-results.ts";

/** A file that people and other tools read beside the package. */
export interface Document {
  /** As the user would write it. */
  readonly path: string;
  readonly content: string;
}

export interface Documents {
  readonly card: Document;
  readonly bom: Document;
}

/** All that is known of the package, as card and bill of materials tell it. */
export interface Known {
  readonly plan: PackagingPlan;
  readonly metadata: Metadata;
  readonly assembled: AssembledPackage;
  readonly results: Results;
  readonly commit: string | null;
  /** SOURCE_DATE_EPOCH. */
  readonly epoch: number | null;
}

/** Card and bill of materials. `existing` is the card whose hand-written parts are kept, if there is one. */
export async function makeDocuments(known: Known, existing: string | undefined, { cwd }: Ports): Promise<Documents> {
  const facts = cardFacts(known);
  const before = existing === undefined ? null : await readSmallFile(resolve(cwd, existing), existing);
  const { documents } = known.plan;
  return {
    card: { path: `${documents}.card.md`, content: renderCard(facts, before) },
    bom: { path: `${documents}.cdx.json`, content: billOfMaterials(facts) },
  };
}

/** Writes documents, each whole or not at all. Throws a UserError where one cannot be written. */
export async function writeDocuments(documents: readonly Document[], { cwd }: Ports): Promise<void> {
  for (const { path, content } of documents) await writeWhole(resolve(cwd, path), content, path);
}

function cardFacts({ plan, metadata, assembled, results, commit, epoch }: Known): CardFacts {
  const { origins, baseModel, datasets } = plan;
  const digests = new Map(origins.dependencies.map(({ name, sha256 }) => [name, sha256]));
  return {
    ...plan.reference,
    metadata,
    package: { sha256: assembled.digest.slice("sha256:".length), files: assembled.files },
    datasets: datasets.map(({ name, uri, hubId, taskId, split, revision }) => ({
      name,
      sha256: digests.get(name) ?? null,
      uri: uri ?? null,
      hubId: hubId ?? null,
      taskId: taskId ?? null,
      split: split ?? null,
      revision: revision ?? null,
    })),
    baseModel:
      baseModel === null
        ? null
        : {
            name: baseModel.name,
            uri: baseModel.uri ?? null,
            sha256: digests.get(baseModel.name) ?? null,
            relation: baseModel.relation ?? null,
          },
    hyperparameters: origins.hyperparameters,
    frameworks: origins.frameworks,
    ...results,
    card: plan.card,
    commit,
    tool: TOOL,
    epoch,
  };
}
