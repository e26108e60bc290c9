import { defineCommand, TOOL } from "@airworthy/runtime";
import { toSarif } from "@airworthy/safety-scan";
import { PACKAGE_INPUTS } from "./package-model/inputs.ts";
import { makePackage } from "./package-model/make-package.ts";
import { prepare } from "./package-model/prepare.ts";
import { record } from "./package-model/record.ts";
import { notReproducible, refuse } from "./package-model/refusals.ts";
import { scanModel } from "./package-model/scan-model.ts";

export const packageModel = defineCommand({
  name: "package-model",
  summary:
    "Package a model under one digest, on disk or in a registry: scanned, with provenance, card and bill of materials.",
  permissions: [
    { scope: "contents", access: "read", reason: "Checks out the repository that holds the model." },
    { scope: "packages", access: "write", reason: "Only with `push` to GitHub's registry." },
  ],
  triggers: ["pull_request", "push", "workflow_dispatch", "release", "schedule"],
  writesEvidence: true,
  inputs: PACKAGE_INPUTS,
  outputs: {
    digest: "The package's digest, sha256: and 64 hexadecimal digits: that of its manifest.",
    layout: "The folder of the layout; empty where there is none.",
    reference: "Where the package is in the registry, by its digest; empty where it was not pushed.",
    card: "The model card.",
    bom: "The bill of materials.",
    sarif: "What the scan found, as SARIF.",
  },
  async run(inputs, ports) {
    const prepared = await prepare(inputs, ports);
    const scan = await ports.log.group("Scan files", () => scanModel(prepared, inputs, ports));
    const sarif = { path: `${prepared.plan.documents}.sarif`, content: toSarif(scan, TOOL) };
    if (scan.verdict !== "pass" && scan.verdict !== "warn") return await refuse(prepared, { scan, sarif }, ports);
    const made = await ports.log.group("Package files", () => makePackage(prepared, inputs, ports));
    if (!("assembled" in made)) return notReproducible(made);
    return await record(prepared, made, { scan, sarif }, inputs, ports);
  },
});
