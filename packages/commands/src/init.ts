import { resolve } from "node:path";
import { choice, defineCommand, flag, path, text } from "@airworthy/runtime";
import { PLACEHOLDER_OWNER, planFiles, starterFiles } from "@airworthy/starter";
import { chooseAnswers } from "./init/choose-answers.ts";
import { initOutcome } from "./init/init-outcome.ts";
import { openRepository } from "./init/repository.ts";
import { readTemplates } from "./init/templates.ts";
import { writeFiles } from "./init/write-files.ts";

export const init = defineCommand({
  name: "init",
  summary:
    "Begin: write workflows, airworthy.yml, a suite and a checklist into a repository, over nothing that is there.",
  permissions: [],
  triggers: [],
  writesEvidence: false,
  isLocal: true,
  inputs: {
    flavour: choice(["sklearn", "mlflow", "node", "generic"])
      .optional()
      .describe(
        "What the model is made with: scikit-learn, as ONNX; MLflow; Node; or any program. Without it the repository tells.",
      ),
    directory: path().default(".").describe("The repository's folder."),
    model: text().optional().describe("The model's name; that of the folder without it."),
    owner: text()
      .optional()
      .describe(
        `The login or team that answers for the model, such as @ann; ${PLACEHOLDER_OWNER}, who is nobody, without it.`,
      ),
    "dry-run": flag().default("false").describe("Only says what would be written."),
    overwrite: flag()
      .default("false")
      .describe("Replaces files that say something else. Each is kept beside the new one, its name ending in .orig."),
  },
  outputs: {
    flavour: "sklearn, mlflow, node or generic.",
    model: "The model's name.",
    created: "The files that were written where there was none, a path a line.",
    unchanged: "The files that were so already.",
    kept: "The files that say something else, and were left alone.",
    replaced: "The files that were written over others, which are kept beside them.",
  },
  async run(inputs, ports) {
    const { directory, overwrite, "dry-run": isDryRun } = inputs;
    const repository = await openRepository(resolve(ports.cwd, directory), directory);
    const { answers, why } = await chooseAnswers(inputs, repository, ports);
    const files = starterFiles(await readTemplates(), answers);
    // All is looked at before anything is written: what is in the way is told of while nothing has happened yet.
    const plan = planFiles(files, await repository.find([...files.keys()]), { overwrite });
    const toWrite = plan.filter(({ state }) => state === "created" || state === "replaced");
    await repository.checkFree(toWrite);
    if (!isDryRun) await writeFiles(repository, toWrite, ports.signal);
    const isRepository = (await repository.kindOf(".git")) !== "none";
    return initOutcome({ plan, answers, why, directory, isRepository, isDryRun });
  },
});
