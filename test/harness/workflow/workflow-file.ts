import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { parse } from "yaml";
import { REPOSITORY } from "../action-manifest.ts";

const scalar = v.union([v.string(), v.number(), v.boolean()]);
const texts = v.optional(v.record(v.string(), scalar), {});
const names = v.optional(
  v.union([
    v.pipe(
      v.string(),
      v.transform((name) => [name]),
    ),
    v.array(v.string()),
  ]),
  [],
);

const stepSchema = v.object({
  id: v.exactOptional(v.string()),
  name: v.exactOptional(v.string()),
  if: v.exactOptional(v.string()),
  uses: v.exactOptional(v.string()),
  run: v.exactOptional(v.string()),
  with: texts,
  env: texts,
});

const jobSchema = v.object({
  needs: names,
  if: v.exactOptional(v.string()),
  outputs: texts,
  permissions: v.record(v.string(), v.string()),
  strategy: v.exactOptional(v.object({ matrix: v.record(v.string(), v.string()) })),
  steps: v.array(stepSchema),
});

const workflowSchema = v.object({
  on: v.object({
    workflow_call: v.object({
      inputs: v.record(
        v.string(),
        v.object({ description: v.string(), type: v.picklist(["string", "number", "boolean"]), default: scalar }),
      ),
      outputs: v.record(v.string(), v.object({ value: v.string() })),
    }),
  }),
  jobs: v.record(v.string(), jobSchema),
});

export type Workflow = v.InferOutput<typeof workflowSchema>;
export type Job = v.InferOutput<typeof jobSchema>;
export type Step = v.InferOutput<typeof stepSchema>;

/** Reads a reusable workflow of this repository; throws where it has what the harness does not know how to run. */
export async function readWorkflow(name: string): Promise<Workflow> {
  const text = await readFile(join(REPOSITORY, ".github", "workflows", name), "utf8");
  return v.parse(workflowSchema, parse(text));
}
