import { resolve } from "node:path";
import { diagnose, type Finding, headlineOf, reportDiagnosis, ruleOf, type Severity } from "@airworthy/diagnosis";
import { type Command, defineCommand, list, path, text } from "@airworthy/runtime";
import { readSelection } from "./doctor/selection.ts";

/** `verbs` are all verbs, this one included: workflows are held to what they declare. */
export function createDoctor(verbs: () => readonly Command[]) {
  return defineCommand({
    name: "doctor",
    summary: "Look for mistakes in how a repository uses Airworthy, and say of each why it matters and how to mend it.",
    permissions: [],
    triggers: [],
    writesEvidence: false,
    isLocal: true,
    inputs: {
      directory: path().default(".").describe("The repository's folder. It is only read."),
      rule: list().optional().describe("Only these rules, a rule a line; all of them without it."),
      ignore: list().optional().describe("Rules that are left out, a rule a line; how much they found is told."),
      repository: text()
        .optional()
        .describe(
          "The repository at GitHub, as owner/name; without it that of GITHUB_REPOSITORY, or of the remote origin.",
        ),
      "token-env": text()
        .default("GITHUB_TOKEN")
        .describe(
          "The environment variable that holds a token, to look at the settings at GitHub; they are only read.",
        ),
    },
    outputs: {
      errors: "How many findings are errors.",
      warnings: "How many are warnings.",
      notes: "How many are notes.",
      ignored: "How many findings of ignored rules there are.",
      findings:
        "Every finding, as a list in JSON: rule, severity, file, line, column, found, why, remedy, documentation.",
    },
    async run(inputs, ports) {
      const selection = readSelection(inputs.rule ?? [], inputs.ignore ?? []);
      // Parsers of all sections and files: other verbs need not wait for them.
      const { examine } = await import("./doctor/examine.ts");
      const { findingsJson } = await import("./doctor/findings-json.ts");
      const cwd = resolve(ports.cwd, inputs.directory);
      const settings = {
        repository: inputs.repository,
        token: ports.env[inputs["token-env"]],
        variable: inputs["token-env"],
      };
      const diagnosis = diagnose(await examine(settings, verbs(), { ...ports, cwd }), selection);
      const { verdict, reasonCode, findings, ignored } = diagnosis;
      return {
        verdict,
        reasonCode,
        headline: headlineOf(diagnosis),
        outputs: {
          errors: countOf("error", findings),
          warnings: countOf("warning", findings),
          notes: countOf("note", findings),
          ignored: String([...ignored.values()].reduce((sum, count) => sum + count, 0)),
          findings: findingsJson(findings),
        },
        evidence: [],
        summary: reportDiagnosis(diagnosis),
        annotations: [],
      };
    },
  });
}

function countOf(severity: Severity, findings: readonly Finding[]): string {
  return String(findings.filter(({ rule }) => ruleOf(rule).severity === severity).length);
}
