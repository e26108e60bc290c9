import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { parseDocument } from "yaml";
import { yamlBlocks } from "../../contract/yaml-document.ts";
import { REPOSITORY } from "../../harness/action-manifest.ts";
import { OURS } from "./release-tree.ts";

/** A workflow of a team's that calls one of ours. */
export interface Caller {
  readonly text: string;
  /** What it allows the token. */
  readonly permissions: Readonly<Record<string, string>>;
}

const callerSchema = v.object({
  jobs: v.record(
    v.string(),
    v.object({
      uses: v.string(),
      permissions: v.record(v.string(), v.string()),
      with: v.exactOptional(v.looseObject({})),
    }),
  ),
});

/**
 * The workflow that a document shows for one of ours, `with` other inputs, and more jobs after the one that calls. Throws where the
 * document shows none.
 */
export async function shownCaller(
  document: string,
  called: string,
  inputs: Readonly<Record<string, string | number | boolean>>,
  jobs: Readonly<Record<string, object>> = {},
): Promise<Caller> {
  const uses = `${OURS.repository}/.github/workflows/${called}@${OURS.ref}`;
  const blocks = yamlBlocks(document, await readFile(join(REPOSITORY, document), "utf8"));
  const shown = blocks.find(({ text }) => /^jobs:$/m.test(text) && text.includes(uses));
  if (shown === undefined) throw new Error(`${document} shows no workflow that calls ${called}`);
  const workflow = parseDocument(shown.text);
  const [[id, job] = []] = Object.entries(v.parse(callerSchema, workflow.toJS()).jobs);
  if (id === undefined || job === undefined) throw new Error(`${shown.where} has no job`);
  if (Object.keys(inputs).length > 0) workflow.setIn(["jobs", id, "with"], inputs);
  for (const [name, more] of Object.entries(jobs)) workflow.setIn(["jobs", name], more);
  return { text: workflow.toString({ lineWidth: 0 }), permissions: job.permissions };
}
