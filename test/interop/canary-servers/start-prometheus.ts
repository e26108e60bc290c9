import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { needProgram } from "../debian-packages.ts";
import { startServer } from "../model-servers/start-server.ts";

const run = promisify(execFile);
const START_SECONDS = 60;

/** A Prometheus server of Debian's package, that knows a history in the text form of OpenMetrics and scrapes nothing. */
export async function startPrometheus(history: string) {
  const prometheus = await needProgram("prometheus");
  const promtool = await needProgram("promtool", "prometheus");
  const folder = await mkdtemp(join(tmpdir(), "airworthy-prometheus-"));
  const config = join(folder, "prometheus.yml");
  const text = join(folder, "history.txt");
  const data = join(folder, "data");
  await writeFile(config, "scrape_configs: []\n");
  await writeFile(text, history);
  await run(promtool, ["tsdb", "create-blocks-from", "openmetrics", text, data]);
  const server = await startServer({
    argv: (port) => [
      prometheus,
      ...[`--config.file=${config}`, `--storage.tsdb.path=${data}`, `--web.listen-address=127.0.0.1:${port}`],
      "--storage.tsdb.retention.time=100y",
    ],
    cwd: folder,
    env: () => ({}),
  });
  await untilReady(`${server.url}/-/ready`);
  return {
    url: server.url,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

async function untilReady(url: string): Promise<void> {
  for (let second = 0; second < START_SECONDS; second++) {
    const isReady = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    await sleep(1_000);
  }
  throw new Error(`Prometheus was not ready within ${START_SECONDS} s`);
}
