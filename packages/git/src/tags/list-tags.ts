import { parseAncestors } from "../ancestors.ts";
import type { Git } from "../git.ts";
import { shown } from "../names.ts";
import { GitProblem } from "../problem.ts";
import { contentsOf, factsOf, type ObjectFacts } from "./read-objects.ts";
import { parseTag, type TagNote } from "./tag-object.ts";

/** A tag of a commit. */
export interface GitTag {
  /** Without "refs/tags/". */
  readonly name: string;
  /** The SHA of the commit that it leads to, however many tags are in between. */
  readonly commit: string;
  /** When it was made, ISO 8601 and in UTC; of a tag that says no time, that of its commit. */
  readonly on: string;
  /** Empty of a tag that is a name and nothing else. */
  readonly message: string;
}

export const TAGS = "refs/tags/";

/** A hundred thousand tags with long names. */
const LISTING_BYTES = 32 * 1024 * 1024;
/** A message of ours with a hundred evidence files takes some 20 kB. */
const MOST_TAG_BYTES = 1024 * 1024;
const MOST_BYTES = 256 * 1024 * 1024;
/** What neither tag nor commit says in a way that a Date knows. */
const NO_TIME = new Date(0).toISOString();
/** Of a commit's time and SHA. */
const TIME_BYTES = 100;

interface Ref {
  readonly name: string;
  readonly object: string;
}

/**
 * The tags whose names begin so, in the order of their names; those of anything but a commit are none. Throws a GitProblem for
 * one that is broken, that leads to what is not in the clone, or that is too large.
 */
export async function listTags(git: Git, prefix: string): Promise<readonly GitTag[]> {
  const refs = await listRefs(git, prefix);
  const facts = await factsOf(
    git,
    refs.flatMap(({ object }) => [object, `${object}^{}`]),
  );
  const found = refs.flatMap((ref, index) => {
    const [own, peeled] = [facts[2 * index] ?? null, facts[2 * index + 1] ?? null];
    if (own === null || peeled === null) throw missing(ref);
    return peeled.type === "commit" ? [{ ref, own: checked(own, ref), commit: peeled.object }] : [];
  });
  const annotated = new Map(found.flatMap(({ own }) => (own.type === "tag" ? [[own.object, own] as const] : [])));
  const notes = await readNotes(git, [...annotated.values()]);
  const noted = found.map(({ ref: { name }, own, commit }) => ({ name, commit, note: notes.get(own.object) ?? null }));
  const times = await commitTimes(
    git,
    noted.flatMap(({ commit, note }) => ((note?.on ?? null) === null ? [commit] : [])),
  );
  return noted.map(({ name, commit, note }) => {
    return { name, commit, on: note?.on ?? times.get(commit) ?? NO_TIME, message: note?.message ?? "" };
  });
}

async function listRefs(git: Git, prefix: string): Promise<readonly Ref[]> {
  const run = await git.run(["for-each-ref", "--format=%(objectname) %(refname)", TAGS], { most: LISTING_BYTES });
  const broken = run.stderr.split("\n").find((line) => line.includes("broken ref") && line.includes(TAGS + prefix));
  if (run.code !== 0 || broken !== undefined) {
    throw new GitProblem("failed", `The tags of the clone cannot be told: ${broken ?? run.stderr}`, {
      remedy: "Fetch them anew, or delete the broken one.",
    });
  }
  const lines = run.stdout.toString("utf8").split("\n");
  return lines.flatMap((line) => {
    const space = line.indexOf(" ");
    const name = line.slice(space + 1 + TAGS.length);
    return space > 0 && name.startsWith(prefix) ? [{ name, object: line.slice(0, space) }] : [];
  });
}

function checked(facts: ObjectFacts, { name }: Ref): ObjectFacts {
  if (facts.type !== "tag" || facts.size <= MOST_TAG_BYTES) return facts;
  throw new GitProblem(
    "too-large",
    `The tag ${shown(name)} has ${facts.size} bytes; at most ${MOST_TAG_BYTES} are allowed`,
  );
}

async function readNotes(git: Git, tags: readonly ObjectFacts[]): Promise<ReadonlyMap<string, TagNote>> {
  const bytes = tags.reduce((sum, { size }) => sum + size, 0);
  if (bytes > MOST_BYTES) {
    throw new GitProblem("too-large", `The tags have ${bytes} bytes together; at most ${MOST_BYTES} are allowed`);
  }
  return new Map([...(await contentsOf(git, tags))].map(([object, content]) => [object, parseTag(content)]));
}

/** When commits were made, by their SHA. */
async function commitTimes(git: Git, commits: readonly string[]): Promise<ReadonlyMap<string, string | null>> {
  if (commits.length === 0) return new Map();
  const args = ["rev-list", "--no-walk=unsorted", "--timestamp", "--stdin"];
  const input = commits.map((sha) => `${sha}\n`).join("");
  const text = await git.text(args, { input, most: commits.length * TIME_BYTES });
  return new Map(parseAncestors(text).map(({ sha, committedOn }) => [sha, committedOn]));
}

function missing({ name }: Ref): GitProblem {
  return new GitProblem("failed", `The tag ${shown(name)} leads to what is not in the clone`, {
    remedy: "Fetch the tags anew, without a filter.",
  });
}
