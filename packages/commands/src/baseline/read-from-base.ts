import { UserError } from "@airworthy/evidence";
import { readExamined } from "@airworthy/github";
import type { Ports } from "@airworthy/runtime";
import { readAtCommit } from "./read-at-commit.ts";
import type { PolicyText } from "./read-policy.ts";
import { openWorld, type World } from "./world.ts";

/** As large as any other small file may be. */
const POLICY_BYTES = 4 * 1024 * 1024;
const INSTEAD = "fetch the base commit, with `fetch-depth: 0` of actions/checkout.";

/**
 * A file as it stands at the base commit of the change that is examined; null where no change is examined. Throws a
 * UserError where that cannot be told.
 */
export async function readFromBase(path: string, token: string | undefined, ports: Ports): Promise<PolicyText | null> {
  const world = openWorld(token, ports);
  const commit = await baseCommit(world);
  if (commit === null) return null;
  const content = await readAtCommit(world, { commit, path, mostBytes: POLICY_BYTES });
  return { text: content === null ? null : decode(content, `${path} at ${commit}`), commit };
}

async function baseCommit(world: World): Promise<string | null> {
  const event = await world.event();
  if (event === null) return null;
  const examined = await readExamined(event, world.ports.env, async () => (await world.github(INSTEAD)).client);
  return examined.kind === "change" ? examined.base : null;
}

function decode(content: Uint8Array, where: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
  } catch (cause) {
    throw new UserError(`${where} is not UTF-8`, { cause });
  }
}
