import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { SqlEngine } from "../../../packages/data/src/sql/engine.ts";
import { openTrino } from "../../../packages/data/src/sql/engines/trino.ts";
import { needProgram } from "../debian-packages.ts";
import { startServer } from "../model-servers/start-server.ts";
import { installTrino, TRINO, type TrinoLibraries } from "./install-trino.ts";

const START_SECONDS = 240;
/** Enough for tables of some ten thousand rows. */
const HEAP = "768M";
const NODES = "SELECT count(*) FROM system.runtime.nodes WHERE state = 'active'";

export interface Trino extends AsyncDisposable {
  readonly url: string;
  readonly engine: SqlEngine;
}

/** A Trino cluster of two nodes on the loopback, both of which work, with the catalog `memory`. */
export async function startTrino(): Promise<Trino> {
  const libraries = await installTrino();
  // It compiles the one class that starts the server.
  await needProgram("javac", "openjdk-17-jdk-headless");
  const folder = await mkdtemp(join(tmpdir(), "airworthy-trino-"));
  await mkdir(join(folder, "catalog"));
  await writeFile(join(folder, "catalog", "memory.properties"), "connector.name=memory\n");
  const coordinator = await startNode(libraries, folder, null);
  const worker = await startNode(libraries, folder, coordinator.url);
  const engine = openTrino({
    kind: "trino",
    url: coordinator.url,
    credentials: { user: "airworthy", password: null },
    catalog: "memory",
    schema: "default",
  });
  const trino = {
    url: coordinator.url,
    engine,
    async [Symbol.asyncDispose]() {
      await worker[Symbol.asyncDispose]();
      await coordinator[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
  try {
    await untilBoth(engine);
    return trino;
  } catch (error) {
    await trino[Symbol.asyncDispose]();
    throw error;
  }
}

/** A worker of the coordinator at `of`; null for the coordinator itself. */
async function startNode({ lib, plugins }: TrinoLibraries, folder: string, of: string | null) {
  const java = await needProgram("java", "openjdk-17-jdk-headless");
  return await startServer({
    argv: (port) => {
      const settings = {
        "node.id": of === null ? "coordinator" : "worker",
        "node.environment": "test",
        "node.internal-address": "127.0.0.1",
        "node.bind-ip": "127.0.0.1",
        "plugin.dir": plugins,
        "catalog.config-dir": join(folder, "catalog"),
        coordinator: String(of === null),
        ...(of === null ? { "node-scheduler.include-coordinator": "true" } : {}),
        "http-server.http.port": String(port),
        "discovery.uri": of ?? `http://127.0.0.1:${port}`,
      };
      return [
        java,
        ...[`-Xmx${HEAP}`, "-Djdk.attach.allowAttachSelf=true"],
        ...Object.entries(settings).map(([name, value]) => `-D${name}=${value}`),
        ...["-cp", join(lib, "*"), join(import.meta.dirname, "StartTrino.java"), TRINO],
      ];
    },
    cwd: folder,
    env: () => ({}),
  });
}

/** Until both nodes know each other: before, the server answers nothing, or that it is starting. */
async function untilBoth(engine: SqlEngine): Promise<void> {
  const until = Date.now() + START_SECONDS * 1_000;
  while (Date.now() < until) {
    const [row] = await engine.run(NODES).catch(() => []);
    if (Number(row?.[0]) === 2) return;
    await sleep(1_000);
  }
  throw new Error(`Trino's two nodes were not there within ${START_SECONDS} s`);
}
