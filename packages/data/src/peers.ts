import manifest from "../package.json" with { type: "json" };

/** The package that DuckDB is read with, where the project has it, and the version that is tested. */
export const DUCKDB_PACKAGE = {
  name: "@duckdb/node-api",
  version: manifest.peerDependencies["@duckdb/node-api"],
} as const;
