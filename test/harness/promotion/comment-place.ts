import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { formatStatement, sha256 } from "@airworthy/evidence";
import { createClient, type WorkflowEvent } from "@airworthy/github";
import type { EvidenceFile } from "@airworthy/runtime";
import { compareMetrics } from "../../../packages/commands/src/compare-metrics.ts";
import type { PromoteInputs } from "../../../packages/commands/src/promote-model/inputs.ts";
import { openPlace } from "../../../packages/commands/src/promote-model/open-place.ts";
import { judgeChecklistFile } from "../../../packages/commands/src/write-dossier/read-checklist.ts";
import { COMPARISON_INPUTS } from "../comparison-inputs.ts";
import { addArtifact, addComment, addCommit, type GitHub, HEAD_SHA, startGitHub, zipArchive } from "../github/index.ts";
import { modelWorkspace } from "../model-workspace.ts";
import { recordsFolder } from "./records-place.ts";

export const MAIN = "refs/heads/main";
export const NOW = "2026-03-02T09:00:00.000Z";
/** Ten minutes before, and five before: the head was there when the comment was written. */
const PUSHED_ON = "2026-03-02T08:50:00Z";
export const ASKED_ON = "2026-03-02T08:55:00Z";

export const POLICY = `promotion:
  stages:
    staging:
      checklist: false
      needs: [{ type: behavior }]
    production:
      needs: [{ type: behavior }]
      requesters: ["@bob"]
      approvers: ["@carl"]
      rollout: ranker
`;

/** Of the run that makes a package. */
const WORKFLOW = {
  GITHUB_ACTIONS: "true",
  GITHUB_SERVER_URL: "https://github.com",
  GITHUB_REPOSITORY: "octo-org/sentiment",
  GITHUB_WORKFLOW_REF: "octo-org/sentiment/.github/workflows/model.yml@refs/heads/candidate",
  GITHUB_RUN_ID: "500",
};
const DATA = "a,b\n1,2\n";
const CHECKLIST = `title: Ready
sections:
  - title: Data
    section_id: A
    lines:
      - { line_id: A.1, line_summary: Consent, line: Did people consent? }
`;

/** A repository on the stand-in with a policy on main and a pull request; Ann and Bob may write, Carl and Eve may read. */
export async function commentPlace(given: Partial<PromoteInputs> = {}, policy = POLICY) {
  await using stack = new AsyncDisposableStack();
  const github = stack.use(await startGitHub());
  const { state } = github;
  state.refs.set(MAIN, addCommit(state, { files: { "airworthy.yml": policy } }));
  for (const login of ["ann", "bob"]) state.collaborators.set(login, { permission: "write" });
  for (const login of ["carl", "eve"]) state.collaborators.set(login, { permission: "read" });
  state.runs.push({
    id: 500,
    event: "pull_request",
    headSha: HEAD_SHA,
    headRef: "candidate",
    createdAt: PUSHED_ON,
    login: "ann",
  });
  const client = await createClient({ token: "t", env: github.env, log: { info: () => {}, warn: () => {} } });
  const remote = { client, repository: { owner: "octo-org", repo: "sentiment" } };
  const inputs = { task: "comment", branch: "main", artifacts: "evidence*", token: "t", ...given } as const;
  const folder = stack.use(await recordsFolder({ inputs, remote }));
  const ports = { ...folder.place.ports, now: () => new Date(NOW) };
  const { place, warnings } = await openPlace(folder.place.inputs, remote, ports);
  const disposal = stack.move();
  return {
    github,
    place,
    warnings,
    /** A comment, and the event that tells of it. */
    write(body: string, { login = "ann", sender = login, issue = 7, ...other }: Written = {}): WorkflowEvent {
      const { id } = addComment(state, { login, body, issue, createdAt: ASKED_ON, ...other });
      return commentEvent({ id, body, sender });
    },
    /** What was answered, without what keeps it from mentioning anybody. */
    answers: () =>
      state.comments
        .filter(({ login }) => login === state.viewer)
        .map(({ body }) => body.replaceAll("<span></span>", "")),
    reactions: () => state.reactions.map(({ content }) => content),
    fileOfMain: (path: string) => fileAt(github, MAIN, path),
    fileAt: (ref: string, path: string) => fileAt(github, ref, path),
    [Symbol.asyncDispose]: () => disposal.disposeAsync(),
  };
}

export interface Written {
  readonly login?: string;
  /** Whom the event names. */
  readonly sender?: string;
  readonly issue?: number;
  readonly app?: string;
  readonly createdAt?: string;
  readonly editedAt?: string;
}

export function commentEvent({
  id,
  body,
  sender,
  action = "created",
}: {
  readonly id: number;
  readonly body: string;
  readonly sender: string;
  readonly action?: string;
}): WorkflowEvent {
  const type = sender.endsWith("[bot]") ? "Bot" : "User";
  return {
    name: "issue_comment",
    repository: { owner: "octo-org", repo: "sentiment" },
    run: { id: 1000, attempt: 1 },
    payload: { action, comment: { id, body }, sender: { login: sender, type } },
  };
}

/** Evidence of a package whose accuracy fell, made of one data set, with a checklist that nobody answered: an artifact of the head. */
export async function addEvidence(
  { state }: GitHub,
  madeOf = HEAD_SHA,
): Promise<{ readonly digest: string; readonly data: string }> {
  await using space = await modelWorkspace();
  await space.write("data.csv", DATA);
  const made = await space.run({ datasets: ["data.csv"] }, { env: { ...WORKFLOW, GITHUB_SHA: madeOf } });
  const { digest } = made.outputs;
  const rows = Array.from({ length: 80 }, (_, row) => ({ id: `r${row}`, label: "yes" }));
  const lines = (wrong: number) =>
    rows.map((row, index) => JSON.stringify({ ...row, prediction: index < wrong ? "no" : "yes" })).join("\n");
  await writeFile(join(space.folder, "new.jsonl"), lines(20));
  await writeFile(join(space.folder, "old.jsonl"), lines(0));
  const named = { package: digest, "candidate-name": "acme/m", "candidate-version": "1.0.0" };
  const compared = await compareMetrics.run(
    { ...COMPARISON_INPUTS, ...named, baseline: "old.jsonl", metrics: ["accuracy"], classes: ["yes", "no"] },
    space.ports,
  );
  const files: EvidenceFile[] = [...made.evidence, ...compared.evidence];
  await writeFile(join(space.folder, "checklist.yml"), CHECKLIST);
  const subject = {
    name: "acme/m",
    version: "1.0.0",
    sha256: digest.slice("sha256:".length),
    digestOf: "package",
  } as const;
  const judged = await judgeChecklistFile(
    { subject, evidence: [] },
    { checklist: "checklist.yml", "sign-offs": "none.yml", exceptions: "none.yml", token: undefined },
    "npx airworthy audit-model",
    space.ports,
  );
  if (judged !== null) files.push({ name: "checklist.json", statement: judged.statement });
  const members = files.map(({ name, statement }) => ({ name, content: formatStatement(statement) }));
  addArtifact(state, { name: "evidence", headSha: HEAD_SHA, runId: 500, content: zipArchive(members) });
  return { digest, data: sha256(DATA) };
}

function fileAt({ state }: GitHub, ref: string, path: string): string | null {
  const tip = state.commits.find(({ sha }) => sha === state.refs.get(ref));
  return tip?.files.get(path)?.toString() ?? null;
}
