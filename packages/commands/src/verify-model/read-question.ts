import { resolve } from "node:path";
import { UserError } from "@airworthy/evidence";
import type { ProvenancePolicy } from "@airworthy/provenance";
import type { Ports } from "@airworthy/runtime";
import { parseRequirements, type Requirement } from "@airworthy/verification";
import { BUNDLE_TYPE } from "../attachments.ts";
import { findEvidence } from "../read-evidence.ts";
import { type PackageDocument, typeOf } from "./check-document.ts";
import type { VerifyInputs } from "./inputs.ts";
import { readAttachment } from "./read-attachment.ts";
import { type Trust, trustsSomebody } from "./trust.ts";
import type { Question } from "./verify-package.ts";

/** What is asked, and what must be there. */
export interface ReadQuestion {
  readonly question: Question;
  readonly required: readonly Requirement[];
}

/**
 * Reads what is asked of a package. Whoever names signers requires a signature, whoever has a policy provenance.
 * Throws a UserError for evidence files that are not there and words that mean nothing.
 */
export async function readQuestion(inputs: VerifyInputs, trust: Trust, ports: Ports): Promise<ReadQuestion> {
  const policy = policyOf(inputs);
  const words = new Set<string>(parseRequirements(inputs.require ?? []));
  if (trustsSomebody(trust)) words.add("signature");
  if (Object.keys(policy).length > 0) words.add("provenance");
  const given: PackageDocument[] = [];
  for (const { path, name } of await findEvidence(inputs.evidence ?? [], ports.cwd, false)) {
    const content = await readAttachment(path, name);
    given.push({ label: name, type: typeOf(content), content });
  }
  return {
    question: {
      context: { trust, policy },
      given,
      files: { ignore: inputs.ignore ?? [], ignoreUnsigned: inputs["ignore-unsigned"] },
    },
    required: parseRequirements([...words]),
  };
}

/** A model's signature from its file. */
export async function readSignature(name: string, { cwd }: Ports): Promise<PackageDocument> {
  return { label: name, type: BUNDLE_TYPE, content: await readAttachment(resolve(cwd, name), name) };
}

/** What provenance must say, without what is left open. Signed by nobody, it is anybody's claim. */
function policyOf({ repository, workflow, ref, builder }: VerifyInputs): ProvenancePolicy {
  const lines = Object.entries({ repository, workflow, ref, builder }).filter(([, value]) => value !== undefined);
  const empty = lines.find(([, value]) => value?.trim() === "");
  if (empty !== undefined) throw new UserError(`${empty[0]}: nothing was given; leave it out to allow any`);
  return Object.fromEntries(lines);
}
