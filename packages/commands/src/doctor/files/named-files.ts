import { at, isExpression, type Place, type PlaceOf, type Use } from "@airworthy/diagnosis";
import { CONFIGURATION_FILE } from "../../configuration/configuration-file.ts";
import type { WholeConfiguration } from "../configuration/whole-schema.ts";

/** A file that is named somewhere. */
export interface NamedFile {
  readonly path: string;
  /** What names it, such as "model.path". */
  readonly by: string;
  readonly place: Place;
  /** The rule by which it is told that there is no such file. */
  readonly rule: "file-missing" | "model-file-missing";
}

/** A path, and the keys that lead to it; undefined where none is given. */
type Written = readonly [keys: readonly (string | number)[], path: string | undefined];

/** Suites that come with Airworthy, and modules, are not read. */
const YAML = /\.ya?ml$/;
/** How many files are looked at. */
const MOST = 500;

/** The files that a configuration names: those that people write, and those of the model, which a job may make first. */
export function filesInConfiguration(configuration: WholeConfiguration, placeOf: PlaceOf): NamedFile[] {
  const { model = {}, predictors = {}, canary = {} } = configuration;
  const { datasets = [], baseModel, code = [], lockFiles = [] } = model.training ?? {};
  const training = ["model", "training"];
  const written: Written[] = [
    ...code.map((path, index): Written => [[...training, "code", index], path]),
    ...lockFiles.map((path, index): Written => [[...training, "lockFiles", index], path]),
    ...Object.entries(canary).map(([name, plan]): Written => {
      return [["canary", name, "config"], plan.judge === "kayenta" ? plan.config : undefined];
    }),
  ];
  const ofModel: Written[] = [
    [["model", "path"], model.path],
    [[...training, "baseModel", "path"], baseModel?.path],
    ...datasets.map(({ path }, index): Written => [[...training, "datasets", index, "path"], path]),
    ...Object.entries(predictors).map(([name, predictor]): Written => {
      return [["predictors", name, "file"], "file" in predictor ? predictor.file : undefined];
    }),
  ];
  const named = (rule: NamedFile["rule"], files: readonly Written[]) =>
    files.slice(0, MOST).flatMap(([keys, path]): NamedFile[] => {
      if (path === undefined) return [];
      return [{ path, by: keys.join("."), place: at(CONFIGURATION_FILE, placeOf(keys)), rule }];
    });
  return [...named("file-missing", written), ...named("model-file-missing", ofModel)];
}

/** The files that steps and calls give as an input. */
export function filesInUses(input: "suite" | "checklist", uses: readonly Use[]): NamedFile[] {
  return uses
    .map((use) => ({ ...use, given: use.with.get(input) ?? "" }))
    .filter(({ given }) => YAML.test(given) && !isExpression(given))
    .slice(0, MOST)
    .map(({ workflow, step, job, name, given }) => {
      const keys = [...(step?.path ?? job.path), "with", input];
      const place = at(workflow.path, workflow.placeOf(keys));
      return { path: given, by: `${name}: ${input}`, place, rule: "file-missing" };
    });
}
