import type { Binding } from "./binding.ts";
import { compareSemver } from "./semver.ts";
import type { TagName } from "./tag-name.ts";

/** An annotated tag, as git has it. */
export interface TagFact {
  /** Without "refs/tags/". */
  readonly name: string;
  /** The commit that it points to. */
  readonly commit: string;
  /** When it was made, ISO 8601. */
  readonly on: string;
  readonly message: string;
}

/** What happened to a model, by one tag. */
export interface RegistryEvent extends Pick<TagName, "event" | "model" | "version" | "stage"> {
  readonly tag: string;
  readonly commit: string;
  readonly on: string;
  /** Null for a tag that is bound to no package. */
  readonly binding: Binding | null;
}

/** A version that a tag registered. */
export interface RegisteredVersion {
  /** Without a "v" before it. */
  readonly version: string;
  readonly commit: string;
  /** Null where its tag is bound to none. */
  readonly digest: string | null;
  /** When it was registered first. */
  readonly registeredOn: string;
  /** False once it was deregistered. */
  readonly isActive: boolean;
}

/** What a stage has now. */
export interface StageEntry {
  readonly stage: string;
  /** Null for a commit that no version is registered at. */
  readonly version: string | null;
  readonly commit: string;
  readonly digest: string | null;
  readonly since: string;
  /** The move that brought it there; null where GTO or a person did. */
  readonly move: Binding["move"] | null;
  readonly tag: string;
}

/** All that tags say of a model. */
export interface RegistryModel {
  readonly name: string;
  /** The greatest first, by semantic versioning. */
  readonly versions: readonly RegisteredVersion[];
  /** In the order of the stages' names. */
  readonly stages: readonly StageEntry[];
  /** The earliest first. */
  readonly history: readonly RegistryEvent[];
  /** One higher than every number that a tag of the model ends with. */
  readonly nextCount: bigint;
  readonly isDeprecated: boolean;
}

/** A name that stands for a version: a stage's, or "latest". */
export interface Alias {
  readonly alias: string;
  readonly version: string | null;
  readonly digest: string | null;
}

export const LATEST = "latest";

/** A model of which there are no tags. */
export function emptyModel(name: string): RegistryModel {
  return { name, versions: [], stages: [], history: [], nextCount: 1n, isDeprecated: false };
}

/** The names that stand for versions now: the stages, and "latest" for the greatest that is registered. */
export function aliasesOf({ versions, stages }: RegistryModel): readonly Alias[] {
  const latest = versions.filter(({ isActive }) => isActive).toSorted((a, b) => compareSemver(b.version, a.version))[0];
  const ofStages = stages.map(({ stage, version, digest }) => ({ alias: stage, version, digest }));
  const isTaken = ofStages.some(({ alias }) => alias === LATEST);
  if (latest === undefined || isTaken) return ofStages;
  return [...ofStages, { alias: LATEST, version: latest.version, digest: latest.digest }];
}

export function entryOf({ stages }: RegistryModel, stage: string): StageEntry | null {
  return stages.find((entry) => entry.stage === stage) ?? null;
}
