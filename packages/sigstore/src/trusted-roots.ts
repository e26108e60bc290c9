import { UserError } from "@airworthy/evidence";
import { TrustedRoot } from "@sigstore/protobuf-specs";
import { type TrustMaterial, toTrustMaterial } from "@sigstore/verify";
import * as v from "valibot";

/** One instance of Sigstore, as a verifier trusts it. */
export interface TrustedInstance {
  readonly material: TrustMaterial;
  /** Whether its bundles must hold an entry of its transparency log: it has one. */
  readonly needsLog: boolean;
  /** Whether its certificates must hold a time stamp of a certificate-transparency log: it has one. */
  readonly needsCertificateLog: boolean;
}

/** The largest that is known, GitHub's, has 32 kB. */
const ROOT_CHARACTERS = 4 * 1024 * 1024;

const rootSchema = v.looseObject({
  mediaType: v.pipe(v.string(), v.regex(/^application\/vnd\.dev\.sigstore\.trustedroot/)),
  certificateAuthorities: v.pipe(v.array(v.unknown()), v.minLength(1)),
});
/** What sigstore-python and model_signing call a trust configuration: a root and the addresses to sign with. */
const configurationSchema = v.object({ trustedRoot: rootSchema });

/**
 * The instances that are trusted: those of `text`, a Sigstore trusted root (or several, one a line, as
 * `gh attestation trusted-root` prints them; or a client trust configuration), or the embedded roots of Sigstore's public
 * instance and of GitHub's. Throws a UserError on a root that cannot be used.
 */
export async function readTrustedRoots(text: string | null): Promise<readonly TrustedInstance[]> {
  if (text === null) {
    embedded ??= readEmbedded();
    return embedded;
  }
  if (text.length > ROOT_CHARACTERS) {
    throw new UserError(`The trusted root has ${text.length} characters; ${ROOT_CHARACTERS} are allowed`);
  }
  const whole = parseJson(text);
  const roots =
    whole === undefined
      ? text
          .split("\n")
          .filter((line) => line.trim() !== "")
          .map(parseJson)
      : [whole];
  if (roots.length === 0) throw unusable("it is empty");
  return roots.map(toInstance);
}

/** Read once: a package may hold many bundles. */
let embedded: Promise<readonly TrustedInstance[]> | null = null;

async function readEmbedded(): Promise<readonly TrustedInstance[]> {
  const modules = await Promise.all([
    import("./roots/public-good-root.json", { with: { type: "json" } }),
    import("./roots/github-root.json", { with: { type: "json" } }),
  ]);
  return modules.map((module) => toInstance(module.default));
}

function toInstance(value: unknown): TrustedInstance {
  const configuration = v.safeParse(configurationSchema, value);
  const root = v.safeParse(rootSchema, configuration.success ? configuration.output.trustedRoot : value);
  if (!root.success) throw unusable("it is not a Sigstore trusted root with certificate authorities");
  const material = toMaterial(root.output);
  const needsLog = material.tlogs.length > 0;
  if (!needsLog && material.timestampAuthorities.length === 0) {
    throw unusable("it has neither a transparency log nor a time-stamp authority, so nobody vouches for a time");
  }
  return { material, needsLog, needsCertificateLog: material.ctlogs.length > 0 };
}

function toMaterial(root: object): TrustMaterial {
  try {
    return toTrustMaterial(TrustedRoot.fromJSON(root));
  } catch (cause) {
    throw unusable(cause instanceof Error ? cause.message : String(cause));
  }
}

function unusable(why: string): UserError {
  return new UserError(`The trusted root cannot be used: ${why}`, {
    remedy: "Give a Sigstore trusted_root.json, such as one that `gh attestation trusted-root` prints.",
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
