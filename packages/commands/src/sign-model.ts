import { join, resolve } from "node:path";
import { UserError } from "@airworthy/evidence";
import { formatCounted } from "@airworthy/report";
import { defineCommand, flag, list, type Ports, path, secret, text } from "@airworthy/runtime";
import { writeWhole } from "@airworthy/storage";
import { bundleAttachment } from "./attachments.ts";
import { openPlace } from "./package-place.ts";
import { findEvidence, readEvidence } from "./read-evidence.ts";
import { REGISTRY_INPUTS } from "./registry-login.ts";
import { attest } from "./sign-model/attest.ts";
import { checkEvidence } from "./sign-model/check-evidence.ts";
import { chooseSigner, SIGNER_INPUTS } from "./sign-model/choose-signer.ts";
import { type SignedStatement, signEvidence } from "./sign-model/sign-evidence.ts";

export const signModel = defineCommand({
  name: "sign-model",
  summary: "Sign a package and its evidence by their digests, with a key, a certificate or the job's own identity.",
  permissions: [
    { scope: "id-token", access: "write", reason: "Signs with the job's identity; not needed with a key." },
    { scope: "attestations", access: "write", reason: "Only with `attest`: keeps the signatures with GitHub." },
    { scope: "packages", access: "write", reason: "Only where signatures are pushed to GitHub's registry." },
  ],
  triggers: ["push", "workflow_dispatch", "release", "schedule", "workflow_run"],
  writesEvidence: false,
  inputs: {
    evidence: list()
      .default("airworthy-evidence/*.json")
      .describe("The statements to sign, as paths or patterns. Of a package's own evidence its files are signed too."),
    ...SIGNER_INPUTS,
    output: path().default("airworthy-signatures").describe("The folder that the signatures are written to."),
    package: text()
      .optional()
      .describe(
        "Attaches the signatures to this package: the folder of a layout, or oci://host/name:tag in a registry.",
      ),
    ...REGISTRY_INPUTS,
    attest: flag()
      .default("false")
      .describe("Uploads the signatures to GitHub's attestations of the repository; they have to be keyless."),
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's, which the runner resolves
    "github-token": secret({ environment: "GITHUB_TOKEN", actionDefault: "${{ github.token }}" })
      .optional()
      .describe("The token for `attest`, and for ghcr.io where no other login is known."),
  },
  outputs: {
    signature: "The model's signature in the format of OpenSSF; empty where no package's evidence was signed.",
    bundles: "Every file that was written, a path a line.",
    attestations: "The pages of GitHub's attestations, an address a line.",
  },
  async run(inputs, ports) {
    if (inputs.attest && inputs.key !== undefined) {
      throw new UserError("attest: GitHub keeps only what is signed keyless; key was given", {
        remedy: "Leave out key, or attest.",
      });
    }
    const files = await readEvidence(await findEvidence(inputs.evidence, ports.cwd, false));
    const place = inputs.package === undefined ? null : await openPlace(inputs.package, inputs, ports);
    if (place !== null) for (const file of files) checkEvidence(file, place);
    const signer = await chooseSigner(inputs, ports);
    const signed = await ports.log.group("Sign", () => signEvidence(files, signer));
    const written = await writeBundles(signed, inputs.output, ports);
    await place?.attach(signed.map(({ name, bundle, predicateType }) => bundleAttachment(name, bundle, predicateType)));
    const pages = inputs.attest ? await attest(signed, inputs["github-token"], ports) : [];
    const models = signed.filter(({ isModelSignature }) => isModelSignature).length;
    const statements = formatCounted(signed.length - models, "statement");
    const what = models === 0 ? statements : `${formatCounted(models, "model")} and ${statements}`;
    const signature = written[signed.findIndex(({ isModelSignature }) => isModelSignature)] ?? "";
    const headline = `Signed ${what} by ${signer.signer}.`;
    return {
      verdict: "pass",
      reasonCode: "signed",
      headline,
      outputs: { signature, bundles: written.join("\n"), attestations: pages.join("\n") },
      evidence: [],
      summary: [
        { kind: "paragraph", text: headline },
        { kind: "list", items: [...written, ...pages].map((text) => ({ kind: "code", text })) },
      ],
      annotations: [],
    };
  },
});

async function writeBundles(signed: readonly SignedStatement[], folder: string, { cwd }: Ports): Promise<string[]> {
  for (const { name, bundle } of signed) {
    await writeWhole(resolve(cwd, folder, name), `${bundle}\n`, `${folder}/${name}`);
  }
  return signed.map(({ name }) => join(folder, name));
}
