import { basename } from "node:path";
import { formatStatement } from "@airworthy/evidence";
import { BOM_MEDIA_TYPE } from "@airworthy/model-card";
import type { AssembledPackage, Attachment } from "@airworthy/model-package";
import type { EvidenceFile, Ports } from "@airworthy/runtime";
import { CARD_TYPE, documentAttachment, evidenceAttachment } from "../attachments.ts";
import { layoutPlace, registryPlace } from "../package-place.ts";
import type { ReadFile } from "../read-evidence.ts";
import { declareArtifact } from "./declare-artifact.ts";
import { type Document, type Documents, writeDocuments } from "./documents.ts";
import type { Push } from "./pack-files.ts";
import type { PackagingPlan } from "./read-plan.ts";
import { uploadLayout } from "./upload-layout.ts";

export interface Delivery {
  readonly plan: PackagingPlan;
  readonly assembled: AssembledPackage;
  readonly push: Push | null;
  readonly evidence: readonly EvidenceFile[];
  /** Evidence of earlier verbs on this package. */
  readonly earlier: readonly ReadFile[];
  readonly documents: Documents;
  readonly sarif: Document;
  /** The workflow artifact to upload the layout as. */
  readonly artifact: string | undefined;
}

/** Puts what goes along with a package beside it, and tells the runner of it. */
export async function deliver(delivery: Delivery, ports: Ports): Promise<void> {
  const { plan, assembled, push, documents, sarif, artifact } = delivery;
  const { layout } = plan;
  const { descriptor } = assembled;
  await writeDocuments([documents.card, documents.bom, sarif], ports);
  const attachments = attachmentsOf(delivery);
  if (layout !== null) await layoutPlace(layout.location, layout.shown, descriptor).attach(attachments);
  if (push !== null) {
    await registryPlace(push.registry, descriptor).attach(attachments);
    // Last: who finds the package by its tag finds all that goes along with it.
    await push.registry.tag(assembled.digest, push.tag);
  }
  if (artifact !== undefined && layout !== null) await uploadLayout(artifact, layout, ports);
  await declareArtifact(assembled.digest, plan, ports);
}

function attachmentsOf({ plan, evidence, earlier, documents }: Delivery): readonly Attachment[] {
  const made = [
    ...evidence.map(({ name, statement }) =>
      evidenceAttachment(name, formatStatement(statement), statement.predicateType),
    ),
    documentAttachment(`${plan.stem}.cdx.json`, documents.bom.content, BOM_MEDIA_TYPE),
    documentAttachment(`${plan.stem}.card.md`, documents.card.content, CARD_TYPE),
  ];
  const names = new Set(made.map(({ name }) => name));
  const kept = earlier.map(({ name, text, statement }) =>
    evidenceAttachment(basename(name), text, statement.predicateType),
  );
  // What an earlier run of this verb said of itself, this one says anew.
  return [...made, ...kept.filter(({ name }) => !names.has(name))];
}
