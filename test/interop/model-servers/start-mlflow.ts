import { delimiter, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { pythonWith } from "../python-environment.ts";
import { type ModelServer, startServer } from "./start-server.ts";

/** MLflow's server without what it trains models with. */
const MLFLOW = [
  ...["mlflow-skinny==3.17.2", "pandas==3.1.1", "sqlalchemy==2.1.9", "alembic==1.20.1", "fastapi==0.165.0"],
  ...["uvicorn==0.54.0", "flask==3.1.3", "flask-cors==6.0.5", "graphene==3.4.3", "huey==3.5.4"],
  ...["cryptography==50.0.2", "aiohttp==3.14.5"],
];
const START_SECONDS = 120;

/** What a test that starts it may take to do so, installing included, in milliseconds. */
export const MLFLOW_START = START_SECONDS * 2_000;

export interface MlflowServer extends ModelServer {
  /** A Python with MLflow's own client. */
  readonly python: string;
}

/** MLflow's tracking server, which is a model registry too, with a database in `folder`. */
export async function startMlflow(folder: string): Promise<MlflowServer> {
  const python = await pythonWith(MLFLOW);
  const programs = dirname(python);
  const store = ["--backend-store-uri", `sqlite:///${join(folder, "mlflow.db")}`];
  const artifacts = ["--artifacts-destination", pathToFileURL(join(folder, "artifacts")).href];
  const server = await startServer({
    argv: (port) => [
      join(programs, "mlflow"),
      ...["server", ...store, ...artifacts, "--host", "127.0.0.1", "--port", String(port), "--workers", "1"],
    ],
    cwd: folder,
    // It starts uvicorn by its name.
    env: () => ({ PATH: `${programs}${delimiter}${process.env["PATH"] ?? ""}` }),
  });
  try {
    await untilHealthy(`${server.url}/health`);
  } catch (error) {
    await server[Symbol.asyncDispose]();
    throw error;
  }
  return { ...server, python };
}

async function untilHealthy(url: string): Promise<void> {
  for (let second = 0; second < START_SECONDS; second++) {
    const isReady = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    await sleep(1_000);
  }
  throw new Error(`MLflow's server was not ready within ${START_SECONDS} s`);
}
