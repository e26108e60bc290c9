import { BEHAVIOR_TYPE, mergeBehavior as merge, parseBehavior } from "@airworthy/behavior";
import { UserError } from "@airworthy/evidence";
import { downloadArtifacts } from "@airworthy/github";
import { defineCommand, list, text } from "@airworthy/runtime";
import { findEvidence, readEvidence } from "./read-evidence.ts";
import {
  BEHAVIOR_OUTPUTS,
  behaviorOutcome,
  PROJECTION_INPUTS,
  writeProjections,
} from "./test-behavior/behavior-outcome.ts";

export const mergeBehavior = defineCommand({
  name: "merge-behavior",
  summary: "Merge the evidence of a behaviour suite's shards into that of the whole run, as if one machine had run it.",
  permissions: [],
  triggers: ["pull_request", "push", "workflow_dispatch", "schedule"],
  writesEvidence: true,
  inputs: {
    evidence: list()
      .default("airworthy-evidence/test-behavior.*.shard-*.json")
      .describe(
        "The shards' evidence files, a pattern a line; each must match a file unless `artifacts` brings some. All shards of one run, each once.",
      ),
    artifacts: text()
      .optional()
      .describe(
        "Collects the shards from this run's workflow artifacts of this name, in which * stands for any characters.",
      ),
    ...PROJECTION_INPUTS,
  },
  outputs: BEHAVIOR_OUTPUTS,
  async run(inputs, ports) {
    const shards = await ports.log.group("Read the shards", async () => {
      const pattern = inputs.artifacts;
      const downloaded = pattern === undefined ? [] : await downloadArtifacts({ pattern, run: null });
      const local = await findEvidence(inputs.evidence, ports.cwd, downloaded.length > 0);
      const files = await readEvidence([...local, ...downloaded]);
      const stranger = files.find(({ statement }) => statement.predicateType !== BEHAVIOR_TYPE);
      if (stranger === undefined) return files.map(({ statement }) => parseBehavior(statement));
      throw new UserError(
        `${stranger.name} is evidence of ${stranger.statement.predicateType}; ${BEHAVIOR_TYPE} is merged`,
      );
    });
    const predicate = merge(shards);
    await writeProjections(predicate, inputs, ports.cwd);
    return behaviorOutcome(predicate);
  },
});
