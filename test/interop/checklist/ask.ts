import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import * as v from "valibot";
import { pythonWithChecklist } from "./python.ts";

/** What a script of this folder, run by Python with CheckList, answers to a question: JSON in, JSON out. Throws where it fails. */
export async function askChecklist<T>(
  script: string,
  question: unknown,
  answers: v.BaseSchema<unknown, T, v.BaseIssue<unknown>>,
): Promise<T> {
  const child = spawn(await pythonWithChecklist(), ["-B", join(import.meta.dirname, script)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(JSON.stringify(question));
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, "exit")]);
  if (code !== 0) throw new Error(`${script} ended with ${code}`);
  return v.parse(answers, JSON.parse(said));
}
