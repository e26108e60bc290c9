import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { parse } from "yaml";
import { SHIPPED } from "../action-manifest.ts";

export const scalar = v.union([v.string(), v.number(), v.boolean()]);
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

/** What changes nothing here: names, machines, limits of time, and the shell, which is bash throughout. */
const passedOver = v.exactOptional(v.unknown());

const stepSchema = v.strictObject({
  id: v.exactOptional(v.string()),
  name: v.exactOptional(v.string()),
  if: v.exactOptional(v.string()),
  uses: v.exactOptional(v.string()),
  run: v.exactOptional(v.string()),
  with: texts,
  env: texts,
  shell: v.exactOptional(v.literal("bash")),
});

export const jobSchema = v.strictObject({
  name: passedOver,
  "runs-on": passedOver,
  "timeout-minutes": passedOver,
  concurrency: passedOver,
  /** Who has to approve is the stand-in's to know. */
  environment: passedOver,
  needs: names,
  if: v.exactOptional(v.string()),
  outputs: texts,
  permissions: v.record(v.string(), v.string()),
  env: texts,
  strategy: v.exactOptional(
    v.strictObject({ "fail-fast": v.literal(false), matrix: v.record(v.string(), v.string()) }),
  ),
  steps: v.array(stepSchema),
});

const inputEntries = { description: v.string(), type: v.picklist(["string", "number", "boolean"]) };
const inputSchema = v.union([
  v.strictObject({ ...inputEntries, default: scalar }),
  v.strictObject({ ...inputEntries, required: v.literal(true), default: v.optional(v.undefined()) }),
]);

const workflowSchema = v.strictObject({
  name: v.string(),
  permissions: v.strictObject({}),
  on: v.strictObject({
    workflow_call: v.strictObject({
      inputs: v.record(v.string(), inputSchema),
      secrets: v.exactOptional(v.record(v.string(), v.strictObject({ description: v.string() })), {}),
      outputs: v.record(v.string(), v.strictObject({ description: v.string(), value: v.string() })),
    }),
  }),
  jobs: v.record(v.string(), jobSchema),
});

export type Workflow = v.InferOutput<typeof workflowSchema>;
export type Job = v.InferOutput<typeof jobSchema>;
export type Step = v.InferOutput<typeof stepSchema>;

/** Reads a reusable workflow as it is shipped; throws where it has a key that the harness does not know how to run. */
export async function readWorkflow(name: string): Promise<Workflow> {
  const text = await readFile(join(SHIPPED, ".github", "workflows", name), "utf8");
  return v.parse(workflowSchema, parse(text));
}
