import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export interface ModelServer extends AsyncDisposable {
  readonly url: string;
}

export interface Start {
  /** The program and its arguments, given the port that the server is to listen on. */
  readonly argv: (port: number) => readonly [string, ...string[]];
  readonly cwd: string;
  /** What is added to the environment, given the port. */
  readonly env: (port: number) => Readonly<Record<string, string>>;
}

/** How long a server may take to end, once its whole group is told to. */
const END_MILLISECONDS = 5_000;

/** Starts a model's server on the loopback, without waiting until it is ready. Disposing of it ends what it started too. */
export async function startServer({ argv, cwd, env }: Start): Promise<ModelServer> {
  const port = await freePort();
  const [program, ...args] = argv(port);
  const child = spawn(program, args, { cwd, env: { ...process.env, ...env(port) }, stdio: "ignore", detached: true });
  await once(child, "spawn");
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      if (child.pid === undefined || child.exitCode !== null) return;
      const ended = once(child, "exit");
      process.kill(-child.pid, "SIGTERM");
      const late = await Promise.race([ended.then(() => false), sleep(END_MILLISECONDS, true)]);
      if (late) process.kill(-child.pid, "SIGKILL");
      await ended;
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port is free");
  return address.port;
}
