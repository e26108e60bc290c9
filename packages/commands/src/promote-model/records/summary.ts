import { join, resolve } from "node:path";
import { formatStatement, IN_TOTO_PAYLOAD, type InputFile, type Statement } from "@airworthy/evidence";
import type { Attachment } from "@airworthy/model-package";
import { type PromotionPredicate, SUMMARY_TYPE, verificationSummary } from "@airworthy/promotion";
import type { EvidenceFile } from "@airworthy/runtime";
import { writeWhole } from "@airworthy/storage";
import { bundleAttachment, evidenceAttachment } from "../../attachments.ts";
import { orWithout } from "../../manage-rollout/stops.ts";
import { registryPlace } from "../../package-place.ts";
import { chooseSigner } from "../../sign-model/choose-signer.ts";
import type { Place } from "../place.ts";
import { policyAddress } from "./policy-address.ts";
import { openRegistryOf, packageAddress, registryReference } from "./registry-of.ts";

/** Where sign-model writes them, too. */
const SIGNATURES = "airworthy-signatures";

/**
 * What a promotion says to other tools: its SLSA verification summary, as evidence of the name, signed where that was asked for
 * and attached to the package where there is a registry. Only what promoted has one: of a package that waits for an approval it
 * would say FAILED, and a rollback verified nothing. What goes wrong is a warning, since the promotion stands.
 */
export function summaryOf(
  statement: Statement<PromotionPredicate>,
  name: string,
  policyFile: InputFile,
  place: Place,
): Promise<readonly EvidenceFile[]> {
  if (statement.predicate.effect !== "promoted") return Promise.resolve([]);
  const missing = (what: string) => (why: string) => place.warn(`The verification summary ${what}: ${why}`);
  const make = async () => {
    const digest = digestOf(statement);
    const summary = verificationSummary(statement, {
      resourceUri: packageAddress(digest, place) ?? digest,
      policy: { uri: policyAddress(policyFile.name, place), sha256: policyFile.sha256 },
    });
    const file = { name: `${name}.vsa.json`, statement: summary };
    await orWithout(() => publish(file, place), null, missing("was not kept"));
    return [file];
  };
  return orWithout(make, [], missing("was not made"));
}

async function publish(file: EvidenceFile, place: Place): Promise<null> {
  const attachment = await attachmentOf(file, place);
  const reference = registryReference(place);
  if (reference === null) return null;
  const registry = await openRegistryOf(reference, place);
  const { descriptor } = await registry.manifest(digestOf(file.statement));
  await registryPlace(registry, descriptor).attach([attachment]);
  return null;
}

/** Its very bytes as the evidence has them, or a bundle with them, which is written beside the other signatures. */
async function attachmentOf({ name, statement }: EvidenceFile, { inputs, ports }: Place): Promise<Attachment> {
  const text = formatStatement(statement);
  if (!inputs.sign) return evidenceAttachment(name, text, SUMMARY_TYPE);
  const signer = await chooseSigner(inputs, ports);
  const bundle = await signer.sign(IN_TOTO_PAYLOAD, Buffer.from(text));
  const file = name.replace(/\.json$/, ".sigstore.json");
  await writeWhole(resolve(ports.cwd, SIGNATURES, file), `${bundle}\n`, join(SIGNATURES, file));
  return bundleAttachment(file, bundle, SUMMARY_TYPE);
}

function digestOf({ subject }: Statement): string {
  return `sha256:${subject[0].digest.sha256}`;
}
