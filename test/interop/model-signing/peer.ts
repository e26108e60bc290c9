import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import * as v from "valibot";
import { pythonVersion } from "../../harness/peer-versions.ts";
import { pythonWith } from "../python-environment.ts";

/** The second is imported by the first, which does not say that it needs it. */
const PACKAGES = ["model-signing==1.1.1", "pyOpenSSL==26.4.0"];
const outcomesSchema = v.array(v.nullable(v.string()));

/** What Python is to do. Paths are absolute. */
export interface PeerJob {
  readonly act: "sign" | "verify";
  readonly method: "key" | "certificate";
  readonly model: string;
  readonly signature: string;
  readonly algorithm: "sha256" | "blake2" | "blake3";
  readonly shardSize?: number;
  readonly ignore: readonly string[];
  readonly privateKey: string;
  readonly publicKey: string;
  readonly leaf: string;
  readonly chain: readonly string[];
  readonly root: string;
}

export async function peerVersion(): Promise<string> {
  return pythonVersion(await pythonWith(PACKAGES), "model-signing");
}

/** How Python's model_signing fares with each job, in one process: null where it is content, else its error. */
export async function runPeer(jobs: readonly PeerJob[]): Promise<readonly (string | null)[]> {
  const python = await pythonWith(PACKAGES);
  const child = spawn(python, [join(import.meta.dirname, "peer.py")], { stdio: ["pipe", "pipe", "pipe"] });
  child.stdin.end(JSON.stringify(jobs));
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (output === "") throw new Error(`Python gave no answer: ${errors}`);
  return v.parse(outcomesSchema, JSON.parse(output));
}
