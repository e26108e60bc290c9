import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Context } from "@airworthy/flags";
import type { EqualFlags } from "./equal-flags.ts";

/** Where each is loaded from, in the order in which they take turns: ours from one file, a peer from where it is installed. */
export type Places = Readonly<Record<keyof typeof LOAD, string>>;

export interface Contender {
  /** What it takes of a user: made before any clock runs. */
  contextOf(user: Context): Context;
  /** From JSON text to what answers a flag's value. */
  open(flags: EqualFlags): (flag: string, context: Context) => unknown;
}

/** The parts that are used of the peers. */
interface FlagdCorePackage {
  readonly FlagdCore: new (
    storage: undefined,
    logger: object,
  ) => {
    setConfigurations(definition: string): unknown;
    resolveStringEvaluation(flag: string, fallback: string, context: Context): { readonly value: unknown };
  };
}
interface GrowthBookPackage {
  readonly GrowthBookClient: new () => {
    initSync(options: { payload: unknown }): {
      getFeatureValue(flag: string, fallback: string, user: Context): unknown;
    };
  };
}

const FALLBACK = "none";
const silent = { debug() {}, info() {}, warn() {}, error() {} };

const LOAD = {
  async ours(file: string): Promise<Contender> {
    const { createResolver }: typeof import("@airworthy/flags") = await import(pathToFileURL(file).href);
    return {
      contextOf: (user) => user,
      open({ flagd }) {
        const { resolveAs } = createResolver(flagd);
        return (flag, context) => resolveAs("string", flag, FALLBACK, context).value;
      },
    };
  },

  /** As it is by default: it makes JavaScript of its rules, which Workers do not allow, and is faster by that. */
  async "flagd-core"(folder: string): Promise<Contender> {
    const { FlagdCore }: FlagdCorePackage = await importFrom(folder, "@openfeature/flagd-core/index.cjs.js");
    return {
      contextOf: (user) => user,
      open({ flagd }) {
        const core = new FlagdCore(undefined, silent);
        core.setConfigurations(flagd);
        return (flag, context) => core.resolveStringEvaluation(flag, FALLBACK, context).value;
      },
    };
  },

  /** Its client for servers, in its own bundle for production: its modules ask for NODE_ENV at every step, which is slower. */
  async growthbook(folder: string): Promise<Contender> {
    const bundle = "@growthbook/growthbook/dist/bundles/esm.min.js";
    const { GrowthBookClient }: GrowthBookPackage = await importFrom(folder, bundle);
    return {
      contextOf: (user) => ({ attributes: user }),
      open({ growthbook }) {
        const client = new GrowthBookClient().initSync({ payload: JSON.parse(growthbook) });
        return (flag, context) => client.getFeatureValue(flag, FALLBACK, context);
      },
    };
  },
};

/** Loads one of them from its place. Throws where there is none of this name. */
export async function loadContender(name: string, place: string): Promise<Contender> {
  if (name === "ours" || name === "flagd-core" || name === "growthbook") return await LOAD[name](place);
  throw new Error(`${name} is none of ${Object.keys(LOAD).join(", ")}`);
}

async function importFrom(folder: string, file: string) {
  return await import(pathToFileURL(join(folder, "node_modules", file)).href);
}
