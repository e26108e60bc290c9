import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "./refusal.ts";

const NUMBER = String.raw`(?:0|[1-9]\d*)`;
const PART = String.raw`(?:${NUMBER}|\d*[A-Za-z-][\dA-Za-z-]*)`;
/** https://semver.org/#spec-item-9, without build metadata, which neither tags nor npm tell apart. */
const VERSION = new RegExp(
  String.raw`^(?<numbers>(?<major>${NUMBER})\.${NUMBER}\.${NUMBER})(?:-(?<early>${PART}(?:\.${PART})*))?$`,
);

/** Where a version goes. */
export interface Names {
  readonly tag: string;
  /** The line of its major version; null for a version before a release, which only gets its tag. */
  readonly branch: string | null;
}

/** Throws a Refusal for what is no version. */
export function namesOf(version: string): Names {
  const { major, early } = partsOf(version);
  return { tag: `v${version}`, branch: early.length === 0 ? `v${major}` : null };
}

/**
 * npm's channel: `next` for a version before a release, `latest` for a release that none comes after, and `latest-1` for one of an
 * older line. `released` are the versions that there are, and whatever else is tagged.
 */
export function channelOf(version: string, released: readonly string[]): string {
  if (isEarly(version)) return "next";
  const later = released.some((one) => isVersion(one) && !isEarly(one) && compareVersions(one, version) > 0);
  return later ? `latest-${partsOf(version).major}` : "latest";
}

export function isVersion(text: string): boolean {
  return VERSION.test(text);
}

/** Whether it comes before a release, as 1.2.3-rc.1 does. Throws a Refusal for what is no version. */
export function isEarly(version: string): boolean {
  return partsOf(version).early.length > 0;
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

/** Less than 0 where `a` comes first, by https://semver.org/#spec-item-11. Throws a Refusal for what is no version. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  const difference = compareParts(left.numbers, right.numbers);
  if (difference !== 0) return difference;
  if (left.early.length === 0 || right.early.length === 0) return right.early.length - left.early.length;
  return compareParts(left.early, right.early);
}

/** The first difference decides; where there is none, fewer come first. */
function compareParts(left: readonly string[], right: readonly string[]): number {
  const differences = left.slice(0, right.length).map((part, index) => comparePart(part, right[index] ?? ""));
  return differences.find((each) => each !== 0) ?? left.length - right.length;
}

/** Numbers by their size, and before words; words by their characters, all of which are ASCII. */
function comparePart(a: string, b: string): number {
  const [left, right] = [isNumber(a), isNumber(b)];
  if (left !== right) return left ? -1 : 1;
  return left ? order(BigInt(a), BigInt(b)) : order(a, b);
}

function isNumber(part: string): boolean {
  return /^\d+$/.test(part);
}

function order<T extends string | bigint>(a: T, b: T): number {
  return Number(a > b) - Number(a < b);
}

/** Each of them split at its dots; none for `early` where nothing follows the numbers. */
function partsOf(version: string) {
  const { major, numbers, early } = VERSION.exec(version)?.groups ?? {};
  if (major === undefined || numbers === undefined) {
    throw new Refusal(`${version} is no version: three numbers, such as 1.2.3 or 1.2.3-rc.1`);
  }
  return { major, numbers: numbers.split("."), early: early?.split(".") ?? [] };
}

function ownVersion(manifest: string): string {
  return /^ {2}"version": "(.*)"/m.exec(manifest)?.[1] ?? "";
}

function wantsAnother(manifest: string, version: string): boolean {
  return [...manifest.matchAll(/^ {4}"@airworthy\/[\w-]+": "(.*)"/gm)].some(([, wanted]) => wanted !== version);
}
