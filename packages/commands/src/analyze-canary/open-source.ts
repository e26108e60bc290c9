import { UserError } from "@airworthy/evidence";
import { useProxy } from "@airworthy/registry";
import type { Ports } from "@airworthy/runtime";
import type { EventSource, SeriesSource, SourceConfig } from "@airworthy/signals";

/** A source by its name in the plan. */
export interface NamedSource {
  readonly name: string;
  readonly config: SourceConfig;
}

type World = Pick<Ports, "cwd" | "env" | "signal">;

/**
 * Where single events are: exposures and outcomes of one database, or of files. Throws a UserError for a kind that has
 * none, for a variable that is not set, and as the source does.
 */
export async function openEvents(exposures: NamedSource, outcomes: NamedSource, world: World): Promise<EventSource> {
  const { name, config } = exposures;
  const data = await import("@airworthy/data");
  if (config.kind === "files") {
    const { cwd } = world;
    const files = await data.matchingFiles(config.paths, cwd);
    const others = outcomes.config.kind === "files" ? await data.matchingFiles(outcomes.config.paths, cwd) : [];
    return data.eventFiles({ exposures: files, outcomes: others });
  }
  return data.sqlSource(engineOf(data, config, name, world), name);
}

/** Where rows are that were added up beforehand: as units, and as windows. */
export async function openRows({ name, config }: NamedSource, world: World): Promise<EventSource & SeriesSource> {
  const data = await import("@airworthy/data");
  switch (config.kind) {
    case "files":
      return data.rowFiles(await data.matchingFiles(config.paths, world.cwd), name);
    case "http":
      return data.httpRows(serviceOf(config, world), name);
    default:
      throw new UserError(`${name}: a source of kind ${config.kind} has no rows that were added up`);
  }
}

/** Where a metric's windows are. */
export async function openSeries(source: NamedSource, world: World): Promise<SeriesSource> {
  const { name, config } = source;
  if (config.kind !== "prometheus") return openRows(source, world);
  const { prometheusSource } = await import("@airworthy/data");
  return prometheusSource(serviceOf(config, world), name);
}

type Data = typeof import("@airworthy/data");
type Database = Exclude<SourceConfig, { kind: "files" }>;

function engineOf(data: Data, config: Database, name: string, { cwd, env, signal }: World) {
  useProxy(env);
  switch (config.kind) {
    case "duckdb":
      return data.openDuckDb(config.path ?? null, cwd, signal);
    case "postgresql":
      return data.openPostgres(readVariable(config.urlVariable, env), signal);
    case "clickhouse": {
      const { url, database = null, userVariable, passwordVariable } = config;
      const user = optionalVariable(userVariable, env);
      const password = optionalVariable(passwordVariable, env);
      const credentials = user === null && password === null ? null : { user: user ?? "default", password };
      return data.openClickHouse({ url, database, credentials, signal });
    }
    case "trino":
    case "presto": {
      const { kind, url, user = "airworthy", catalog = null, schema = null, passwordVariable } = config;
      const credentials = { user, password: optionalVariable(passwordVariable, env) };
      return data.openTrino({ kind, url, catalog, schema, credentials, signal });
    }
    default:
      throw new UserError(`${name}: a source of kind ${config.kind} has no single events`);
  }
}

function serviceOf(config: Extract<SourceConfig, { url: string; tokenVariable?: string }>, { env, signal }: World) {
  useProxy(env);
  const token = "tokenVariable" in config ? optionalVariable(config.tokenVariable, env) : null;
  return { url: config.url, token, signal };
}

function optionalVariable(variable: string | undefined, env: World["env"]): string | null {
  return variable === undefined ? null : readVariable(variable, env);
}

function readVariable(variable: string, env: World["env"]): string {
  const value = env[variable];
  if (value !== undefined && value !== "") return value;
  throw new UserError(`the variable ${variable} is not set, which the plan names`, {
    remedy: `Set it: in a workflow by env: ${variable}: $\{{ secrets.NAME }}.`,
  });
}
