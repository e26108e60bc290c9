import { setTimeout as sleep } from "node:timers/promises";
import { chooseSigner } from "../../sign-model/choose-signer.ts";
import type { Place } from "../place.ts";
import type { LogOptions } from "./audit.ts";
import { runAddress } from "./run-address.ts";

/** What writing to the audit log takes of a place. `actor` is whoever asked for what is written: "@ann". */
export function logWriter(actor: string, place: Pick<Place, "inputs" | "ports" | "warn">): LogOptions {
  const { inputs, ports } = place;
  const run = runAddress(ports.env);
  return {
    by: { actor, via: run === null ? "cli" : "action", run },
    pause: (milliseconds) => sleep(milliseconds, undefined, { signal: ports.signal }),
    signer: async () => (inputs.sign ? await chooseSigner(inputs, ports) : null),
    warn: (line) => place.warn(line),
  };
}
