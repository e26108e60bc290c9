import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pythonWithChecklist } from "../../test/interop/checklist/python.ts";
import type { BenchRow } from "../bench-row.ts";
import { interleaved } from "../interleaved.ts";
import { median, ratiosOf, told } from "../spread.ts";
import type { CasesFile } from "./cases-file.ts";
import { installPromptfoo, PROMPTFOO, promptfooEnvironment } from "./promptfoo.ts";
import { type Contender, microsecondsACase } from "./run-contender.ts";

const ROUNDS = 5;
/** It takes a second or so for a thousand. */
const PROMPTFOO_TEXTS = 5_000;
const PROMPTFOO_AIM = 20;

const script = (name: string) => join(import.meta.dirname, name);

/** Texts of the suite, each expected to be what a model in the same process always says. promptfoo's start does not count. */
export async function promptfooRow({ texts }: CasesFile, folder: string): Promise<BenchRow> {
  const asked = texts.slice(0, PROMPTFOO_TEXTS);
  const what = `test-behavior, ${asked.length.toLocaleString("en-US")} texts, a model that costs nothing: a case`;
  return compared({ what, peer: PROMPTFOO, aim: PROMPTFOO_AIM }, async () => {
    const installed = await installPromptfoo();
    const file = join(folder, "texts.json");
    await writeFile(file, JSON.stringify(asked));
    return {
      ours: { program: process.execPath, argv: [script("run-ours.ts"), "texts", file] },
      theirs: {
        program: process.execPath,
        argv: [script("run-promptfoo.ts"), installed, file],
        env: promptfooEnvironment(folder),
      },
    };
  });
}

/** The whole suite, from the reading of its file on. */
export async function checklistRow({ path, suite, title }: CasesFile): Promise<BenchRow> {
  const what = `test-behavior, ${title}, a model that costs nothing: a case`;
  return compared({ what, peer: "Python's checklist 0.0.11", aim: 1 }, async () => ({
    ours: { program: process.execPath, argv: [script("run-ours.ts"), "suite", suite] },
    theirs: {
      program: await pythonWithChecklist(),
      argv: ["-B", script("run_checklist.py"), join(import.meta.dirname, "../../test/interop/checklist"), path],
    },
  }));
}

interface Comparison {
  readonly what: string;
  readonly peer: string;
  /** How many times its rate ours should be, at least. */
  readonly aim: number;
}

interface Contenders {
  readonly ours: Contender;
  readonly theirs: Contender;
}

/** Throws where a peer cannot be installed: then what was found before is kept. */
async function compared({ what, peer, aim }: Comparison, prepare: () => Promise<Contenders>): Promise<BenchRow> {
  const contenders = await prepare();
  const { ours, theirs } = await interleaved(ROUNDS, {
    ours: () => microsecondsACase(contenders.ours),
    theirs: () => microsecondsACase(contenders.theirs),
  });
  const ratio = ratiosOf(theirs, ours);
  return {
    what,
    ours: `${median(ours).toFixed(1)} µs`,
    against: `${peer}, ${median(theirs).toFixed(1)} µs`,
    ratio: `${ratio.median.toFixed(1)} times its rate`,
    ...told(ratio, 1),
    aim: `at least ${aim}`,
    reached: ratio.median >= aim,
    headline: true,
  };
}
