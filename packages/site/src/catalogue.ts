import { compareCodePoints, type VersionRef } from "@airworthy/evidence";
import type { HeadlineMetric } from "@airworthy/report";
import { currentEvidence } from "./current-evidence.ts";
import type { SiteEvidence, SiteInput, SiteRun } from "./input.ts";
import { versionLabel } from "./page-parts.ts";
import { slugOf } from "./slug.ts";
import { type Standing, standingOf } from "./standing.ts";

/** A model with all of its versions. */
export interface Model {
  readonly name: string;
  /** Where its pages are, such as "models/review-sentiment". */
  readonly folder: string;
  /** Newest first; at least one. */
  readonly versions: readonly [Version, ...Version[]];
  /** The newest that is not merely proposed, or, where all are, the newest. */
  readonly latest: Version;
}

export interface Version {
  readonly ref: VersionRef;
  /** Such as "5.0.2"; the digest's first digits where it has no other name. */
  readonly label: string;
  /** Where its pages are. */
  readonly folder: string;
  /** Newest first. */
  readonly runs: readonly SiteRun[];
  /** All that is kept, newest first. */
  readonly evidence: readonly SiteEvidence[];
  /** The newest of each kind: what its report is made of. */
  readonly current: readonly SiteEvidence[];
  readonly standing: Standing;
  readonly metrics: readonly HeadlineMetric[];
  /** When something was last found of it, in ISO 8601; null where nobody knows. */
  readonly lastOn: string | null;
  /** Examined for pull requests alone, or for nobody knows what, as a fork's commit is without its pull request. */
  readonly isProposed: boolean;
}

const SHORT_DIGITS = 12;

/** A link must have a text. */
const NAMELESS = "(no name)";

/** The models in the order of their names, each with its versions: all that runs and evidence speak of as candidates. */
export function catalogueOf({ runs, evidence, tool }: SiteInput): readonly Model[] {
  const models = new Map<string, Map<string, Gathered>>();
  const gatheredOf = (ref: VersionRef): Gathered => {
    const versions = entryOf(models, ref.name, () => new Map<string, Gathered>());
    return entryOf(versions, JSON.stringify([ref.version, ref.sha256]), () => ({ ref, runs: [], evidence: [] }));
  };
  for (const run of runs) gatheredOf(run.candidate).runs.push(run);
  for (const file of evidence) gatheredOf(file.section.candidate).evidence.push(file);
  const names = [...models.keys()].sort(compareCodePoints);
  return names.flatMap((name) => {
    const folder = `models/${slugOf(name)}`;
    const slugs = new Set<string>();
    const gathered = [...(models.get(name)?.values() ?? [])].sort(byDigest);
    const versions = gathered.map((one) => versionOf(one, `${folder}/${freeSlug(one.ref, slugs)}`, tool));
    const [first, ...others] = versions.toSorted(newestFirst);
    if (first === undefined) return [];
    const latest = [first, ...others].find(({ isProposed }) => !isProposed) ?? first;
    return [{ name: name.trim() || NAMELESS, folder, versions: [first, ...others], latest }];
  });
}

/** What there is of one version, while it is being gathered. */
interface Gathered {
  readonly ref: VersionRef;
  readonly runs: SiteRun[];
  readonly evidence: SiteEvidence[];
}

function entryOf<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}

/** Version, if it has one, and digest; the whole digest where another version's page has the short one's name already. */
function freeSlug({ version, sha256 }: VersionRef, taken: Set<string>): string {
  const start = version === null ? "" : `${slugOf(version)}-`;
  const short = `${start}${sha256.slice(0, SHORT_DIGITS)}`;
  const slug = taken.has(short) ? `${start}${sha256}` : short;
  taken.add(slug);
  return slug;
}

function versionOf(gathered: Gathered, folder: string, tool: SiteInput["tool"]): Version {
  const { ref } = gathered;
  const runs = gathered.runs.toSorted((a, b) => latestFirst(a.recordedOn, b.recordedOn) || byRun(a, b));
  const evidence = gathered.evidence.toSorted(
    (a, b) => latestFirst(a.madeOn, b.madeOn) || compareCodePoints(a.sha256, b.sha256),
  );
  const ofBranches = runs.filter((run) => !isProposal(run));
  // Who proposes a change could else say anew what is known of a version that is in use.
  const deciding = ofBranches.length > 0 ? ofBranches : runs;
  const current = currentEvidence(runs, deciding, evidence);
  return {
    ref,
    label: versionLabel(ref, SHORT_DIGITS),
    folder,
    runs,
    evidence,
    current,
    standing: standingOf(deciding, current, tool),
    metrics: metricsOf(deciding, current),
    lastOn: runs[0]?.recordedOn ?? evidence[0]?.madeOn ?? null,
    isProposed: runs.length > 0 && ofBranches.length === 0,
  };
}

/** A run of a pull request, or of a commit that belongs to none of our branches. */
function isProposal({ line }: SiteRun): boolean {
  return line === null || line.startsWith("pull/");
}

function metricsOf(runs: readonly SiteRun[], current: readonly SiteEvidence[]): readonly HeadlineMetric[] {
  const recorded = runs.find(({ metrics }) => metrics.length > 0)?.metrics;
  const all = recorded ?? current.flatMap(({ section }) => section.metrics ?? []);
  const found = all.filter(({ name }) => name.trim() !== "");
  return [...new Map(found.toReversed().map((metric) => [metric.name, metric])).values()].reverse();
}

function byDigest(a: Gathered, b: Gathered): number {
  return compareCodePoints(a.ref.sha256, b.ref.sha256) || compareCodePoints(a.ref.version ?? "", b.ref.version ?? "");
}

function newestFirst(a: Version, b: Version): number {
  return (
    latestFirst(a.lastOn, b.lastOn) ||
    VERSION_ORDER.compare(b.label, a.label) ||
    compareCodePoints(a.ref.sha256, b.ref.sha256)
  );
}

/** 1.10.0 comes after 1.9.0. */
const VERSION_ORDER = new Intl.Collator("en", { numeric: true });

function byRun(a: SiteRun, b: SiteRun): number {
  return (b.run?.id ?? 0) - (a.run?.id ?? 0) || (b.run?.attempt ?? 0) - (a.run?.attempt ?? 0);
}

/** Times in ISO 8601 may be of several zones and precisions; what has none comes last. */
function latestFirst(a: string | null, b: string | null): number {
  const [left, right] = [timeOf(a), timeOf(b)];
  return left === right ? 0 : right - left;
}

function timeOf(time: string | null): number {
  const milliseconds = time === null ? Number.NaN : Date.parse(time);
  return Number.isNaN(milliseconds) ? Number.NEGATIVE_INFINITY : milliseconds;
}
