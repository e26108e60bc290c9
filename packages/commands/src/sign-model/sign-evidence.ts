import { basename } from "node:path";
import { type BundleSigner, IN_TOTO_PAYLOAD, parseStatement, UserError } from "@airworthy/evidence";
import { fileStem, PACKAGE_PREDICATE, parsePackage } from "@airworthy/model-package";
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
  /** The digest of the package that it is about, in lower-case hexadecimal. */
  readonly sha256: string;
  /** Whether it is the signature of a model's files, as OpenSSF has it. */
  readonly isModelSignature: boolean;
}

/** A statement to sign: its very bytes are what the signature is over. */
interface Unsigned {
  readonly name: string;
  readonly text: string;
  readonly sha256: string;
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
  for (const { name, text, sha256, isModelSignature } of unsigned) {
    const bundle = await signer.sign(IN_TOTO_PAYLOAD, Buffer.from(text));
    signed.push({ name, bundle, predicateType: parseStatement(text, name).predicateType, sha256, isModelSignature });
  }
  return signed;
}

function evidenceOf({ name, text, statement }: ReadFile): Unsigned {
  const { sha256 } = statement.subject[0].digest;
  return { name: `${basename(name, ".json")}.sigstore.json`, text, sha256, isModelSignature: false };
}

/** The OpenSSF model signature that the evidence of a package gives rise to. */
function modelOf({ statement }: ReadFile): Unsigned[] {
  if (statement.predicateType !== PACKAGE_PREDICATE) return [];
  const { candidate, files, excluded } = parsePackage(statement);
  const { name, version, sha256 } = candidate;
  const text = modelSignature({ name, files, ignorePaths: [...IGNORED, ...excluded] });
  const stem = version === null ? name : fileStem({ name, version });
  return [{ name: `${stem}.model.sig`, text, sha256, isModelSignature: true }];
}
