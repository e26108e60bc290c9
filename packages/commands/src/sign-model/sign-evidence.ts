import { basename } from "node:path";
import { type BundleSigner, IN_TOTO_PAYLOAD, parseStatement, UserError } from "@airworthy/evidence";
import { checkReference, fileStem, PACKAGE_PREDICATE, parsePackage } from "@airworthy/model-package";
import { modelSignature } from "@airworthy/signing";
import { IGNORED } from "../package-model/ignored.ts";
import type { ReadFile } from "../read-evidence.ts";

/** A signed statement. */
export interface SignedStatement {
  /** Of the bundle's file, such as "package-model.m-1.0.0.sigstore.json". */
  readonly name: string;
  /** The Sigstore bundle, as JSON. */
  readonly bundle: string;
  readonly predicateType: string;
  /** Whether it is the signature of a model's files, as OpenSSF has it. */
  readonly isModelSignature: boolean;
}

/** A statement to sign: its very bytes are what the signature is over. */
interface Unsigned {
  readonly name: string;
  readonly text: string;
  readonly isModelSignature: boolean;
}

/**
 * Signs every statement of evidence and, for the evidence of a package, its files too: that takes their digests only,
 * never the files. Throws a UserError where two bundles would have one name.
 */
export async function signEvidence(
  files: readonly ReadFile[],
  signer: BundleSigner,
): Promise<readonly SignedStatement[]> {
  const unsigned = files.flatMap((file) => [evidenceOf(file), ...modelOf(file)]);
  const names = unsigned.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new UserError(`two signatures would be called ${JSON.stringify(twice)}`);
  const signed: SignedStatement[] = [];
  for (const { name, text, isModelSignature } of unsigned) {
    const bundle = await signer.sign(IN_TOTO_PAYLOAD, Buffer.from(text));
    signed.push({ name, bundle, predicateType: parseStatement(text, name).predicateType, isModelSignature });
  }
  return signed;
}

function evidenceOf({ name, text }: ReadFile): Unsigned {
  return { name: `${basename(name, ".json")}.sigstore.json`, text, isModelSignature: false };
}

/** The OpenSSF model signature that the evidence of a package gives rise to. */
function modelOf({ statement }: ReadFile): Unsigned[] {
  if (statement.predicateType !== PACKAGE_PREDICATE) return [];
  const { candidate, files, excluded } = parsePackage(statement);
  const { name, version } = candidate;
  const reference = { name, version: version ?? "" };
  // The signature's file is named after it, and the evidence may come from a job that is trusted with less.
  checkReference(reference);
  const text = modelSignature({ name, files, ignorePaths: [...IGNORED, ...excluded] });
  return [{ name: `${fileStem(reference)}.model.sig`, text, isModelSignature: true }];
}
