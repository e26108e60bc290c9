import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { npmProject } from "../npm-packages.ts";
import { type Question, type Reply, refusalOf, replyOf, textOf } from "./question.ts";

/** The JavaScript of flagd's providers. */
export const FLAGD_CORE = "@openfeature/flagd-core@4.0.1";
/** What it needs beside it, of the version that the other tests have. */
const OPENFEATURE_CORE = "@openfeature/core@1.12.0";

/** The parts that are used of it: its types name more than is installed here. */
interface Details {
  readonly value?: unknown;
  readonly variant?: string;
  readonly reason?: string;
  readonly errorCode?: string;
  readonly flagMetadata?: unknown;
}
interface FlagdCore {
  setConfigurations(definition: string): unknown;
  getFlagSetMetadata(): unknown;
  getFlag(
    flag: string,
  ):
    | { readonly state: string; readonly metadata: unknown; evaluate(context: object, logger: object): Details }
    | undefined;
}
interface Package {
  readonly FlagdCore: new (storage: undefined, logger: object) => FlagdCore;
}

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** What flagd-core answers. */
export async function flagdCore(): Promise<(question: Question) => Reply> {
  const { FlagdCore }: Package = await import(pathToFileURL(await installed()).href);
  return (question) => {
    const core = new FlagdCore(undefined, silent);
    try {
      core.setConfigurations(question.definition);
    } catch (error) {
      return refusalOf(error);
    }
    return replyOf(question, (flag, context) => answerOf(core, flag, context));
  };
}

/** Its `resolve`, without the code's default and without a wanted type. */
function answerOf(core: FlagdCore, flag: string, context: object): string {
  const known = core.getFlag(flag);
  if (known === undefined) {
    const metadata = core.getFlagSetMetadata();
    return textOf({ value: undefined, variant: undefined, reason: "ERROR", errorCode: "FLAG_NOT_FOUND", metadata });
  }
  const { state, metadata } = known;
  if (state === "DISABLED") {
    return textOf({ value: undefined, variant: undefined, reason: state, errorCode: undefined, metadata });
  }
  try {
    const { value, variant, reason = "", errorCode, flagMetadata } = known.evaluate(context, silent);
    return textOf({ value, variant, reason, errorCode, metadata: flagMetadata });
  } catch (error) {
    return `throws ${error instanceof Error ? error.name : typeof error}`;
  }
}

async function installed(): Promise<string> {
  const folder = await npmProject([FLAGD_CORE, OPENFEATURE_CORE]);
  return join(folder, "node_modules", "@openfeature", "flagd-core", "index.cjs.js");
}
