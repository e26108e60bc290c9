import { setTimeout as sleep } from "node:timers/promises";
import { createClient, GitHubProblem, readEvent, type WorkflowEvent } from "@airworthy/github";
import { parseRef, type Recording, record, refuseDefaultBranch } from "@airworthy/history";
import { defineCommand, type InputValues, type Ports, TOOL } from "@airworthy/runtime";
import { defaultBranch } from "./history/default-branch.ts";
import { examinedLine } from "./history/examined-line.ts";
import { RECORDING_INPUTS } from "./history/inputs.ts";
import { makeRecording } from "./history/make-recording.ts";
import { openStore, type Remote } from "./history/open-store.ts";
import { notPermitted, RECORDING_OUTPUTS, toOutcome } from "./history/recording-outcome.ts";
import { readSections } from "./post-report/read-report.ts";
import { REPORT_SECTIONS } from "./report-sections.ts";

export const recordHistory = defineCommand({
  name: "record-history",
  summary: "Append what a run found to a git ref: verdict, headline metrics and the digests of the evidence.",
  permissions: [
    { scope: "contents", access: "write", reason: "Commits to the history's ref." },
    { scope: "pull-requests", access: "read", reason: "Under workflow_run and issue_comment: finds the pull request." },
    { scope: "actions", access: "read", reason: "Under workflow_run: reads the artifacts of the triggering run." },
  ],
  triggers: ["push", "pull_request", "workflow_run", "merge_group", "schedule", "workflow_dispatch"],
  writesEvidence: false,
  inputs: RECORDING_INPUTS,
  outputs: RECORDING_OUTPUTS,
  async run(inputs, ports) {
    const ref = parseRef(inputs.ref);
    const event = await readEvent(ports.env);
    const remote = await connect(event, inputs.token, ports);
    if (event !== null && remote !== null) refuseDefaultBranch(ref, await defaultBranch(event, remote));
    const recording = await ports.log.group("Read evidence", () => read(inputs, { event, remote }, ports));
    return ports.log.group("Record history", async () => {
      const store = await openStore(ref, remote, ports);
      const pause = (milliseconds: number) => sleep(milliseconds, undefined, { signal: ports.signal });
      try {
        return toOutcome(await record(store, recording, pause), recording, ref);
      } catch (error) {
        if (!isReadOnly(event) || !(error instanceof GitHubProblem) || error.kind !== "permission") throw error;
        return notPermitted(error, ref);
      }
    });
  },
});

interface Origin {
  readonly event: WorkflowEvent | null;
  readonly remote: Remote | null;
}

async function connect(event: WorkflowEvent | null, token: string | undefined, ports: Ports): Promise<Remote | null> {
  if (event === null || !token) return null;
  const client = await createClient({ token, env: ports.env, log: ports.log, signal: ports.signal });
  return { client, repository: event.repository };
}

async function read(inputs: InputValues<typeof RECORDING_INPUTS>, origin: Origin, ports: Ports): Promise<Recording> {
  const { event, remote } = origin;
  const sections = await readSections(inputs, event, REPORT_SECTIONS, ports);
  const client = async () => remote?.client ?? (await createClient({ token: "", env: ports.env, log: ports.log }));
  const examined = await examinedLine(event, client, ports);
  const circumstances = {
    commit: examined.commit,
    line: inputs.line || examined.line,
    run: examined.run,
    recordedOn: ports.now().toISOString(),
    tool: TOOL,
  };
  return makeRecording(sections, circumstances, inputs);
}

/** Whether the token may be a fork's or Dependabot's, which cannot write whatever the job asks for. */
function isReadOnly(event: WorkflowEvent | null): boolean {
  return event?.name.startsWith("pull_request") ?? false;
}
