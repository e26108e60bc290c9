import { compareCodePoints } from "@airworthy/evidence";
import { readBinding } from "./binding.ts";
import {
  emptyModel,
  type RegisteredVersion,
  type RegistryEvent,
  type RegistryModel,
  type TagFact,
} from "./registry.ts";
import { compareSemver } from "./semver.ts";
import { stagesOf } from "./stages-of.ts";
import { parseTagName, type TagName } from "./tag-name.ts";

/** Of events of one second this is the order, as GTO has it (the priorities of gto/base.py). */
const ORDER: Readonly<Record<TagName["event"], number>> = {
  deprecation: 2,
  registration: 3,
  deregistration: 4,
  assignment: 5,
  unassignment: 6,
};

interface Found extends RegistryEvent {
  readonly at: number;
  readonly count: bigint | null;
}

/**
 * What annotated tags say of models, by GTO's conventions: which versions are registered, what each stage has, and all that
 * happened. A stage has what was assigned to it last and not taken away since, as `gto show` says it. Tags that are none of
 * GTO's, or of no time, are passed over; those that GTO or a person made are read, but bind nothing to a package.
 */
export function readRegistry(tags: Iterable<TagFact>): ReadonlyMap<string, RegistryModel> {
  const found = new Map<string, Found[]>();
  for (const tag of tags) {
    const event = eventOf(tag);
    if (event === null) continue;
    const events = found.get(event.model);
    if (events === undefined) found.set(event.model, [event]);
    else events.push(event);
  }
  return new Map([...found].map(([name, events]) => [name, modelOf(name, events.sort(inTime))]));
}

/** What tags say of one model; one without any where there are none. */
export function modelIn(registry: ReadonlyMap<string, RegistryModel>, name: string): RegistryModel {
  return registry.get(name) ?? emptyModel(name);
}

function eventOf({ name, commit, on, message }: TagFact): Found | null {
  const said = parseTagName(name);
  const at = Date.parse(on);
  if (said === null || Number.isNaN(at)) return null;
  return { ...said, tag: name, commit, on, at: Math.floor(at / 1_000), binding: readBinding(message) };
}

/** Git has times in whole seconds; the rest is by kind, by number and by name, so that the order of reading says nothing. */
function inTime(a: Found, b: Found): number {
  const counts = (a.count ?? 0n) < (b.count ?? 0n) ? -1 : Number((a.count ?? 0n) > (b.count ?? 0n));
  return a.at - b.at || ORDER[a.event] - ORDER[b.event] || counts || compareCodePoints(a.tag, b.tag);
}

function modelOf(name: string, found: readonly Found[]): RegistryModel {
  const versions = versionsOf(found);
  const greatest = found.reduce((most, { count }) => (count !== null && count > most ? count : most), 0n);
  const byCommit = Map.groupBy(versions, ({ commit }) => commit);
  const history = found.map(({ at, count, ...event }) => named(event, byCommit.get(event.commit) ?? []));
  return {
    name,
    versions: versions.toSorted((a, b) => compareSemver(b.version, a.version)),
    stages: stagesOf(history, versions),
    history,
    nextCount: greatest + 1n,
    isDeprecated: found.at(-1)?.event === "deprecation",
  };
}

function versionsOf(found: readonly Found[]): readonly RegisteredVersion[] {
  const versions = new Map<string, RegisteredVersion>();
  for (const { event, version, commit, on, binding } of found) {
    if (version === null) continue;
    const isActive = event === "registration";
    const digest = binding?.digest ?? null;
    const known = versions.get(version);
    if (known === undefined) {
      if (isActive) versions.set(version, { version, commit, digest, registeredOn: on, isActive });
      continue;
    }
    // Two tags that say different packages bind the version to neither.
    const isOther = isActive && (known.commit !== commit || known.digest !== digest);
    versions.set(version, { ...known, isActive, digest: isOther ? null : known.digest });
  }
  return [...versions.values()];
}

/** An assignment names a commit: of which version that is, the version's own tag says. Of two at one commit nobody can tell. */
function named(event: RegistryEvent, versions: readonly RegisteredVersion[]): RegistryEvent {
  const [version] = versions;
  return event.stage === null || version === undefined || versions.length > 1
    ? event
    : { ...event, version: version.version };
}
