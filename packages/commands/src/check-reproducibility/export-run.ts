import { access } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Statement } from "@airworthy/evidence";
import { mlflowRun, openLineageEvent, type ReproducibilityPredicate } from "@airworthy/governance";
import type { Ports } from "@airworthy/runtime";
import { writeWhole } from "@airworthy/storage";
import type { CheckInputs } from "./inputs.ts";

/** Writes the check in the forms of other tools that are asked for. Throws a UserError where that cannot be done. */
export async function exportRun(
  statement: Statement<ReproducibilityPredicate>,
  inputs: CheckInputs,
  { cwd, log }: Ports,
): Promise<void> {
  const { mlflow, openlineage } = inputs;
  if (mlflow !== undefined) {
    const store = resolve(cwd, mlflow);
    for (const { path, content, isKept } of mlflowRun(statement, pathToFileURL(store).href.replace(/\/$/, ""))) {
      const location = join(store, path);
      if (!(isKept && (await isThere(location)))) await writeWhole(location, content, `${mlflow}/${path}`);
    }
    log.info(`Wrote an MLflow run to ${mlflow}.`);
  }
  if (openlineage !== undefined) {
    const event = openLineageEvent(statement, { jobs: inputs["job-namespace"], files: "file" });
    await writeWhole(resolve(cwd, openlineage), `${JSON.stringify(event, null, 2)}\n`, openlineage);
    log.info(`Wrote an OpenLineage event to ${openlineage}.`);
  }
}

async function isThere(location: string): Promise<boolean> {
  try {
    await access(location);
    return true;
  } catch {
    return false;
  }
}
