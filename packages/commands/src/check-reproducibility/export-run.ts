import { access } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type Statement, UserError } from "@airworthy/evidence";
import { mlflowRun, openLineageEvent, type ReproducibilityPredicate, trackRun } from "@airworthy/governance";
import type { Ports } from "@airworthy/runtime";
import { writeWhole } from "@airworthy/storage";
import type { CheckInputs } from "./inputs.ts";
import type { TrackingAddress } from "./tracking-address.ts";

type Checked = Statement<ReproducibilityPredicate>;

/**
 * Writes the check in the forms of other tools that are asked for; what could not be written, a sentence each. Neither keeps the
 * other from being tried, nor the evidence from being written.
 */
export async function exportRun(
  statement: Checked,
  inputs: CheckInputs,
  tracking: TrackingAddress | null,
  ports: Ports,
): Promise<readonly string[]> {
  const { mlflow, openlineage } = inputs;
  const problems: string[] = [];
  const attempt = async (what: string, write: () => Promise<string>) => {
    try {
      ports.log.info(`Wrote ${what} to ${await write()}.`);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(`${what} could not be written: ${[error.message, error.remedy ?? ""].join(" ").trim()}`);
    }
  };
  if (tracking !== null) await attempt("An MLflow run", () => toServer(statement, tracking, ports));
  else if (mlflow !== undefined) await attempt("An MLflow run", () => toFolder(statement, mlflow, ports));
  if (openlineage !== undefined) {
    const event = openLineageEvent(statement, { jobs: inputs["job-namespace"], files: "file" });
    await attempt("An OpenLineage event", async () => {
      await writeWhole(resolve(ports.cwd, openlineage), `${JSON.stringify(event, null, 2)}\n`, openlineage);
      return openlineage;
    });
  }
  return problems;
}

async function toServer(statement: Checked, tracking: TrackingAddress, ports: Ports): Promise<string> {
  const { openTrackingServer } = await import("./tracking-server.ts");
  await using server = openTrackingServer(tracking, ports);
  const { experiment, run } = await trackRun(statement, server);
  return `${tracking.url}, experiment ${experiment}, run ${run}`;
}

async function toFolder(statement: Checked, mlflow: string, { cwd }: Ports): Promise<string> {
  const store = resolve(cwd, mlflow);
  for (const { path, content, isKept } of mlflowRun(statement, pathToFileURL(store).href.replace(/\/$/, ""))) {
    const location = join(store, path);
    if (!(isKept && (await isThere(location)))) await writeWhole(location, content, `${mlflow}/${path}`);
  }
  return mlflow;
}

async function isThere(location: string): Promise<boolean> {
  try {
    await access(location);
    return true;
  } catch {
    return false;
  }
}
