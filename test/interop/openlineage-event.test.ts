import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { exampleStatement, GOOD_RUN } from "../../packages/governance/src/reproducibility/example-reproduction.ts";
import { openLineageEvent } from "../../packages/governance/src/reproducibility/exports/open-lineage.ts";
import { pythonWith } from "./python-environment.ts";

const PACKAGES = ["jsonschema==4.26.0"];

async function validate(event: object): Promise<unknown> {
  const script = join(import.meta.dirname, "reproducibility", "validate_lineage.py");
  const child = spawn(await pythonWith(PACKAGES), [script, join(import.meta.dirname, "openlineage")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(JSON.stringify(event));
  return JSON.parse(await text(child.stdout));
}

const NAMES = { jobs: "octo", files: "file" };

test("the event of a check, and of one whose command failed, is what OpenLineage's schemas allow, facet by facet", async () => {
  expect(await validate(openLineageEvent(exampleStatement(), NAMES))).toEqual({ facets: 8, errors: [] });
  const failed = exampleStatement({ runs: [{ ...GOOD_RUN, exitCode: 1 }], outputs: [] });
  expect(await validate(openLineageEvent(failed, NAMES))).toEqual({ facets: 7, errors: [] });
});

test("the schemas would refuse an event without its run, and a facet without what it must say", async () => {
  const event = openLineageEvent(exampleStatement(), NAMES);
  expect(await validate({ ...event, run: undefined })).not.toHaveProperty("errors", []);
  const broken: unknown = JSON.parse(JSON.stringify(event).replaceAll('"datasetVersion"', '"version"'));
  expect(await validate({ ...(typeof broken === "object" ? broken : null) })).not.toHaveProperty("errors", []);
});
