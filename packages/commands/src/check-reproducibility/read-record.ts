import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { InputFile } from "@airworthy/evidence";
import { UserError } from "@airworthy/evidence";
import { GitProblem, readWorkState } from "@airworthy/git";
import { type ExperimentRecord, parsePathPattern } from "@airworthy/governance";
import { readMachine } from "@airworthy/process";
import { parsePairs } from "@airworthy/provenance";
import type { Ports } from "@airworthy/runtime";
import { digestAll } from "@airworthy/storage";
import { findPaths } from "./find-outputs.ts";
import type { CheckInputs } from "./inputs.ts";
import { readPackages, readPrograms } from "./read-packages.ts";
import type { CheckPlan } from "./read-plan.ts";

/** What package managers write down the exact versions in. */
const LOCK_FILES = new Set(
  (
    "package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml requirements.txt poetry.lock pdm.lock uv.lock pylock.toml " +
    "Pipfile.lock conda-lock.yml environment.yml pixi.lock Cargo.lock go.sum renv.lock Manifest.toml dvc.lock"
  ).split(" "),
);

/** All of the record that can be known before the first run. Throws a UserError for data that is not there. */
export async function readRecord(
  plan: CheckPlan,
  inputs: CheckInputs,
  { env, signal, log }: Ports,
): Promise<Omit<ExperimentRecord, "metrics">> {
  const { folder, argv, environment } = plan;
  const variables = Object.fromEntries(environment.variables.map(({ name, value }) => [name, value]));
  const surroundings = { cwd: folder, env: variables, signal };
  return {
    parameters: [...parsePairs(inputs.parameters ?? [], "parameters")],
    data: [...(await digestData(inputs.data ?? [], folder, signal))],
    git: await readWorkState(folder, { env, signal }).catch((error: unknown) => {
      if (!(error instanceof GitProblem)) throw error;
      log.warn(`The state of the git repository is not recorded: ${error.message}`);
      return null;
    }),
    lockFiles: [...(await digestLockFiles(folder, signal))],
    packages: [...(await readPackages(argv[0], surroundings))],
    programs: [...(await readPrograms(argv[0], surroundings))],
    machine: copyMachine(await readMachine(surroundings)),
    image: inputs.image ?? null,
  };
}

/** The digests of the files that the patterns name, each pattern at least one. */
export async function digestData(
  patterns: readonly string[],
  folder: string,
  signal: AbortSignal,
): Promise<readonly InputFile[]> {
  if (patterns.length === 0) return [];
  const parsed = patterns.map((text) => parsePathPattern(text, "data"));
  const found = await findPaths(folder, parsed, "data", signal);
  const unmatched = parsed.find((pattern) => !found.some(({ path }) => pattern.matches(path)));
  if (unmatched !== undefined) {
    throw new UserError(`data: nothing matches ${JSON.stringify(unmatched.text)} in ${folder}`);
  }
  const noFile = found.find(({ isFile }) => !isFile);
  if (noFile !== undefined) {
    throw new UserError(`data: ${JSON.stringify(noFile.path)} is no file; what a link leads to is not looked at`);
  }
  const digests = await digestAll(
    found.map(({ path, location }) => ({ location, shown: path })),
    { signal },
  );
  return found.map(({ path }, at) => ({ name: path, sha256: digests[at] ?? "" }));
}

async function digestLockFiles(folder: string, signal: AbortSignal): Promise<readonly InputFile[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile() && LOCK_FILES.has(entry.name)).map(({ name }) => name);
  names.sort();
  const digests = await digestAll(
    names.map((name) => ({ location: join(folder, name), shown: name })),
    { signal },
  );
  return names.map((name, at) => ({ name, sha256: digests[at] ?? "" }));
}

function copyMachine(machine: Awaited<ReturnType<typeof readMachine>>): ExperimentRecord["machine"] {
  return { ...machine, flags: [...machine.flags], gpus: [...machine.gpus] };
}
