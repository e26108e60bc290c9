import { createStatement, predicateType } from "@airworthy/evidence";
import { type Command, defineCommand, type Outcome } from "./command.ts";
import { choice, flag, integer, list, number, path, secret, text } from "./input.ts";
import type { Ports } from "./ports.ts";

const outcome: Outcome<"digest"> = {
  verdict: "pass",
  reasonCode: "stable",
  headline: "Nothing got worse",
  outputs: { digest: "sha256:00" },
  evidence: [
    {
      name: "weigh-model.json",
      statement: createStatement({ name: "m", digest: { sha256: "0".repeat(64) } }, predicateType("example"), { a: 1 }),
    },
  ],
  summary: [{ kind: "paragraph", text: "All is well" }],
  annotations: [],
};

/** A verb for the tests of both faces; `answer` is what its run answers, or what it does instead. */
export function exampleCommand(
  answer:
    | Partial<Outcome<"digest">>
    | ((inputs: Readonly<Record<string, unknown>>, ports: Ports) => Promise<void>) = {},
): Command {
  return defineCommand({
    name: "weigh-model",
    summary: "Weighs a model against what it is meant to weigh.",
    permissions: [{ scope: "contents", access: "read", reason: "to read the model" }],
    triggers: ["pull_request"],
    writesEvidence: true,
    inputs: {
      candidate: path().describe("The model to weigh."),
      alpha: number({ min: 0, max: 0.5 }).default("0.05").describe("The share of false alarms that is accepted."),
      rounds: integer({ min: 1, max: 100 }).default("10").describe("How often it is weighed."),
      unit: choice(["gram", "ounce"]).default("gram").describe("What the weight is told in."),
      strict: flag().default("false").describe("Whether a doubt counts as a difference."),
      label: list().optional().describe("Words for the report."),
      version: text().optional().describe("The version's name."),
      // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's, not of JavaScript's
      token: secret({ environment: "GITHUB_TOKEN", actionDefault: "${{ github.token }}" })
        .optional()
        .describe("Reads the release."),
    },
    outputs: { digest: "The digest of what was weighed." },
    async run(inputs, ports) {
      if (typeof answer === "function") await answer(inputs, ports);
      return typeof answer === "function" ? outcome : { ...outcome, ...answer };
    },
  });
}
