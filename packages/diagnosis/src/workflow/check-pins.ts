import type { Finding } from "../finding.ts";
import { type Check, type Context, findingAt } from "./context.ts";
import { isOurs } from "./uses-of.ts";
import type { Workflow } from "./workflow.ts";

const COMMIT = /@[0-9a-f]{40}([0-9a-f]{24})?$/;
const DIGEST = /@sha256:[0-9a-f]{64}$/;
const HERE = /^(?:\.{1,2}\/|\$\/)/;
const SHOWN = 5;

/** Actions are pinned, and those of ours are of one version. */
export const checkPins: Check = (context) => [
  ...context.workflows.filter(isOurs).flatMap(unpinned),
  ...differing(context),
];

/** One finding a workflow: a note for each action would hide the rest. */
function unpinned(workflow: Workflow): Finding[] {
  const loose = workflow.jobs
    .flatMap((job) => [{ uses: job.uses, path: job.path }, ...job.steps])
    .flatMap(({ uses, path }) => (uses === null ? [] : [{ uses, path: [...path, "uses"] }]))
    .filter(({ uses }) => !HERE.test(uses) && !COMMIT.test(uses) && !DIGEST.test(uses));
  const [first] = loose;
  if (first === undefined) return [];
  const names = [...new Set(loose.map(({ uses }) => uses))];
  const more = names.length > SHOWN ? `, and ${names.length - SHOWN} more` : "";
  const found = `not pinned by a commit: ${names.slice(0, SHOWN).join(", ")}${more}`;
  const remedy = "Write the commit's SHA after the @, and the version beside it: uses: owner/name@SHA # v1.2.3";
  return [findingAt("action-unpinned", workflow, first.path, found, remedy)];
}

function differing({ uses }: Context): Finding[] {
  const refs = [...new Set(uses.map(({ ref }) => ref).filter((ref) => ref !== ""))];
  const [first, ...others] = refs;
  if (first === undefined) return [];
  return others.flatMap((ref) => {
    const use = uses.find((candidate) => candidate.ref === ref);
    if (use === undefined) return [];
    const found = `${use.name} is used at ${ref}, other parts of Airworthy at ${first}`;
    return [findingAt("versions-differ", use.workflow, use.path, found, `Use the same version everywhere: @${first}`)];
  });
}
