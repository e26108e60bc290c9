import { UserError } from "@airworthy/evidence";
import { aliasesOf, type RegistryModel, readRegistry } from "@airworthy/promotion";
import type { Block, Text } from "@airworthy/report";
import type { Place } from "./place.ts";
import type { Told } from "./told.ts";

/** The last of many; git has all. */
const MOST_EVENTS = 200;

/** What each name of a model stands for now: its stages, and "latest"; of all models without a name. */
export async function listAliases(model: string | undefined, place: Place): Promise<Told> {
  const models = await readModels(model, place);
  const rows = models.flatMap((one) =>
    aliasesOf(one).map(({ alias, version, digest }) => [one.name, alias, version ?? "no number", code(digest)]),
  );
  return told("aliases", rows.length, [
    { kind: "table", columns: columns("Model", "Alias", "Version", "Digest"), rows },
  ]);
}

/** What happened to a model, the latest first. */
export async function listHistory(model: string | undefined, place: Place): Promise<Told> {
  const models = await readModels(model, place);
  // Of one second too the last comes first.
  const events = models.flatMap(({ history }) => history.toReversed());
  const rows = events
    .toSorted((a, b) => Date.parse(b.on) - Date.parse(a.on))
    .slice(0, MOST_EVENTS)
    .map(({ on, event, stage, version, tag, binding }): Text[] => [
      on,
      `${binding?.move ?? event}${stage === null ? "" : ` ${stage}`}`,
      version ?? "",
      code(tag),
      binding === null ? "no promotion of ours" : `${binding.by}${binding.reason === "" ? "" : `: ${binding.reason}`}`,
    ]);
  return told("history", events.length, [
    { kind: "table", columns: columns("On", "What", "Version", "Tag", "By"), rows },
  ]);
}

async function readModels(model: string | undefined, place: Place): Promise<readonly RegistryModel[]> {
  const registry = readRegistry(await place.tags.list(model ?? ""));
  if (model === undefined) return [...registry.values()];
  const found = registry.get(model);
  if (found !== undefined) return [found];
  const known = [...registry.keys()].slice(0, 20).join(", ");
  throw new UserError(`model: no tag is of ${JSON.stringify(model)}`, {
    remedy: known === "" ? "Nothing was promoted yet." : `There are tags of ${known}.`,
  });
}

function told(what: string, count: number, blocks: readonly Block[]): Told {
  const headline = count === 0 ? `There are no ${what}: nothing was promoted yet.` : `${count} ${what}.`;
  return {
    verdict: "pass",
    reasonCode: "looked",
    effect: "looked",
    headline,
    blocks: count === 0 ? [] : blocks,
    evidence: [],
  };
}

function columns(...titles: readonly string[]) {
  return titles.map((title) => ({ title, align: "left" as const }));
}

function code(text: string | null): Text {
  return text === null ? "no package" : { kind: "code", text };
}
