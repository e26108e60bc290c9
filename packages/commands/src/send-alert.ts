import { setTimeout as sleep } from "node:timers/promises";
import { type AlertWorld, DeliveryProblem, deliver } from "@airworthy/alerts";
import { UserError } from "@airworthy/evidence";
import { createClient, type GitHubClient, readEvent, readTrigger, type WorkflowEvent } from "@airworthy/github";
import { useProxy } from "@airworthy/registry";
import { defineCommand, type InputValues, type Ports } from "@airworthy/runtime";
import { readAlerts } from "./configuration/alerts-section.ts";
import { readConfiguration } from "./configuration/read-configuration.ts";
import { dayOf } from "./day-of.ts";
import { examinedLine } from "./history/examined-line.ts";
import { isOfFork } from "./is-of-fork.ts";
import { readSections } from "./post-report/read-report.ts";
import { sectionsAsOf } from "./report-sections.ts";
import { ALERT_OUTPUTS, alertOutcome, outcomeOfFork } from "./send-alert/alert-outcome.ts";
import { githubIssues } from "./send-alert/github-issues.ts";
import { ALERT_INPUTS } from "./send-alert/inputs.ts";
import { checkWorkflow, type Surroundings } from "./send-alert/links.ts";
import { makeAlerts, type ToldEvidence } from "./send-alert/make-alerts.ts";
import { readState, writeState } from "./send-alert/state-file.ts";

type Inputs = InputValues<typeof ALERT_INPUTS>;

export const sendAlert = defineCommand({
  name: "send-alert",
  summary:
    "Tell people what evidence found: Slack, Teams, Discord, a GitHub issue or any webhook, by class and severity.",
  permissions: [
    { scope: "issues", access: "write", reason: "With a target of kind github-issue: opens, changes and closes it." },
    { scope: "pull-requests", access: "read", reason: "Under workflow_run and issue_comment: finds the pull request." },
    { scope: "actions", access: "read", reason: "Under workflow_run: reads the artifacts of the triggering run." },
  ],
  triggers: ["schedule", "workflow_dispatch", "push", "workflow_run", "pull_request", "merge_group"],
  writesEvidence: false,
  inputs: ALERT_INPUTS,
  outputs: ALERT_OUTPUTS,
  async run(inputs, ports) {
    if (inputs["rollout-workflow"] !== undefined) checkWorkflow(inputs["rollout-workflow"]);
    const plan = readAlerts(await readConfiguration(inputs.config, ports));
    const event = await readEvent(ports.env);
    const connect = connector(inputs.token, ports);
    if (event !== null && (await isOfFork(event, connect))) return outcomeOfFork(event.name);
    const alerts = await ports.log.group("Read evidence", async () => {
      const evidence = await read(inputs, event, ports);
      return makeAlerts(evidence, await surroundings(inputs, { event, connect }, ports));
    });
    return ports.log.group("Send alerts", async () => {
      const before = await readState(inputs.state, ports);
      const { deliveries, state } = await deliver(alerts, plan, before, worldOf({ event, connect }, ports));
      const stateProblem = await keep(() => writeState(inputs.state, state, ports));
      return alertOutcome({ deliveries, statePath: inputs.state, stateProblem }, inputs.undelivered);
    });
  },
});

interface Origin {
  readonly event: WorkflowEvent | null;
  connect(): Promise<GitHubClient>;
}

function connector(token: string | undefined, ports: Ports): () => Promise<GitHubClient> {
  return () => createClient({ token: token ?? "", env: ports.env, log: ports.log, signal: ports.signal });
}

async function read(inputs: Inputs, event: WorkflowEvent | null, ports: Ports): Promise<readonly ToldEvidence[]> {
  const { files, sections } = await readSections(inputs, event, sectionsAsOf(dayOf(ports.now())), ports);
  return files.flatMap(({ statement }, index) => {
    const section = sections[index];
    return section === undefined ? [] : [{ statement, section }];
  });
}

async function surroundings(inputs: Inputs, { event, connect }: Origin, ports: Ports): Promise<Surroundings> {
  const { line, run } = await examinedLine(event, connect, ports);
  const numberOfLine = /^pull\/(\d+)$/.exec(line ?? "")?.[1];
  return {
    server: ports.env["GITHUB_SERVER_URL"] || "https://github.com",
    repository: event?.repository ?? null,
    runId: run?.id ?? null,
    pullRequest: inputs["pull-request"] ?? (numberOfLine === undefined ? null : Number(numberOfLine)),
    workflow: inputs["rollout-workflow"] ?? null,
    line,
    isWhole: event?.name !== "workflow_run" || readTrigger(event).conclusion === "success",
  };
}

function worldOf({ event, connect }: Origin, ports: Ports): AlertWorld {
  useProxy(ports.env);
  return {
    env: ports.env,
    fetch,
    signal: ports.signal,
    now: () => ports.now(),
    pause: (milliseconds) => sleep(milliseconds, undefined, { signal: ports.signal }),
    async openTracker(labels) {
      if (event === null) throw new DeliveryProblem("issues are opened in a workflow of GitHub Actions only");
      return githubIssues(await connect(), event.repository, labels);
    },
  };
}

/** Why it could not be done; null where it was. People have been told by now. */
async function keep(work: () => Promise<void>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `What was told is not remembered, and will be told again: ${error.message}`;
  }
}
