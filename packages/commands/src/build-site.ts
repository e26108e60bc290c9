import { resolve } from "node:path";
import { sha256, UserError } from "@airworthy/evidence";
import { formatCounted } from "@airworthy/report";
import {
  type Annotation,
  defineCommand,
  type InputValues,
  list,
  type Ports,
  path,
  secret,
  TOOL,
  text,
} from "@airworthy/runtime";
import type { Site, SiteInput } from "@airworthy/site";
import { draftFolder } from "@airworthy/storage";
import { DEFAULT_REF } from "./history/open-store.ts";
import { findEvidence, readEvidence } from "./read-evidence.ts";
import { REPORT_SECTIONS } from "./report-sections.ts";
import { readKeptHistory } from "./site/kept-history.ts";
import { openHistory } from "./site/open-history.ts";
import { readPackages } from "./site/read-packages.ts";
import { siteArtifacts } from "./site/site-artifacts.ts";
import { siteEvidence } from "./site/site-evidence.ts";
import { stageChanges } from "./site/stage-changes.ts";

/** Says of a folder that it is a site of ours, which the next one may take the place of. */
const MARKER = ".airworthy-site";

/** As many as a reader takes in; the site has them all. */
const SHOWN_ANNOTATIONS = 10;

const INPUTS = {
  evidence: list()
    .default("airworthy-evidence/*.json")
    .describe("Evidence files, a pattern a line; a pattern may match none."),
  artifacts: text()
    .optional()
    .describe(
      "Collects evidence from the workflow artifacts of this name, in which * stands for any characters: of this run, or under workflow_run of the triggering run.",
    ),
  history: text()
    .default(DEFAULT_REF)
    .describe("The git ref that record-history writes: its entries and the evidence that it keeps."),
  packages: list()
    .optional()
    .describe("Folders that package-model wrote, a line each: their model cards and the evidence attached to them."),
  "audit-log": path()
    .optional()
    .describe("The folder that manage-rollout writes: its audit log is verified and, if it holds, shown."),
  title: text().optional().describe("What the site is called; the repository's name by itself."),
  url: text()
    .optional()
    .describe("Where the site will be, for the way back from an address that is none; all other links are relative."),
  output: path().default("airworthy-site").describe("The folder of the site. One of the last run is replaced, whole."),
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's, which the runner resolves
  token: secret({ environment: "GITHUB_TOKEN", actionDefault: "${{ github.token }}" })
    .optional()
    .describe("Reads the history from GitHub, and artifacts; without it the history is read from the checkout."),
};

export const buildSite = defineCommand({
  name: "build-site",
  aliases: ["site"],
  summary: "Build a static site of every model version: package, card, evidence, comparisons, history, charts.",
  permissions: [
    { scope: "contents", access: "read", reason: "Reads the history's git ref." },
    { scope: "actions", access: "read", reason: "Under workflow_run: reads the artifacts of the triggering run." },
  ],
  triggers: ["push", "workflow_run", "schedule", "workflow_dispatch"],
  writesEvidence: false,
  inputs: INPUTS,
  outputs: {
    site: "The folder of the site, to upload as it is.",
    pages: "How many pages it has.",
    models: "How many models it shows.",
    versions: "How many versions it shows.",
  },
  async run(inputs, ports) {
    const problems: UserError[] = [];
    const input = await ports.log.group("Read evidence", () => gather(inputs, ports, problems));
    // Its pages' charts are drawn by a library that other verbs need not wait for.
    const { buildSite: buildPages } = await import("@airworthy/site");
    const site = buildPages(input);
    if (site.models === 0 && input.audit === null) throw nothingFound();
    const pages = await ports.log.group("Build the site", () => write(site, inputs.output, ports));
    const what = `${formatCounted(pages, "page")} of ${formatCounted(site.models, "model")}, ${formatCounted(site.versions, "version")}`;
    const unread = problems.length === 0 ? [] : [`${formatCounted(problems.length, "evidence file")} cannot be read`];
    const unsound =
      input.audit === null || input.audit.verdict === "pass" ? [] : [input.audit.headline.replace(/\.$/, "")];
    const doubts = [...unread, ...unsound];
    const headline = `${[`Built ${what}`, ...doubts].join("; ")}.`;
    return {
      verdict: doubts.length === 0 ? "pass" : "warn",
      reasonCode: unread.length > 0 ? "unreadable-evidence" : unsound.length > 0 ? "unsound-audit-log" : "built",
      headline,
      outputs: {
        site: inputs.output,
        pages: String(pages),
        models: String(site.models),
        versions: String(site.versions),
      },
      evidence: [],
      summary: [{ kind: "paragraph", text: headline }],
      annotations: [...problems.map(({ message }) => message), ...unsound]
        .slice(0, SHOWN_ANNOTATIONS)
        .map(toAnnotation),
    };
  },
});

type Inputs = InputValues<typeof INPUTS>;

async function gather(inputs: Inputs, ports: Ports, problems: UserError[]): Promise<SiteInput> {
  const { artifacts, token } = inputs;
  const downloaded = artifacts ? await siteArtifacts(artifacts, token, ports) : [];
  const local = await findEvidence(inputs.evidence, ports.cwd, true);
  const given = await readEvidence([...local, ...downloaded]);
  const packages = await readPackages(inputs.packages ?? [], REPORT_SECTIONS, ports.cwd);
  const history = await readKeptHistory(await openHistory(inputs.history, token, ports), ports.log);
  // The same file may come from several places; what it was called when it was given tells the most.
  const found = [...history.evidence, ...packages.evidence, ...given];
  const files = [...new Map(found.map((file) => [sha256(file.text), file])).values()];
  ports.log.info(`${formatCounted(files.length, "evidence file")}, ${formatCounted(history.entries.length, "run")}`);
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = ports.env;
  return {
    title: inputs.title?.trim() || repository?.split("/")[1] || "Models",
    tool: TOOL,
    now: ports.now().toISOString(),
    repository: server && repository ? `${server}/${repository}` : null,
    address: inputs.url ?? null,
    runs: history.entries,
    evidence: files.map((file) => siteEvidence(file, REPORT_SECTIONS, (problem) => problems.push(problem))),
    cards: packages.cards,
    audit: await auditOf(inputs, ports),
    stages: stageChanges(files),
  };
}

async function auditOf(inputs: Inputs, { cwd }: Ports): Promise<SiteInput["audit"]> {
  if (!inputs["audit-log"]) return null;
  // Only sites with a log need what verifies one.
  const { readAudit } = await import("./site/read-audit.ts");
  return await readAudit(inputs["audit-log"], cwd);
}

/** How many pages were written. */
async function write(site: Site, output: string, ports: Ports): Promise<number> {
  await using draft = await draftFolder(resolve(ports.cwd, output), output, MARKER);
  const progress = ports.progress("Write", null, "files");
  let pages = 0;
  try {
    for (const file of site.files()) {
      ports.signal.throwIfAborted();
      await draft.write(file.path, file.text);
      progress.advance(1);
      if (file.path.endsWith(".html")) pages++;
    }
  } finally {
    progress.finish();
  }
  await draft.publish();
  return pages;
}

function nothingFound(): UserError {
  return new UserError("there is neither evidence nor a history to make a site of", {
    remedy: "Give files as `evidence`, folders as `packages`, or the ref that record-history writes as `history`.",
  });
}

function toAnnotation(message: string): Annotation {
  return { level: "warning", message };
}
