import { once } from "node:events";
import { rename, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { silentPorts } from "../../../test/harness/silent-ports.ts";
import { temporaryFolder } from "../../storage/src/temporary-folder.ts";
import { serveFlags } from "./serve-flags.ts";

type Inputs = Parameters<typeof serveFlags.run>[0];

const DEFAULTS: Inputs = {
  flags: "flags.json",
  port: 0,
  host: "127.0.0.1",
  "allowed-origin": undefined,
};
const FLAG = "/ofrep/v1/evaluate/flags/ranker";
const PATIENCE_MS = 10_000;

function definition(digest: string): string {
  const ranker = { state: "ENABLED", variants: { stable: `sha256:${digest}` }, defaultVariant: "stable" };
  return JSON.stringify({ flags: { ranker } });
}

/** The verb, serving a file of a folder of its own until it is disposed of. */
async function serving(inputs: Partial<Inputs> = {}) {
  const folder = await temporaryFolder();
  const file = join(folder.path, "flags.json");
  await writeFile(file, definition("aa"));
  const log: string[] = [];
  const stop = new AbortController();
  const note = (line: string) => void log.push(line);
  const ports = silentPorts(folder.path, {
    signal: stop.signal,
    now: () => new Date(),
    log: { info: note, warn: note, group: (_title, work) => work() },
  });
  const outcome = serveFlags.run({ ...DEFAULTS, ...inputs }, ports);
  outcome.catch(() => undefined);
  const address = () => /at (http:\S+):/.exec(log.join("\n"))?.[1];
  await Promise.race([outcome, until(() => address() !== undefined)]);
  const value = async (): Promise<unknown> => {
    const response = await fetch(`${address()}${FLAG}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"context":{}}',
    });
    const answer: unknown = await response.json();
    return typeof answer === "object" && answer !== null && "value" in answer ? answer.value : undefined;
  };
  return {
    file,
    log,
    value,
    address: address() ?? "",
    stop: () => {
      stop.abort();
      return outcome;
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await outcome;
      await folder[Symbol.asyncDispose]();
    },
  };
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; !(await holds()); await sleep(20)) {
    if (Date.now() > end) throw new Error("it did not come to hold");
  }
}

/** What a server answers to bytes that no client of HTTP would send; also where it closes the connection. */
async function answerTo(address: string, bytes: string): Promise<string> {
  const socket = connect(Number(new URL(address).port), "127.0.0.1");
  socket.setEncoding("utf8");
  let answer = "";
  socket.on("data", (chunk: string) => {
    answer += chunk;
  });
  socket.on("error", () => undefined);
  await once(socket, "connect");
  socket.write(bytes);
  await once(socket, "close");
  return answer;
}

describe("the file", () => {
  test("is served, and served anew once it is written or replaced", async () => {
    await using server = await serving();
    expect(await server.value()).toBe("sha256:aa");
    await writeFile(server.file, definition("bb"));
    await until(async () => (await server.value()) === "sha256:bb");
    await writeFile(`${server.file}.new`, definition("cc"));
    await rename(`${server.file}.new`, server.file);
    await until(async () => (await server.value()) === "sha256:cc");
    expect(server.log.filter((line) => line.startsWith("serving 1 flag, "))).toHaveLength(2);
  });

  test("may break or go: the last good definition stays in use, and the log and the health say so", async () => {
    await using server = await serving();
    const health = async (): Promise<unknown> => (await fetch(`${server.address}/healthz`)).json();
    expect(await health()).toEqual({ status: "ready", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    await writeFile(server.file, "{");
    await until(() => server.log.some((line) => line.includes("flags.json is no flag definition")));
    expect(await server.value()).toBe("sha256:aa");
    expect(await health()).toMatchObject({ status: "stale" });
    await rm(server.file);
    await until(() => server.log.some((line) => line.includes("there is no such file")));
    expect(await server.value()).toBe("sha256:aa");
    await writeFile(server.file, definition("aa"));
    await until(async () => JSON.stringify(await health()).includes("ready"));
    expect(server.log.filter((line) => line.includes("the last good definition stays in use"))).toHaveLength(2);
  });

  test("that is broken or missing at the start is an error", async () => {
    await using folder = await temporaryFolder();
    const run = () => serveFlags.run(DEFAULTS, silentPorts(folder.path));
    await expect(run()).rejects.toThrow("cannot read flags.json: there is no such file");
    await writeFile(join(folder.path, "flags.json"), "{");
    await expect(run()).rejects.toThrow("flags.json is no flag definition");
  });
});

test("rules see the time in seconds", async () => {
  await using server = await serving();
  const rule = { if: [{ ">": [{ var: "$flagd.timestamp" }, 1_700_000_000] }, "late", "early"] };
  const variants = { early: "early", late: "late" };
  const flags = { ranker: { state: "ENABLED", variants, defaultVariant: "early", targeting: rule } };
  await writeFile(server.file, JSON.stringify({ flags }));
  await until(async () => (await server.value()) === "late");
});

describe("the server", () => {
  test("stops when it is interrupted, finishing what is under way", async () => {
    await using server = await serving();
    await server.value();
    expect(await server.stop()).toMatchObject({
      verdict: "pass",
      reasonCode: "stopped",
      outputs: { address: server.address, definition: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) },
    });
    await expect(fetch(server.address)).rejects.toThrow();
  });

  test("that is stopped while its file is broken says so", async () => {
    await using server = await serving();
    await writeFile(server.file, "{");
    await until(() => server.log.some((line) => line.includes("no flag definition")));
    expect(await server.stop()).toMatchObject({ verdict: "warn", reasonCode: "stale" });
  });

  test("refuses an address that it cannot have, an empty one, and an origin that is none", async () => {
    await using server = await serving();
    const port = Number(new URL(server.address).port);
    await using other = await temporaryFolder();
    await writeFile(join(other.path, "flags.json"), definition("aa"));
    const run = (given: Partial<Inputs>) => serveFlags.run({ ...DEFAULTS, ...given }, silentPorts(other.path));
    await expect(run({ port })).rejects.toThrow(
      `flags cannot be served at "127.0.0.1", port ${port}: listen EADDRINUSE`,
    );
    await expect(run({ host: "" })).rejects.toThrow("--host is empty");
    for (const origin of ["app.example", "https://app.example/", "https://app.example/x", "null"]) {
      await expect(run({ "allowed-origin": origin })).rejects.toThrow("--allowed-origin");
    }
  });

  test("warns where other machines can reach it", async () => {
    await using open = await serving({ host: "0.0.0.0" });
    expect(open.log.some((line) => line.includes("nobody has to log in"))).toBe(true);
    await using local = await serving({ host: "localhost" });
    expect(local.log.some((line) => line.includes("nobody has to log in"))).toBe(false);
  });

  test("answers pages of the origin that is allowed", async () => {
    await using server = await serving({ "allowed-origin": "https://app.example" });
    const { headers } = await fetch(`${server.address}${FLAG}`, { method: "OPTIONS" });
    expect(headers.get("access-control-allow-origin")).toBe("https://app.example");
  });

  test("has nothing else, and answers its health to readers only", async () => {
    await using server = await serving();
    expect((await fetch(`${server.address}/`)).status).toBe(404);
    expect((await fetch(`${server.address}/healthz?x`, { method: "HEAD" })).status).toBe(200);
    expect((await fetch(`${server.address}/healthz`, { method: "POST" })).status).toBe(405);
  });

  test("refuses a large body without reading it, whether its length is told or not", async () => {
    await using server = await serving();
    const head = `POST ${FLAG} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n`;
    const told = await answerTo(server.address, `${head}content-length: 10000000\r\n\r\n{`);
    const chunk = `${(1_000).toString(16)}\r\n${"x".repeat(1_000)}\r\n`.repeat(70);
    const untold = await answerTo(server.address, `${head}transfer-encoding: chunked\r\n\r\n${chunk}`);
    for (const answer of [told, untold]) {
      expect(answer).toMatch(/^HTTP\/1\.1 413 /);
      expect(answer.toLowerCase()).toContain("connection: close");
    }
    expect(await server.value()).toBe("sha256:aa");
  });

  test("lives on after clients that go away, lie or send what is no HTTP", async () => {
    await using server = await serving();
    const socket = connect(Number(new URL(server.address).port), "127.0.0.1");
    await once(socket, "connect");
    socket.write(`POST ${FLAG} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{`);
    await sleep(50);
    socket.destroy();
    expect(await answerTo(server.address, "\u0000\u0001 nonsense\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);
    expect(await answerTo(server.address, `GET ${"/x".repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 /,
    );
    expect(await server.value()).toBe("sha256:aa");
  });
});
