import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import * as v from "valibot";
import { expect, test } from "vitest";
import { exampleStatement, GOOD_RUN } from "../../packages/governance/src/reproducibility/example-reproduction.ts";
import { openLineageEvent } from "../../packages/governance/src/reproducibility/exports/open-lineage.ts";
import { conforms } from "../harness/conforms.ts";
import { pythonVersion } from "../harness/peer-versions.ts";
import { pythonWith } from "./python-environment.ts";

const PACKAGES = ["jsonschema==4.26.0"];

const answerSchema = v.strictObject({ facets: v.number(), errors: v.array(v.unknown()) });

async function validate(event: object): Promise<v.InferOutput<typeof answerSchema>> {
  const script = join(import.meta.dirname, "reproducibility", "validate_lineage.py");
  const child = spawn(await pythonWith(PACKAGES), [script, join(import.meta.dirname, "openlineage")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(JSON.stringify(event));
  return v.parse(answerSchema, JSON.parse(await text(child.stdout)));
}

const NAMES = { jobs: "octo", files: "file" };

test("the event of a check, and of one whose command failed, is what OpenLineage's schemas allow, facet by facet", async () => {
  const passed = await validate(openLineageEvent(exampleStatement(), NAMES));
  expect(passed).toEqual({ facets: 8, errors: [] });
  const failed = exampleStatement({ runs: [{ ...GOOD_RUN, exitCode: 1 }], outputs: [] });
  const broken = await validate(openLineageEvent(failed, NAMES));
  expect(broken).toEqual({ facets: 7, errors: [] });
  conforms({
    area: "Records and promotions",
    claim: "facets of OpenLineage's events, by its published schemas",
    peer: "jsonschema",
    version: await pythonVersion(await pythonWith(PACKAGES), "jsonschema"),
    cases: passed.facets + broken.facets,
  });
});

test("the schemas would refuse an event without its run, and a facet without what it must say", async () => {
  const event = openLineageEvent(exampleStatement(), NAMES);
  expect(await validate({ ...event, run: undefined })).not.toHaveProperty("errors", []);
  const broken: unknown = JSON.parse(JSON.stringify(event).replaceAll('"datasetVersion"', '"version"'));
  expect(await validate({ ...(typeof broken === "object" ? broken : null) })).not.toHaveProperty("errors", []);
});
