import { resolve } from "node:path";
import { type BundleSigner, UserError } from "@airworthy/evidence";
import { readEvent } from "@airworthy/github";
import { choice, type InputValues, type Ports, path, secret, text } from "@airworthy/runtime";
import { certificateSigner, keySigner } from "@airworthy/signing";
import { readSmallFile } from "@airworthy/storage";
import * as v from "valibot";

/** What says who signs: a key, a key with its certificates, or, without either, an identity. */
export const SIGNER_INPUTS = {
  key: path()
    .optional()
    .describe("A private key in PEM, on P-256, P-384 or P-521. Without it the job's identity signs (keyless)."),
  "key-passphrase": secret({ environment: "AIRWORTHY_KEY_PASSPHRASE" })
    .optional()
    .describe("The passphrase of an encrypted key."),
  certificates: path()
    .optional()
    .describe("The key's certificate and those that lead to its root, in PEM, the key's own first."),
  "identity-token": secret({ environment: "SIGSTORE_ID_TOKEN" })
    .optional()
    .describe("An OpenID Connect token for the audience sigstore. In GitHub Actions the job's own is asked for."),
  services: choice(["auto", "public", "github"])
    .default("auto")
    .describe(
      "Who certifies the identity: Sigstore's public instance, whose log tells everybody and for ever who signed what, or GitHub's for private repositories (GitHub Enterprise Cloud). auto takes what fits the repository, and outside of GitHub Actions the public one.",
    ),
  "fulcio-url": text().optional().describe("Another authority that certifies identities."),
  "rekor-url": text().optional().describe("Another transparency log."),
  "tsa-url": text().optional().describe("Another time-stamp authority."),
};

export type SignerInputs = InputValues<typeof SIGNER_INPUTS>;

/** Throws a UserError where a file is no key or certificate, or there is no identity. */
export async function chooseSigner(inputs: SignerInputs, ports: Ports): Promise<BundleSigner> {
  const { key, certificates, "key-passphrase": passphrase } = inputs;
  const read = (name: string) => readSmallFile(resolve(ports.cwd, name), name);
  if (key === undefined && certificates !== undefined) {
    throw new UserError("certificates were given without key", { remedy: "Give the private key that they belong to." });
  }
  if (key === undefined) return await identitySigner(inputs, ports);
  if (certificates === undefined) return keySigner(await read(key), passphrase);
  return certificateSigner(await read(key), await read(certificates), passphrase);
}

async function identitySigner(inputs: SignerInputs, { env, signal }: Ports): Promise<BundleSigner> {
  // What it takes is loaded only where it is used.
  const { findIdentityToken, keylessSigner, servicesFor } = await import("@airworthy/sigstore");
  const token = await findIdentityToken(env, inputs["identity-token"], signal);
  const isPrivate = inputs.services === "auto" ? await isPrivateRepository(env) : inputs.services === "github";
  const usual = servicesFor({ isPrivate });
  const services = {
    fulcioUrl: inputs["fulcio-url"] ?? usual.fulcioUrl,
    rekorUrl: inputs["rekor-url"] ?? usual.rekorUrl,
    tsaUrl: inputs["tsa-url"] ?? usual.tsaUrl,
  };
  return keylessSigner(services, token, { env, signal });
}

const eventSchema = v.object({ repository: v.object({ visibility: v.string() }) });

/** Whether the repository's name may not stand in a public log. Where nobody says so, the user has to. */
async function isPrivateRepository(env: Ports["env"]): Promise<boolean> {
  if (env["GITHUB_ACTIONS"] !== "true") return false;
  const event = v.safeParse(eventSchema, (await readEvent(env))?.payload);
  if (event.success) return event.output.repository.visibility !== "public";
  throw new UserError("the event does not say whether the repository is public", {
    remedy: "Set services to public or github. The public instance's log shows the repository's name to everybody.",
  });
}
