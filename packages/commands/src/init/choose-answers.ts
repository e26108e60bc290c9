import { basename } from "node:path";
import type { Ports } from "@airworthy/runtime";
import {
  type Answers,
  checkModel,
  checkOwner,
  detectFlavour,
  type Flavour,
  modelFromFolder,
  PLACEHOLDER_OWNER,
  readBegun,
  TELLING,
} from "@airworthy/starter";
import { CONFIGURATION_FILE } from "../configuration/configuration-file.ts";
import type { Repository } from "./repository.ts";

interface Given {
  readonly flavour: Flavour | undefined;
  readonly model: string | undefined;
  readonly owner: string | undefined;
}

/** What was given goes before what an earlier run was given, and that before what the repository tells. `why` is of the flavour. */
export async function chooseAnswers(
  given: Given,
  repository: Repository,
  ports: Ports,
): Promise<{ answers: Answers; why: string }> {
  const there = await readTelling(repository, ports);
  const begun = readBegun((await repository.read(CONFIGURATION_FILE)) ?? "");
  const detected = detectFlavour(there);
  const model = given.model === undefined ? undefined : checkModel(given.model);
  const owner = given.owner === undefined ? undefined : checkOwner(given.owner);
  return {
    answers: {
      flavour: given.flavour ?? begun.flavour ?? detected.flavour,
      model: model ?? begun.model ?? modelFromFolder(basename(repository.location)),
      owner: owner ?? begun.owner ?? PLACEHOLDER_OWNER,
    },
    why: given.flavour !== undefined ? "given" : begun.flavour ? `${CONFIGURATION_FILE} was begun so` : detected.why,
  };
}

async function readTelling(repository: Repository, { log }: Ports): Promise<Map<string, string>> {
  const there = new Map<string, string>();
  for (const name of TELLING) {
    const kind = await repository.kindOf(name);
    if (kind === "folder") there.set(name, "");
    if (kind !== "file") continue;
    const text = await repository.read(name).catch((error: unknown) => {
      log.warn(`not looked at: ${error instanceof Error ? error.message : String(error)}`);
      return null;
    });
    there.set(name, text ?? "");
  }
  return there;
}
