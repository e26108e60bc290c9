import { resolve } from "node:path";
import { type InputFile, type Statement, sha256 } from "@airworthy/evidence";
import { downloadLayout } from "@airworthy/github";
import { reportChecklist } from "@airworthy/governance";
import { parseRegistryReference } from "@airworthy/registry";
import { composeReport, type ReportContext, type ReportSection, type VerdictWords } from "@airworthy/report";
import { type Annotation, defineCommand, type Outcome, type Ports, TOOL } from "@airworthy/runtime";
import { createVerification, reportVerification, type VerificationPredicate } from "@airworthy/verification";
import { logIn } from "./registry-login.ts";
import type { CheckedChecklist } from "./verify-model/check-checklist.ts";
import { findSignature } from "./verify-model/find-signature.ts";
import { VERIFY_INPUTS, type VerifyInputs } from "./verify-model/inputs.ts";
import { isLayout, layoutStore } from "./verify-model/layout-store.ts";
import type { PackageStore } from "./verify-model/package-store.ts";
import { readQuestion, readSignature } from "./verify-model/read-question.ts";
import { registryStore } from "./verify-model/registry-store.ts";
import { readTrust } from "./verify-model/trust.ts";
import { verifyFolder } from "./verify-model/verify-folder.ts";
import { type Question, verifyPackage } from "./verify-model/verify-package.ts";

/** A model that was verified is not ready for anything yet. */
const WORDS: VerdictWords = {
  pass: "Holds",
  warn: "Holds, with care",
  inconclusive: "Undecided",
  fail: "Does not hold",
  error: "Could not be verified",
};
const CONTEXT: ReportContext = { tool: TOOL, commit: null, evidenceFiles: 1, words: WORDS };

/** As many as a reader takes in; the report and the evidence have them all. */
const SHOWN_ANNOTATIONS = 10;
const SHORT_DIGITS = 12;

export const verifyModel = defineCommand({
  name: "verify-model",
  summary: "Verify a model: every byte of its package, its signatures, its provenance and its evidence.",
  permissions: [{ scope: "packages", access: "read", reason: "Only for a package in GitHub's registry." }],
  triggers: ["pull_request", "push", "workflow_dispatch", "release", "schedule"],
  writesEvidence: true,
  inputs: VERIFY_INPUTS,
  outputs: {
    digest: "The digest that was verified: of a package its manifest's, of a folder the one over all its signed files.",
    files: "How many files were compared.",
    differences: "How many files are not as they should be.",
    signers: "Whose signatures hold, one a line; empty where nobody's was verified.",
    checklist:
      "What the checklist that goes along with the package comes to today: pass, warn, inconclusive or fail; empty without one.",
  },
  async run(inputs, ports) {
    const startedOn = ports.now().toISOString();
    const trust = await readTrust(inputs, ports);
    const { question, required } = await readQuestion(inputs, trust, ports);
    const { found, read } = await examine(inputs, question, ports);
    const files = read.map(({ label, content }) => ({ name: label, sha256: sha256(content) }));
    const finishedOn = ports.now().toISOString();
    const run = { inputs: distinct([...trust.files, ...files]), tool: TOOL, startedOn, finishedOn };
    const statement = createVerification({ ...found, required }, run);
    return outcomeOf(statement, found.checklist);
  },
});

/** A workflow artifact that holds a layout, as `package` names it. */
const ARTIFACT = "artifact:";

/** What was found, and the files that were read for it beside the model's own. */
async function examine(inputs: VerifyInputs, question: Question, ports: Ports) {
  if (!inputs.package.startsWith(ARTIFACT)) return await examineHere(inputs, question, ports);
  const name = inputs.package.slice(ARTIFACT.length);
  await using layout = await ports.log.group(`Download the artifact ${name}`, () => downloadLayout(name));
  return await examineHere({ ...inputs, package: layout.path }, question, ports);
}

async function examineHere(inputs: VerifyInputs, question: Question, ports: Ports) {
  const store = await openStore(inputs, ports);
  const signature = inputs.signature ?? (store === null ? await findSignature(inputs.package, ports.cwd) : null);
  const bundles = signature === null ? [] : [await readSignature(signature, ports)];
  const read = [...bundles, ...question.given];
  const found = await ports.log.group("Verify", () => {
    if (store !== null) return verifyPackage(store, { ...question, given: read }, ports);
    return verifyFolder(inputs.package, { ...question, given: read }, ports);
  });
  return { found, read };
}

/** Where the package is; null where there is none, but perhaps a model that is signed as it is. */
async function openStore(inputs: VerifyInputs, ports: Ports): Promise<PackageStore | null> {
  const reference = parseRegistryReference(inputs.package);
  if (reference !== null) {
    return await ports.log.group("Open the registry", async () =>
      registryStore(await logIn(reference, inputs, ports), reference, ports),
    );
  }
  const folder = resolve(ports.cwd, inputs.package);
  return (await isLayout(folder)) ? layoutStore(folder, inputs.package, ports) : null;
}

/** Each file once: one may serve as signature and as evidence. */
function distinct(files: readonly InputFile[]): InputFile[] {
  return [...new Map(files.map((file) => [`${file.sha256} ${file.name}`, file])).values()];
}

function outcomeOf(
  statement: Statement<VerificationPredicate>,
  checklist: CheckedChecklist | null,
): Outcome<"digest" | "files" | "differences" | "signers" | "checklist"> {
  const { verdict, reasonCode, headline, candidate, files, differences, signers } = statement.predicate;
  return {
    verdict,
    reasonCode,
    headline,
    outputs: {
      digest: `sha256:${candidate.sha256}`,
      files: String(files),
      differences: String(differences.length),
      signers: [...new Set(signers.map(({ signer }) => signer))].join("\n"),
      checklist: checklist?.verdict ?? "",
    },
    evidence: [{ name: `verify-model.${candidate.sha256.slice(0, SHORT_DIGITS)}.json`, statement }],
    summary: composeReport([withChecklist(reportVerification(statement), checklist)], CONTEXT).blocks,
    annotations: annotationsOf(statement.predicate),
  };
}

/** Its lines as of today: the verdict on them is a check among the others, or none is asked for. */
function withChecklist(section: ReportSection, checklist: CheckedChecklist | null): ReportSection {
  if (checklist === null) return section;
  const { facts, folds } = reportChecklist(checklist.statement, checklist.asOf);
  const named = folds.map((fold) => ({ ...fold, summary: ["Checklist: ", fold.summary].flat() }));
  return {
    ...section,
    folds: [...section.folds, ...named],
    facts: [...section.facts, `checklist: ${facts.join(", ")}`],
  };
}

function annotationsOf({ findings }: VerificationPredicate): Annotation[] {
  const wrong = findings.filter(({ verdict }) => verdict !== "pass");
  return wrong.slice(0, SHOWN_ANNOTATIONS).map(({ id, verdict, headline }) => ({
    level: verdict === "fail" || verdict === "error" ? "error" : "warning",
    message: `${id} ${headline}`,
  }));
}
