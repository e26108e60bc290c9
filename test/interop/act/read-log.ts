import * as v from "valibot";

/** A job as act ran it; one that was skipped is not in its log. */
export interface ActJob {
  /** As in the workflow's file; of a job that calls a workflow those of that, not itself. */
  readonly id: string;
  readonly matrix: Readonly<Record<string, unknown>>;
  readonly result: "success" | "failure";
  /** By name: a step that names itself, else what it uses. */
  readonly steps: ReadonlyMap<string, ActStep>;
}

export interface ActStep {
  result: "success" | "failure" | "skipped" | null;
  readonly outputs: Record<string, string>;
  readonly errors: string[];
  summary: string;
  /** What it printed. */
  printed: string;
}

const lineSchema = v.object({
  job: v.optional(v.string()),
  jobID: v.optional(v.string()),
  matrix: v.optional(v.record(v.string(), v.unknown()), {}),
  jobResult: v.optional(v.picklist(["success", "failure"])),
  stage: v.optional(v.string()),
  step: v.optional(v.string()),
  stepResult: v.optional(v.picklist(["success", "failure", "skipped"])),
  command: v.optional(v.string()),
  name: v.optional(v.string()),
  arg: v.optional(v.string()),
  content: v.optional(v.string()),
  raw_output: v.optional(v.boolean()),
  msg: v.optional(v.string()),
});
type Line = v.InferOutput<typeof lineSchema>;

/** Reads what `act --json` prints: an object a line, and some of plain text, which are passed over. */
export function readLog(log: string): readonly ActJob[] {
  const jobs = new Map<
    string,
    { id: string; matrix: Line["matrix"]; result: ActJob["result"]; steps: Map<string, ActStep> }
  >();
  for (const text of log.split("\n")) {
    if (!text.startsWith("{")) continue;
    const line = v.parse(lineSchema, JSON.parse(text));
    const { job, jobID: id, matrix } = line;
    if (job === undefined || id === undefined) continue;
    // Its result comes last: without one it never ended well.
    const known = jobs.get(job) ?? { id, matrix, result: "failure", steps: new Map() };
    jobs.set(job, known);
    if (line.jobResult !== undefined) known.result = line.jobResult;
    // Before and after its main part a step is prepared and cleaned up.
    if (line.step !== undefined && line.stage === "Main") noteStep(known.steps, line.step, line);
  }
  // A job that calls a workflow has lines, too, and neither steps nor an end of its own.
  return [...jobs.values()].filter(({ steps }) => steps.size > 0);
}

function noteStep(steps: Map<string, ActStep>, name: string, line: Line): void {
  const step = steps.get(name) ?? { result: null, outputs: {}, errors: [], summary: "", printed: "" };
  steps.set(name, step);
  if (line.stepResult !== undefined) step.result = line.stepResult;
  if (line.raw_output) step.printed += line.msg ?? "";
  if (line.command === "set-output" && line.name !== undefined) step.outputs[line.name] = line.arg ?? "";
  if (line.command === "error") step.errors.push(line.arg ?? "");
  if (line.command === "summary") step.summary += line.content ?? "";
}
