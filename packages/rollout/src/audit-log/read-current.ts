import { checkShape, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import { problemOfKeys } from "../flag/json-text.ts";
import { FLAGS_FILE, ROLLOUTS_FILE, ROLLOUTS_VERSION } from "../state/rollouts-file.ts";
import type { Anchor } from "./check-anchors.ts";
import type { CurrentFiles } from "./check-current.ts";
import { broken, type LogFinding } from "./finding.ts";
import { EMPTY_HEAD, logHeadSchema } from "./read-log.ts";
import { denialsDigest, EMPTY_LIST_DIGEST, valueDigest } from "./rollout-moment.ts";

/** The texts of the files that moves are written to, beside the log; null for one that is not there. */
export interface FolderTexts {
  /** Of rollouts.json. */
  readonly rollouts: string | null;
  /** Of flags.json. */
  readonly flags: string | null;
}

/** What the files hold, as far as it can be read. */
export interface ReadCurrent {
  /** What rollouts.json says of the log's end; null where it cannot be told. */
  readonly head: Anchor | null;
  readonly current: CurrentFiles | null;
  readonly problems: readonly LogFinding[];
}

const objectSchema = v.custom<object>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  "must be an object",
);
const rolloutsSchema = v.strictObject({
  $schema: v.exactOptional(v.string()),
  version: v.literal(ROLLOUTS_VERSION),
  rollouts: objectSchema,
  denied: v.array(v.unknown()),
  log: logHeadSchema,
});
const flagsSchema = v.object({ flags: objectSchema });

/**
 * Reads the files as they stand: of the values in them nothing is asked, since each is compared as a whole. What is no JSON
 * of that form, or of another version, is a finding, as everything else that somebody could have done to the files.
 */
export function readCurrent(texts: FolderTexts): ReadCurrent {
  const problems: LogFinding[] = [];
  const read = <T>(work: () => T): T | null => {
    try {
      return work();
    } catch (error) {
      problems.push(broken("malformed-file", null, messageOf(error)));
      return null;
    }
  };
  const rollouts = read(() => readRollouts(texts.rollouts));
  const flags = read(() => readFlags(texts.flags));
  if (rollouts === null || flags === null) return { head: rollouts?.head ?? null, current: null, problems };
  return { head: rollouts.head, current: { ...rollouts.current, flags }, problems };
}

function readRollouts(text: string | null) {
  if (text === null) {
    return {
      head: { ...EMPTY_HEAD, source: ROLLOUTS_FILE },
      current: { rollouts: new Map(), denials: EMPTY_LIST_DIGEST },
    };
  }
  const { rollouts, denied, log } = checkShape(rolloutsSchema, parseJson(text, ROLLOUTS_FILE), ROLLOUTS_FILE);
  const current = { rollouts: digestsOf(rollouts), denials: denialsDigest(denied) };
  return { head: { ...log, source: ROLLOUTS_FILE }, current };
}

function readFlags(text: string | null): ReadonlyMap<string, string | null> {
  if (text === null) return new Map();
  return digestsOf(checkShape(flagsSchema, parseJson(text, FLAGS_FILE), FLAGS_FILE).flags);
}

function digestsOf(values: object): ReadonlyMap<string, string | null> {
  return new Map(Object.entries(values).map(([name, value]) => [name, valueDigest(value)]));
}

/** Of two values of one key everybody may take another one. */
function parseJson(text: string, where: string): unknown {
  const value = parse(text, where);
  const problem = problemOfKeys(text);
  if (problem === null) return value;
  throw new UserError(`${where} ${problem}`);
}

function parse(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UserError(`${where} is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

function messageOf(error: unknown): string {
  if (error instanceof UserError) return error.message;
  // What is nested too deeply to be compared is nothing that was written here.
  if (error instanceof RangeError) return `${ROLLOUTS_FILE} or ${FLAGS_FILE} is nested too deeply`;
  throw error;
}
