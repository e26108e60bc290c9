import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export interface Distribution extends AsyncDisposable {
  /** As a reference names it. */
  readonly host: string;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again, on the same port and storage. */
  start(): Promise<void>;
}

const START_SECONDS = 20;

/** CNCF Distribution on the loopback, its storage in `folder`; `auth` goes into its configuration as it is. */
export async function startDistribution(
  program: string,
  folder: string,
  auth: object | null = null,
): Promise<Distribution> {
  const port = await freePort();
  const host = `127.0.0.1:${port}`;
  const config = join(folder, "registry.json");
  // JSON is YAML too.
  const content = {
    version: 0.1,
    log: { level: "error", accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: join(folder, "storage") } },
    http: { addr: host },
    ...(auth === null ? {} : { auth }),
  };
  await writeFile(config, JSON.stringify(content));
  let child: ChildProcess;

  async function start(): Promise<void> {
    child = spawn(program, ["serve", config], { stdio: "ignore" });
    const deadline = Date.now() + START_SECONDS * 1000;
    while (!(await answers(host))) {
      if (Date.now() > deadline || child.exitCode !== null) throw new Error(`${program} does not start`);
      await sleep(50);
    }
  }

  async function kill(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }

  await start();
  return { host, kill, start, [Symbol.asyncDispose]: kill };
}

async function answers(host: string): Promise<boolean> {
  try {
    return (await fetch(`http://${host}/v2/`)).status < 500;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port is free");
  return address.port;
}
