import type { CaseTallyRecord, ModelCounts, TallyRecord } from "./tally-record.ts";

/** Beyond any run; of so many in each of a matrix's shards, the sum is still a whole number that a double holds. */
const MAX_CASES = 1e12;

/** Whether a tally's counts are of one and the same cases. */
export function countsAddUp(tally: CaseTallyRecord): boolean {
  const { cases, candidate, changes } = tally;
  return (
    cases <= MAX_CASES &&
    sum(changes) === cases &&
    sum(candidate) === cases &&
    // Equal sums: what is above the least is of the cases that are unanswered, and of no others.
    candidate.passed >= changes.fixed + changes["still-passing"] + changes.passing &&
    candidate.failed >= changes["new-failure"] + changes["still-failing"] + changes.failing &&
    candidate.filtered >= changes.filtered &&
    candidate.unsupported >= changes["lost-support"] + changes.unsupported &&
    baselineAddsUp(tally) &&
    clustersAddUp(tally) &&
    (tally.passes === null || sum(tally.passes) <= cases) &&
    keptAreCounted(tally)
  );
}

/** Whether the tallies of a test's slices, and its predictions, are of the same cases, asked as often as the test says. */
export function partsAddUp({ head, whole, predictions, slices }: TallyRecord): boolean {
  const places = new Set(slices.map(({ name, value }) => JSON.stringify([name, value])));
  const tallies = [whole, ...slices.map(({ tally }) => tally)];
  return (
    tallies.every((tally) => isAskedAlike(tally, whole, head.repeat.times)) &&
    places.size === slices.length &&
    slices.every(({ name }) => head.slices.includes(name)) &&
    head.slices.every((column) =>
      isPartition(
        whole,
        slices.filter(({ name }) => name === column).map(({ tally }) => tally),
      ),
    ) &&
    (predictions === null || predictions.classes.reduce((total, [, count]) => total + count, 0) <= predictions.of)
  );
}

function isAskedAlike({ baseline, passes }: CaseTallyRecord, whole: CaseTallyRecord, times: number): boolean {
  return (
    (baseline === null) === (whole.baseline === null) && (passes === null ? times === 1 : passes.length === times + 1)
  );
}

function baselineAddsUp({ cases, candidate, baseline, changes }: CaseTallyRecord): boolean {
  const compared = comparedIn(changes);
  if (baseline === null) {
    return compared + changes["lost-support"] === 0 && candidate.unanswered === changes.unanswered;
  }
  return (
    sum(baseline) === cases &&
    baseline.passed >= changes["new-failure"] + changes["still-passing"] &&
    baseline.failed >= changes.fixed + changes["still-failing"] &&
    baseline.passed + baseline.failed >= compared + changes["lost-support"] &&
    baseline.filtered + baseline.unsupported >= changes.failing + changes.passing + changes.unsupported &&
    baseline.unanswered <= changes.unanswered &&
    candidate.unanswered + baseline.unanswered >= changes.unanswered
  );
}

function clustersAddUp({ clusters: { counts }, changes }: CaseTallyRecord): boolean {
  const cases = counts.reduce((total, cluster) => total + cluster.cases, 0);
  const net = counts.reduce((total, cluster) => total + cluster.net, 0);
  return (
    cases === comparedIn(changes) &&
    net === changes["new-failure"] - changes.fixed &&
    counts.every((cluster) => Math.abs(cluster.net) <= cluster.cases)
  );
}

/** No list has more cases than were counted. */
function keptAreCounted({ changes, candidate, baseline, ...kept }: CaseTallyRecord): boolean {
  const both = (outcome: keyof ModelCounts) => candidate[outcome] + (baseline?.[outcome] ?? 0);
  return (
    kept.newFailureIds.length <= changes["new-failure"] &&
    kept.fixedIds.length <= changes.fixed &&
    kept.stillFailingIds.length <= changes["still-failing"] &&
    kept.newExamples.length <= changes["new-failure"] + changes.failing &&
    kept.knownExamples.length <= changes["still-failing"] &&
    kept.unanswered.length <= both("unanswered") &&
    kept.unsupported.length <= both("unsupported")
  );
}

/** Each case has one value of a slice's column. */
function isPartition(whole: CaseTallyRecord, parts: readonly CaseTallyRecord[]): boolean {
  const isSum = (counts: (tally: CaseTallyRecord) => Readonly<Record<string, number>>) =>
    Object.entries(counts(whole)).every(
      ([name, total]) => parts.reduce((added, part) => added + (counts(part)[name] ?? 0), 0) === total,
    );
  return (
    isSum(({ changes }) => changes) && isSum(({ candidate }) => candidate) && isSum(({ baseline }) => baseline ?? {})
  );
}

function comparedIn(changes: CaseTallyRecord["changes"]): number {
  return changes["new-failure"] + changes.fixed + changes["still-failing"] + changes["still-passing"];
}

function sum(counts: Readonly<Record<string, number>> | readonly number[]): number {
  return Object.values<number>(counts).reduce((total, count) => total + count, 0);
}
