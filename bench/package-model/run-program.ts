import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";

/** Runs a program to its end, its standard output unread; what it said on standard error. Throws where it fails. */
export async function runProgram(program: string, argv: readonly string[]): Promise<string> {
  const child = spawn(program, argv, { stdio: ["ignore", "ignore", "pipe"] });
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${stderr}`);
  return stderr;
}
