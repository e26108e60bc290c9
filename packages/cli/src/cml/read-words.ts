import { nearest, UserError } from "@airworthy/evidence";

/** What a command line of CML's says: flags by their long names, in kebab case, and the words without one. */
export interface Words {
  /** "true" or "false" for a switch. */
  readonly flags: ReadonlyMap<string, string>;
  readonly others: readonly string[];
}

/** The flags of `cml comment create` and `update`, https://cml.dev/doc/ref/comment, and three of ours: artifact, json, quiet. */
const SWITCHES: readonly string[] = [
  "pr",
  "watch",
  "publish",
  "publish-native",
  "update",
  "rm-watermark",
  "help",
  "json",
  "quiet",
];
const VALUES: readonly string[] = [
  "target",
  "commit-sha",
  "trigger-file",
  "publish-url",
  "watermark-title",
  "log",
  "driver",
  "repo",
  "driver-token",
  "artifact",
];
const ALIASES: ReadonlyMap<string, string> = new Map([
  ["head-sha", "commit-sha"],
  ["native", "publish-native"],
  ["token", "driver-token"],
  ["h", "help"],
]);

const FLAG = /^--?([A-Za-z][\w-]*)(?:=(.*))?$/s;

/** Reads words as yargs does, which CML uses: `--flag value`, `--flag=value`, `--no-flag`, `--camelCase`. Throws a UserError. */
export function readWords(argv: readonly string[]): Words {
  const flags = new Map<string, string>();
  const others: string[] = [];
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] ?? "";
    const [, given, attached] = FLAG.exec(word) ?? [];
    if (given === undefined) {
      others.push(word);
      continue;
    }
    const { name, isOff } = nameOf(given);
    const next = attached === undefined ? nextValue(name, argv[index + 1]) : undefined;
    const value = attached ?? next ?? defaultOf(name);
    flags.set(name, isOff ? "false" : value);
    if (next !== undefined) index++;
  }
  return { flags, others };
}

/** The next word, where it belongs to the flag: a switch takes only "true" and "false". */
function nextValue(name: string, next: string | undefined): string | undefined {
  return VALUES.includes(name) || next === "true" || next === "false" ? next : undefined;
}

function defaultOf(name: string): string {
  if (VALUES.includes(name)) throw new UserError(`--${name}: nothing was given`);
  return "true";
}

function nameOf(given: string): { readonly name: string; readonly isOff: boolean } {
  const kebab = given.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const name = ALIASES.get(kebab) ?? kebab;
  if (VALUES.includes(name) || SWITCHES.includes(name)) return { name, isOff: false };
  const positive = kebab.startsWith("no-") ? kebab.slice(3) : "";
  const off = ALIASES.get(positive) ?? positive;
  if (SWITCHES.includes(off)) return { name: off, isOff: true };
  const near = nearest(kebab, [...SWITCHES, ...VALUES, ...ALIASES.keys()]);
  throw new UserError(`--${given} is no flag of cml comment${near === undefined ? "" : `; did you mean --${near}?`}`, {
    remedy: "airworthy post-comment --help lists what a comment can be given here.",
  });
}
