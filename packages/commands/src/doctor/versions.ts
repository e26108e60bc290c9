import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { DUCKDB_PACKAGE } from "@airworthy/data";
import { at, type Peer, type Versions } from "@airworthy/diagnosis";
import { gitVersion } from "@airworthy/git";
import { type Ports, TOOL } from "@airworthy/runtime";
import * as v from "valibot";
import { CONFIGURATION_FILE } from "../configuration/configuration-file.ts";
import type { ExaminedConfiguration } from "./configuration/examine-configuration.ts";
import type { RepositoryFolder } from "./repository-folder.ts";

const ONNX_PACKAGE = "onnxruntime-node";
const manifestSchema = v.object({ version: v.string() });

/** What is installed of what the configuration needs. */
export async function readVersions(
  { root }: RepositoryFolder,
  configuration: ExaminedConfiguration,
  { env, signal }: Ports,
): Promise<Versions> {
  return {
    airworthy: TOOL.version,
    node: process.versions.node,
    git: await gitVersion({ env, signal }),
    peers: await peersOf(configuration, root),
  };
}

async function peersOf({ configuration, placeOf }: ExaminedConfiguration, root: string): Promise<Peer[]> {
  const needed = neededBy(configuration);
  return await Promise.all(
    needed.map(async ({ name, wanted, keys }) => ({
      name,
      wanted,
      found: await versionOf(name, root),
      neededBy: keys.join("."),
      place: at(CONFIGURATION_FILE, placeOf(keys)),
    })),
  );
}

function neededBy(configuration: ExaminedConfiguration["configuration"]) {
  const { predictors = {}, canary = {} } = configuration ?? {};
  const duckdb = Object.entries(canary).flatMap(([plan, { sources }]) =>
    Object.entries(sources)
      .filter(([, { kind }]) => kind === "duckdb")
      .map(([source]) => ({
        name: DUCKDB_PACKAGE.name,
        wanted: DUCKDB_PACKAGE.version,
        keys: ["canary", plan, "sources", source],
      })),
  );
  const onnx = Object.entries(predictors)
    .filter(([, predictor]) => predictor.kind === "onnx" && predictor.runtime === "node")
    .map(([name]) => ({ name: ONNX_PACKAGE, wanted: null, keys: ["predictors", name, "runtime"] }));
  return [...duckdb, ...onnx];
}

/** Of the package as it is found from the folder; null where it is not there. */
async function versionOf(name: string, root: string): Promise<string | null> {
  const folders = createRequire(join(root, "package.json")).resolve.paths(name) ?? [];
  for (const folder of folders) {
    const text = await readFile(join(folder, name, "package.json"), "utf8").catch(() => null);
    if (text !== null) return readVersion(text);
  }
  return null;
}

function readVersion(manifest: string): string | null {
  try {
    return v.parse(manifestSchema, JSON.parse(manifest)).version;
  } catch {
    return null;
  }
}
