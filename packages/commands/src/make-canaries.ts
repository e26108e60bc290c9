import { resolve } from "node:path";
import { sha256, UserError } from "@airworthy/evidence";
import { makeCanaries as drawCanaries, formatCanaries } from "@airworthy/governance";
import { formatCounted } from "@airworthy/report";
import { defineCommand, integer, list, path, text } from "@airworthy/runtime";
import { readTextFile, writeWhole } from "@airworthy/storage";

const DIGITS: readonly string[] = Array.from({ length: 10 }, (_, digit) => String(digit));
const MOST_VOCABULARY_BYTES = 16 * 1024 * 1024;
/** Exposures up to log2 of it, 13.29 bits, can be told. */
const REFERENCES = "9999";

export const makeCanaries = defineCommand({
  name: "make-canaries",
  summary: "Draw secrets to plant in training data, and those to rank them among, so that memorising can be measured.",
  permissions: [],
  triggers: ["push", "workflow_dispatch", "schedule"],
  writesEvidence: false,
  inputs: {
    template: text().describe("What a canary looks like, such as `my pin code is {}{}{}{}.`; each {} becomes a word."),
    vocabulary: path().optional().describe("A file of words, one a line; the ten digits without it."),
    repetitions: list()
      .default("1\n2\n4\n16")
      .describe("How often canaries are planted, a number a line: exposure is measured for each."),
    canaries: integer({ min: 1, max: 100_000 }).default("1").describe("Canaries for each number of repetitions."),
    references: integer({ min: 1, max: 1_000_000 })
      .default(REFERENCES)
      .describe("Texts that are not planted: exposure can be told up to log2 of their number."),
    seed: integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER })
      .default("0")
      .describe("Determines the draws: the same inputs and seed give the same list."),
    output: path().default("canaries.json").describe("The file of the list."),
  },
  outputs: {
    list: "The path of the list.",
    sha256: "The SHA-256 of its bytes: what was planted, told without telling it.",
  },
  async run(inputs, ports) {
    const { template, canaries, references, seed, output } = inputs;
    const vocabulary = inputs.vocabulary === undefined ? [...DIGITS] : await readWords(inputs.vocabulary, ports.cwd);
    const repetitions = inputs.repetitions.map(readCount);
    const content = formatCanaries(drawCanaries({ template, vocabulary }, { repetitions, canaries, references }, seed));
    await writeWhole(resolve(ports.cwd, output), content, output);
    const planted = formatCounted(repetitions.length * canaries, "canary", "canaries");
    return {
      verdict: "pass",
      reasonCode: "made",
      headline: `Drew ${planted} and ${formatCounted(references, "reference")} into ${output}.`,
      outputs: { list: output, sha256: sha256(content) },
      evidence: [],
      summary: [
        {
          kind: "paragraph",
          text: [
            `${planted} to plant, ${formatCounted(references, "reference")} to rank them among, in `,
            { kind: "code", text: output },
            ". Keep the list out of the training data but for what is planted.",
          ],
        },
      ],
      annotations: [],
    };
  },
});

async function readWords(file: string, cwd: string): Promise<string[]> {
  const words = (await readTextFile(resolve(cwd, file), file, MOST_VOCABULARY_BYTES)).split(/\r?\n/);
  return words.filter((word) => word !== "");
}

function readCount(line: string): number {
  if (!/^\d{1,15}$/.test(line.trim())) {
    throw new UserError(`repetitions: ${JSON.stringify(line.slice(0, 40))} was given; a whole number is allowed`);
  }
  return Number(line);
}
