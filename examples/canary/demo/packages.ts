import { join } from "node:path";
import { jsonLines, writeWhole } from "../../shared/write-file.ts";
import { prepareVersions } from "../prepare.ts";
import { REVIEWS } from "../simulator/texts.ts";
import { type ModelName, predict } from "../simulator/versions.ts";
import type { Airworthy } from "./airworthy.ts";
import { ROLLOUT } from "./plan.ts";

/** The digest of each model's package, as the flag's variants have it. */
export type Digests = Readonly<Record<ModelName, string>>;

/**
 * Packages the three models, and compares each candidate's accuracy on the real reviews with a floor: the evidence that the
 * policy asks for before anybody is exposed. `folder` is an absolute path, the one in which the verbs run.
 */
export async function makePackages(folder: string, airworthy: Airworthy): Promise<Digests> {
  const versions = await prepareVersions(join(folder, "models"));
  const pack = async (model: ModelName) => {
    const { version } = versions[model];
    const layout = join("packages", model);
    const { outputs } = await airworthy("package-model", [
      ...["--path", join("models", model), "--name", ROLLOUT, "--version", version, "--output", layout],
    ]);
    if (model !== "vader") await compare(model, layout, folder, airworthy);
    return outputs["digest"] ?? "";
  };
  return { vader: await pack("vader"), afinn: await pack("afinn"), mended: await pack("mended") };
}

async function compare(model: ModelName, layout: string, folder: string, airworthy: Airworthy): Promise<void> {
  const rows = REVIEWS.map(({ id, label, text }) => ({ id, label, prediction: predict(model, text) }));
  const table = `${model}.jsonl`;
  await writeWhole(join(folder, table), jsonLines(rows));
  await airworthy("compare-metrics", [
    ...["--candidate", table, "--metrics", "accuracy: floor=0.7", "--package", layout],
  ]);
}
