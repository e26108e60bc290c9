import { resolve } from "node:path";
import { auditClassOf, type ExaminedEvidence, madeOn } from "@airworthy/clearance";
import { type ComposedDossier, composeDossier, type DossierInput, type RecordedChange } from "@airworthy/governance";
import { readEntries } from "@airworthy/history";
import { type Annotation, defineCommand, type InputValues, type Ports, TOOL } from "@airworthy/runtime";
import { writeWhole } from "@airworthy/storage";
import { readConfiguration } from "./configuration/read-configuration.ts";
import { dayOf } from "./day-of.ts";
import { openHistory } from "./site/open-history.ts";
import { DOSSIER_INPUTS } from "./write-dossier/inputs.ts";
import { readChecklist } from "./write-dossier/read-checklist.ts";
import { readDocuments } from "./write-dossier/read-documents.ts";
import { readPackageEvidence } from "./write-dossier/read-evidence.ts";
import { saidOfModel } from "./write-dossier/said-of-model.ts";

/** Ten years, or what a busy repository records in some: what technical documentation is kept for. */
const EXTENT = { months: 120, entries: 2_000 };

export const writeDossier = defineCommand({
  name: "write-dossier",
  aliases: ["dossier"],
  summary: "Write one printable document for an EU AI Act Annex IV file, made of evidence with digests.",
  permissions: [
    { scope: "contents", access: "read", reason: "Reads the history's git ref, and the base's checklist." },
    { scope: "actions", access: "read", reason: "Under workflow_run: reads the artifacts of the triggering run." },
  ],
  triggers: ["push", "release", "workflow_run", "workflow_dispatch"],
  writesEvidence: false,
  inputs: DOSSIER_INPUTS,
  outputs: {
    dossier: "The dossier's file.",
    "sections-filled": "The points of Annex IV that have something for every item, such as 1, 4.",
    "sections-partial": "The points that have something for some of their items.",
    "sections-empty": "The points that there is no evidence for.",
  },
  async run(inputs, ports) {
    const input = await ports.log.group("Read evidence", () => gather(inputs, ports));
    const composed = composeDossier(input);
    await ports.log.group("Write the dossier", async () => {
      // The page's own module draws charts, which takes long to load: not for whoever asks for help.
      const { renderPage } = await import("@airworthy/report/page");
      await writeWhole(resolve(ports.cwd, inputs.output), renderPage(composed.notice), inputs.output);
    });
    return outcomeOf(composed, input, inputs.output);
  },
});

type Inputs = InputValues<typeof DOSSIER_INPUTS>;

async function gather(inputs: Inputs, ports: Ports): Promise<DossierInput> {
  const given = await readPackageEvidence(inputs, [], ports);
  const { subject, evidence, leftOut } = given;
  if (leftOut > 0) ports.log.warn(`Left out, since of other packages: evidence files: ${leftOut}`);
  const { configuration, where, read } = await readConfiguration(inputs.config, ports);
  const { read: checklistFiles, ...checklist } = await readChecklist(given, inputs, ports);
  return {
    subject,
    writtenOn: dayOf(ports.now()),
    tool: TOOL,
    evidence: evidence.map(evidenceOf),
    leftOut,
    ...checklist,
    said: saidOfModel(configuration.model, where),
    documents: await readDocuments(inputs.documents ?? [], ports),
    standards: inputs.standards ?? [],
    changes: await readChanges(inputs, subject.name, ports),
    inputs: [...read, ...checklistFiles],
  };
}

function evidenceOf({ name, sha256, statement, section }: ExaminedEvidence): DossierInput["evidence"][number] {
  const { predicateType: type, predicate } = statement;
  return { name, sha256, type, class: auditClassOf(predicate), madeOn: madeOn(predicate), section };
}

/** What was merely proposed in a pull request is no change of the provider's. */
async function readChanges({ history, token }: Inputs, model: string, ports: Ports): Promise<RecordedChange[]> {
  const state = await openHistory(history, token, ports);
  if (state === null) return [];
  const entries = await readEntries(state, { ...EXTENT, model });
  return entries
    .filter(({ line }) => line === null || !line.startsWith("pull/"))
    .map(({ recordedOn, candidate, commit, verdict, title }) => {
      return { recordedOn, version: candidate, commit, verdict, title };
    });
}

function outcomeOf({ notice, filled, partial, empty }: ComposedDossier, { unproven }: DossierInput, output: string) {
  const { verdict, title, headline } = notice;
  const reasonCode = verdict === "pass" ? "points-filled" : verdict === "warn" ? "points-in-part" : "points-empty";
  return {
    verdict,
    reasonCode: unproven.length === 0 ? reasonCode : "evidence-missing",
    headline: `${title}: ${headline}`,
    outputs: {
      dossier: output,
      "sections-filled": filled.join(", "),
      "sections-partial": partial.join(", "),
      "sections-empty": empty.join(", "),
    },
    evidence: [],
    summary: [
      { kind: "paragraph" as const, text: [`${title}: ${headline} `, { kind: "code" as const, text: output }] },
    ],
    annotations: unproven.map(({ name, sha256 }): Annotation => {
      const message = `The checklist rests on ${name}, sha256:${sha256}, which is not here: give it as evidence, or nothing is proven by it.`;
      return { level: "warning", message };
    }),
  };
}
