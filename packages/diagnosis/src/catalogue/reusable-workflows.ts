import type { KnownInput, KnownPermission, KnownWorkflow } from "./catalogue.ts";

type Type = "string" | "number" | "boolean";

/**
 * The reusable workflows of this version, as .github/workflows/ has them: the command line does not come with those files.
 * A `!` marks a required input.
 */
export const REUSABLE_WORKFLOWS: readonly KnownWorkflow[] = [
  workflow("gate-model.yml", {
    strings:
      "prepare model name version suite candidate baseline predictions baseline-predictions metrics slices runs-on evidence fail-on",
    numbers: "shards timeout-minutes",
    booleans: "lfs",
    permissions: [["contents", "read", "checks out the change"]],
  }),
  workflow("report-model.yml", {
    strings: "artifacts key part check-name comment new-comment history fail-on runs-on",
    permissions: [
      ["actions", "read", "downloads the evidence"],
      ["checks", "write", "sets the check run"],
      ["contents", "read", "reads the history"],
      ["pull-requests", "write", "writes the comment"],
    ],
  }),
  workflow("promote-model.yml", {
    strings:
      "branch! task model stage version confirm reason pull-request artifacts registry registry-username environment runs-on",
    booleans: "bots",
    secrets: "token registry-password",
    permissions: [
      ["actions", "read", "reads the evidence, and who approved"],
      ["contents", "write", "makes tags, and commits the audit log"],
      ["deployments", "write", "records what came where"],
      ["issues", "write", "answers in issues"],
      ["pull-requests", "write", "reads reviews, answers, and proposes waivers"],
    ],
  }),
  workflow("watch-canary.yml", {
    strings: "rollout! branch! package environment runs-on",
    numbers: "pull-request",
    booleans: "act",
    secrets: "source-url source-user source-password source-token alert-url alert-secret",
    permissions: [
      ["actions", "read", "reads the look, and who approved"],
      ["checks", "write", "sets the check run"],
      ["contents", "write", "commits the move"],
      ["pull-requests", "write", "writes the comment"],
    ],
  }),
  workflow("collect-feedback.yml", {
    strings: "branch! prepare cases package evidence runs-on",
    secrets: "salt export-token",
    permissions: [
      ["contents", "write", "commits to a branch of its own"],
      ["issues", "read", "reads issues, comments and reactions"],
      ["pull-requests", "write", "proposes what was collected"],
    ],
  }),
];

interface Written {
  readonly strings: string;
  readonly numbers?: string;
  readonly booleans?: string;
  readonly secrets?: string;
  readonly permissions: readonly (readonly [scope: string, access: "read" | "write", reason: string])[];
}

function workflow(name: string, written: Written): KnownWorkflow {
  const { strings, numbers = "", booleans = "", secrets = "", permissions } = written;
  return {
    name,
    inputs: [...inputs(strings, "string"), ...inputs(numbers, "number"), ...inputs(booleans, "boolean")],
    secrets: words(secrets),
    permissions: permissions.map(([scope, access, reason]): KnownPermission => ({ scope, access, reason })),
  };
}

function inputs(names: string, type: Type): KnownInput[] {
  return words(names).map((word) => ({
    name: word.replace(/!$/, ""),
    required: word.endsWith("!"),
    problemOf: (value) => problemOf(value, type),
  }));
}

function problemOf(value: string, type: Type): string | null {
  if (type === "boolean") return /^(true|false)$/.test(value) ? null : "true or false is allowed";
  if (type === "number") return value !== "" && Number.isFinite(Number(value)) ? null : "a number is allowed";
  return null;
}

function words(text: string): string[] {
  return text.split(" ").filter((word) => word !== "");
}
