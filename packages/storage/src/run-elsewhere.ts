import { spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { checkShape, UserError } from "@airworthy/evidence";
import { answerSchema, type Surroundings } from "./serve-elsewhere.ts";

/** As far from Greenwich as any, to the east; and one to the west for who lives there. */
const TIME_ZONES = ["Pacific/Kiritimati", "America/Anchorage"];
/** Where the capital of i is no I, which has broken many a program. */
const LOCALES = ["tr_TR.UTF-8", "de_DE.UTF-8"];

/** What a process needs to start and to find its temporary files; of all else it is told nothing, secrets least of all. */
const NEEDED = ["PATH", "LD_LIBRARY_PATH", "TMPDIR", "TEMP", "TMP", "SystemRoot"];

/** What came back, and what differed. */
export interface ElsewhereResult {
  readonly result: unknown;
  readonly surroundings: Surroundings;
}

/**
 * Runs a worker that calls `serveElsewhere`, as a process of its own whose surroundings differ from this one's in what a
 * reproducible result must not depend on: time zone, locale, mode mask, working directory and clock. `input` goes there,
 * and the result comes back, as JSON. Throws the UserError that the worker threw, what the process said where it
 * failed, and the signal's reason when it is aborted.
 */
export async function runElsewhere(worker: URL, input: unknown, signal: AbortSignal): Promise<ElsewhereResult> {
  signal.throwIfAborted();
  const child = spawn(process.execPath, [fileURLToPath(worker)], { cwd: tmpdir(), env: otherEnvironment() });
  const kill = () => child.kill("SIGKILL");
  signal.addEventListener("abort", kill);
  try {
    // It may end before it read everything: how it ended then says more than the broken pipe.
    child.stdin.on("error", () => undefined).end(JSON.stringify(input));
    const [output, complaint, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, "exit"),
    ]);
    signal.throwIfAborted();
    if (code !== 0) throw new Error(`the process elsewhere ended with ${code}: ${complaint}`);
    const answer = checkShape(answerSchema, JSON.parse(output), "the answer from elsewhere");
    if (answer.kind === "done") return { result: answer.result, surroundings: answer.surroundings };
    throw new UserError(answer.message, answer.remedy === undefined ? {} : { remedy: answer.remedy });
  } finally {
    signal.removeEventListener("abort", kill);
  }
}

function otherEnvironment(): NodeJS.ProcessEnv {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const given = process.env["LC_ALL"] ?? process.env["LANG"];
  const locale = LOCALES.find((one) => one !== given) ?? "C";
  const zone = TIME_ZONES.find((one) => one !== timeZone) ?? "UTC";
  const needed = NEEDED.map((name) => [name, process.env[name]]);
  return { ...Object.fromEntries(needed), TZ: zone, LC_ALL: locale, LANG: locale, LANGUAGE: locale };
}
