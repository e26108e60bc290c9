import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "./refusal.ts";

/** https://semver.org without build metadata, which neither tags nor npm tell apart. */
const VERSION = /^(?<major>0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?<pre>-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$/;

/** Where a version goes. */
export interface Names {
  readonly tag: string;
  /** The line of its major version; null for a version before a release, which only gets its tag. */
  readonly branch: string | null;
}

/** Throws a Refusal for what is no version. */
export function namesOf(version: string): Names {
  const groups = VERSION.exec(version)?.groups;
  if (groups === undefined) throw new Refusal(`${version} is no version: three numbers, such as 1.2.3 or 1.2.3-rc.1`);
  return { tag: `v${version}`, branch: groups["pre"] === undefined ? `v${groups["major"]}` : null };
}

/** Files that hold the one version of the suite. */
export function manifestFiles(root: string): string[] {
  return ["package.json", ...globSync("{packages,examples}/*/package.json", { cwd: root }).sort()];
}

/** The one version of all packages; throws a Refusal that names each that has another one, or asks for another of ours. */
export function commonVersion(root: string): string {
  const texts = manifestFiles(root).map((file) => ({ file, text: readFileSync(join(root, file), "utf8") }));
  const version = ownVersion(texts[0]?.text ?? "");
  const others = texts.filter(({ text }) => ownVersion(text) !== version || wantsAnother(text, version));
  if (version === "" || others.length > 0) {
    throw new Refusal(
      `not of version ${version}, or in need of another of ours: ${others.map(({ file }) => file).join(", ")}`,
    );
  }
  return version;
}

/** Less than 0 where `a` comes first. Numbers only: whatever follows a hyphen comes before what has none. */
export function compareVersions(a: string, b: string): number {
  const numbers = (text: string) => (text.split("-")[0] ?? "").split(".").map(Number);
  const [left, right] = [numbers(a), numbers(b)];
  const difference = left.map((number, index) => number - (right[index] ?? 0)).find((each) => each !== 0);
  return difference ?? Number(b.includes("-")) - Number(a.includes("-"));
}

function ownVersion(manifest: string): string {
  return /^ {2}"version": "(.*)"/m.exec(manifest)?.[1] ?? "";
}

function wantsAnother(manifest: string, version: string): boolean {
  return [...manifest.matchAll(/^ {4}"@airworthy\/[\w-]+": "(.*)"/gm)].some(([, wanted]) => wanted !== version);
}
