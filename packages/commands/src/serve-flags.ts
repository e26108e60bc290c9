import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "@airworthy/evidence";
import { defineCommand, integer, type Outcome, type Ports, path, text } from "@airworthy/runtime";
import { described, type FlagFile, openFlagFile } from "./serve-flags/flag-file.ts";
import { startFlagServer } from "./serve-flags/flag-server.ts";

/** How often the file is looked at: a change is in force that much later at most, on any file system. */
const POLL_MS = 250;
const HIGHEST_PORT = 65_535;

export const serveFlags = defineCommand({
  name: "serve-flags",
  summary: "Answer OpenFeature's remote evaluation protocol (OFREP) from a file of flags, until it is stopped.",
  permissions: [],
  triggers: [],
  writesEvidence: false,
  isService: true,
  inputs: {
    flags: path().describe("The flag definition, in flagd's format. It is read again when it changes."),
    port: integer({ min: 0, max: HIGHEST_PORT }).default("8016").describe("Where to listen; 0 takes a free port."),
    host: text()
      .default("127.0.0.1")
      .describe("The address to listen on. Nobody has to log in: beyond this machine, put a proxy in front that asks."),
    "allowed-origin": text()
      .optional()
      .describe("The origin whose pages may ask from a browser, such as https://app.example; * for any."),
  },
  outputs: {
    address: "Where it was served, such as http://127.0.0.1:8016.",
    definition: "The digest of the definition served last, as sha256:….",
  },
  async run(inputs, ports) {
    const { host, port, "allowed-origin": allowedOrigin } = inputs;
    if (host === "") throw new UserError("--host is empty; an address or a name of this machine is allowed");
    checkOrigin(allowedOrigin);
    const now = () => ports.now().getTime() / 1_000;
    const file = await openFlagFile(inputs.flags, { now }, ports);
    const server = await startFlagServer(file, { host, port, allowedOrigin });
    try {
      ports.log.info(`serving ${inputs.flags} at ${server.address}: ${described(file.definition)}`);
      if (!server.isLoopback) ports.log.warn("other machines can reach this address, and nobody has to log in");
      await follow(file, ports);
    } finally {
      await server.close();
    }
    return outcomeOf(file, server.address);
  },
});

/** Looks at the file until the run is interrupted. */
async function follow(file: FlagFile, { signal }: Ports): Promise<void> {
  while (!signal.aborted) {
    await sleep(POLL_MS, undefined, { signal }).catch(() => undefined);
    await file.refresh();
  }
}

function outcomeOf(file: FlagFile, address: string): Outcome<"address" | "definition"> {
  const isStale = file.problem !== null;
  return {
    verdict: isStale ? "warn" : "pass",
    reasonCode: isStale ? "stale" : "stopped",
    headline: isStale ? `Stopped; the file was broken by then: ${file.problem}` : "Stopped",
    outputs: { address, definition: `sha256:${file.definition.sha256}` },
    evidence: [],
    summary: [],
    annotations: [],
  };
}

function checkOrigin(origin: string | undefined): void {
  const isOrigin =
    origin === undefined || origin === "*" || (URL.canParse(origin) && new URL(origin).origin === origin);
  if (isOrigin) return;
  throw new UserError(
    `--allowed-origin: ${JSON.stringify(origin)} was given; an origin such as https://app.example is allowed, or *`,
  );
}
