import type { InputFile } from "@airworthy/evidence";
import type { Version } from "../fields.ts";
import { versionInWords } from "../words/plain.ts";
import { type Binding, formatMessage, MOST_EVIDENCE } from "./binding.ts";
import { isModelName, MODEL_RULE } from "./model-name.ts";
import { entryOf, type RegistryModel, type StageEntry, type TagFact } from "./registry.ts";
import { isSemver } from "./semver.ts";
import { takenBy } from "./stages-of.ts";
import { formatTagName, isRefName, type TagName } from "./tag-name.ts";

const SECOND = 1_000;

/** What is to be recorded: that a stage has a version from now on. */
export interface StageChange {
  readonly stage: string;
  readonly version: Version;
  readonly commit: string;
  readonly move: Binding["move"];
  readonly by: string;
  /** ISO 8601. */
  readonly on: string;
  readonly request: string | null;
  /** Why somebody went back; empty of a promotion. */
  readonly reason: string;
  readonly evidence: readonly InputFile[];
}

/**
 * The next tags of a model, in the order in which they are to be made: the version's, if there is none yet, the stage's, and one
 * that takes the stage from what had it, so that GTO says the same however it sorts. Two that are decided at the same time
 * have the same name for the stage's, so that git takes only one. Their time is later than that of every tag before, in whole
 * seconds, as git keeps it. Throws a TypeError where `problemOfRecord` has something to say.
 */
export function tagsFor(model: RegistryModel, change: StageChange): readonly TagFact[] {
  const problem = problemOfRecord(model, change);
  if (problem !== null) throw new TypeError(problem);
  const { stage, version, commit, move } = change;
  const drafts: Omit<TagFact, "on">[] = [];
  const name = (event: TagName["event"], count: bigint | null): string =>
    formatTagName({ model: model.name, event, version: version.version, stage, count });
  const message = (sentence: string, digest: string): string => formatMessage(sentence, bindingOf(change, digest));
  const words = `${model.name} ${versionInWords(version)}`;
  if (!model.versions.some((one) => one.version === version.version)) {
    drafts.push({ name: name("registration", null), commit, message: message(`Register ${words}`, version.digest) });
  }
  const sentence = move === "promote" ? `Promote ${words} to ${stage}` : `Go back to ${words} in ${stage}`;
  drafts.push({ name: name("assignment", model.nextCount), commit, message: message(sentence, version.digest) });
  const entry = entryOf(model, stage);
  if (entry !== null && entry.commit !== commit) {
    drafts.push(takeAway(model, entry, model.nextCount + 1n, bindingOf(change, version.digest)));
  }
  const on = nextTime(model, change.on);
  return drafts.map((draft) => ({ ...draft, on }));
}

/**
 * The tag that a request left out, whose run ended just after the stage had its version: the one that takes the stage from what had
 * it before. None where the request made all of them or none, and where somebody gave or took that since.
 */
export function lackingTags(model: RegistryModel, request: string, now: string): readonly TagFact[] {
  const at = model.history.findIndex(({ event, binding }) => event === "assignment" && binding?.request === request);
  const made = model.history[at];
  const entry = made === undefined ? null : takenBy(model, made);
  if (entry === null || !made?.binding) return [];
  const isKnown = model.history.slice(at).some(({ stage, commit }) => stage === entry.stage && commit === entry.commit);
  if (isKnown) return [];
  return [{ ...takeAway(model, entry, model.nextCount, made.binding), on: nextTime(model, now) }];
}

/** Why GTO's tags cannot say it, as a sentence without a full stop; null where they can. */
export function problemOfRecord(
  model: RegistryModel,
  { version: { version, digest }, commit, stage }: Pick<StageChange, "version" | "commit" | "stage">,
): string | null {
  if (!isModelName(model.name)) return `a tag takes ${MODEL_RULE} as a model's name`;
  if (version === null) return "the package has no version's number to record";
  if (!isSemver(version)) return `${version} is no semantic version such as 2.0.0`;
  const name = formatTagName({ model: model.name, event: "assignment", version, stage, count: 1n });
  if (!isRefName(name)) return `git takes no tag such as ${name}`;
  const known = model.versions.find((one) => one.version === version);
  if (known !== undefined && !known.isActive) return `version ${version} was deregistered`;
  if (known !== undefined && known.commit !== commit) return `version ${version} is of commit ${known.commit}`;
  if (known !== undefined && known.digest !== null && known.digest !== digest) {
    return `version ${version} is bound to ${known.digest}`;
  }
  const other = model.versions.find((one) => one.commit === commit && one.version !== version);
  return other === undefined ? null : `the commit has version ${other.version} already; a tag of GTO names one version`;
}

function takeAway(
  { name: model }: RegistryModel,
  { stage, version, commit, digest }: StageEntry,
  count: bigint,
  binding: Binding,
): Omit<TagFact, "on"> {
  const taken = `Take ${version ?? commit} from ${stage}`;
  return {
    name: formatTagName({ model, event: "unassignment", version, stage, count }),
    commit,
    message: digest === null ? `${taken}\n` : formatMessage(taken, { ...binding, digest }),
  };
}

function bindingOf({ move, by, request, reason, evidence }: StageChange, digest: string): Binding {
  const named = evidence.slice(0, MOST_EVIDENCE).map(({ name, sha256 }) => ({ name, sha256 }));
  return { digest, move, by, request, reason, evidence: named };
}

function nextTime({ history }: RegistryModel, on: string): string {
  const last = history.at(-1);
  const now = Math.floor(Date.parse(on) / SECOND);
  const least = last === undefined ? now : Math.floor(Date.parse(last.on) / SECOND) + 1;
  return new Date(Math.max(now, least) * SECOND).toISOString();
}
