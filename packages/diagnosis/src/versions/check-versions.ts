import { at, type Finding, type Place } from "../finding.ts";
import type { Use } from "../workflow/uses-of.ts";

/** What is installed. */
export interface Versions {
  /** This command line's own, such as "1.2.0". */
  readonly airworthy: string;
  /** Such as "24.21.0". */
  readonly node: string;
  /** Such as "2.39.5"; null where there is none. */
  readonly git: string | null;
  /** The packages that the configuration needs. */
  readonly peers: readonly Peer[];
}

export interface Peer {
  readonly name: string;
  /** What is tested, such as "1.5.5-r.5"; null where any will do. */
  readonly wanted: string | null;
  /** Null where it is not installed. */
  readonly found: string | null;
  /** What needs it, such as "canary.ranker.sources.events". */
  readonly neededBy: string;
  readonly place: Place;
}

/** Node runs TypeScript as it is from here on; actions run on this one. */
const LOWEST_NODE = [24];
/** The first whose rev-parse takes --end-of-options, behind which no name is taken for an option. */
const LOWEST_GIT = [2, 30];

const MACHINE = at("this machine");

/** Programs and packages are there, and new enough. */
export function checkVersions({ node, git, peers }: Versions): Finding[] {
  return [...nodeFindings(node), ...gitFindings(git), ...peers.flatMap(peerFindings)];
}

/** Whether workflows use the major version that this command line is of; before 1.0.0 there is none to compare. */
export function checkMajors(airworthy: string, uses: readonly Use[]): Finding[] {
  const [own = 0] = numbersOf(airworthy);
  if (own === 0) return [];
  const seen = new Set<string>();
  return uses.flatMap(({ workflow, ref, name, path }): Finding[] => {
    const major = /^v?(?<major>\d+)(?:\.\d+){0,2}$/.exec(ref)?.groups?.["major"];
    if (major === undefined || Number(major) === own || seen.has(ref)) return [];
    seen.add(ref);
    const found = `${name} is used at ${ref}; this command line is ${airworthy}`;
    const remedy = `npx airworthy@${major} doctor, or use @v${own} in the workflows.`;
    return [{ rule: "versions-differ", place: at(workflow.path, workflow.placeOf(path)), found, remedy }];
  });
}

function nodeFindings(node: string): Finding[] {
  if (isAtLeast(node, LOWEST_NODE)) return [];
  const found = `Node is ${node || "of an unknown version"}; ${LOWEST_NODE.join(".")} or newer is needed`;
  return [
    { rule: "node-version", place: MACHINE, found, remedy: "npm install --include=optional, or install Node 24." },
  ];
}

function gitFindings(git: string | null): Finding[] {
  if (git !== null && isAtLeast(git, LOWEST_GIT)) return [];
  const found = git === null ? "there is no git" : `git is ${git}; ${LOWEST_GIT.join(".")} or newer is needed`;
  return [{ rule: "git-version", place: MACHINE, found, remedy: "Install a newer git, or put it on the PATH." }];
}

function peerFindings({ name, wanted, found, neededBy, place }: Peer): Finding[] {
  if (found !== null && (wanted === null || found === wanted)) return [];
  const rule = found === null ? "peer-missing" : "peer-version";
  const is = found === null ? "is not installed" : `is ${found}; ${wanted} is tested`;
  const remedy = `npm install --save-exact ${name}${wanted === null ? "" : `@${wanted}`}`;
  return [{ rule, place, found: `${neededBy} needs ${name}, which ${is}`, remedy }];
}

function isAtLeast(version: string, lowest: readonly number[]): boolean {
  const numbers = numbersOf(version);
  for (const [index, low] of lowest.entries()) {
    const number = numbers[index] ?? Number.NaN;
    if (number !== low) return number > low;
  }
  return true;
}

function numbersOf(version: string): number[] {
  return (/^v?(\d+(?:\.\d+)*)/.exec(version)?.[1] ?? "")
    .split(".")
    .map((part) => (part === "" ? Number.NaN : Number(part)));
}
