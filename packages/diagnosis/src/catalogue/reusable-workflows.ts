import type { KnownInput, KnownPermission, KnownWorkflow } from "./catalogue.ts";

/** How long a job may take on a machine of one's own, in minutes: https://docs.github.com/actions/reference/limits */
const LONGEST_JOB = 5 * 24 * 60;

/**
 * The reusable workflows of this version, as .github/workflows/ has them: the command line does not come with those files.
 * A `!` marks a required input.
 */
export const REUSABLE_WORKFLOWS: readonly KnownWorkflow[] = [
  workflow("gate-model.yml", {
    strings:
      "prepare model name version suite candidate baseline predictions baseline-predictions metrics slices runs-on evidence fail-on",
    numbers: { shards: [1, 64], "timeout-minutes": [1, LONGEST_JOB] },
    booleans: "lfs",
    passes: { "post-report": "fail-on" },
    needs: { model: "version", suite: "candidate" },
    triggers: "pull_request merge_group push workflow_dispatch schedule",
    permissions: [["contents", "read", "checks out the change"]],
  }),
  workflow("report-model.yml", {
    strings: "artifacts key part check-name comment new-comment history fail-on runs-on",
    passes: { "post-report": "comment new-comment fail-on" },
    triggers: "workflow_run",
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
    passes: { "promote-model": "task" },
    triggers: "issue_comment workflow_dispatch push release repository_dispatch workflow_run",
    secrets: "token registry-password",
    permissions: [
      ["actions", "read", "reads the evidence, and who approved"],
      ["contents", "write", "makes tags, and commits the audit log"],
      ["deployments", "write", "records what came where"],
      ["issues", "write", "answers in issues"],
      ["packages", "write", "reads the package in GitHub's registry, and moves its tag"],
      ["pull-requests", "write", "reads reviews, answers, and proposes waivers"],
    ],
  }),
  workflow("watch-canary.yml", {
    strings: "rollout! branch! package registry-username environment runs-on",
    numbers: { "pull-request": [0, Number.MAX_SAFE_INTEGER] },
    booleans: "act",
    triggers: "schedule workflow_dispatch repository_dispatch",
    secrets: "registry-password source-url source-user source-password source-token alert-url alert-secret",
    permissions: [
      ["actions", "read", "reads the look, and who approved"],
      ["checks", "write", "sets the check run"],
      ["contents", "write", "commits the move"],
      ["packages", "read", "reads the candidate in GitHub's registry"],
      ["pull-requests", "write", "writes the comment"],
    ],
  }),
  workflow("collect-feedback.yml", {
    strings: "branch! prepare cases package evidence runs-on",
    triggers: "schedule workflow_dispatch issues issue_comment",
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
  /** Whole numbers, from the least to the most. */
  readonly numbers?: Readonly<Record<string, readonly [least: number, most: number]>>;
  readonly booleans?: string;
  readonly passes?: Readonly<Record<string, string>>;
  readonly needs?: Readonly<Record<string, string>>;
  readonly triggers: string;
  readonly secrets?: string;
  readonly permissions: readonly (readonly [scope: string, access: "read" | "write", reason: string])[];
}

function workflow(name: string, written: Written): KnownWorkflow {
  const {
    strings,
    numbers = {},
    booleans = "",
    passes = {},
    needs = {},
    triggers,
    secrets = "",
    permissions,
  } = written;
  return {
    name,
    inputs: [
      ...words(strings).map((word) => inputOf(word, () => null)),
      ...Object.entries(numbers).map(([word, [least, most]]) =>
        inputOf(word, (value) => wholeNumber(value, least, most)),
      ),
      ...words(booleans).map((word) => inputOf(word, trueOrFalse)),
    ],
    passes: new Map(Object.entries(passes).flatMap(([action, names]) => words(names).map((input) => [input, action]))),
    needs: new Map(Object.entries(needs)),
    triggers: words(triggers),
    secrets: words(secrets),
    permissions: permissions.map(([scope, access, reason]): KnownPermission => ({ scope, access, reason })),
  };
}

function inputOf(word: string, problemOf: KnownInput["problemOf"]): KnownInput {
  return { name: word.replace(/!$/, ""), required: word.endsWith("!"), problemOf };
}

function trueOrFalse(value: string): string | null {
  return /^(true|false)$/.test(value) ? null : "true or false is allowed";
}

function wholeNumber(value: string, least: number, most: number): string | null {
  const isAllowed = /^\d+$/.test(value) && Number(value) >= least && Number(value) <= most;
  return isAllowed ? null : `a whole number from ${least} to ${most} is allowed`;
}

function words(text: string): string[] {
  return text.split(" ").filter((word) => word !== "");
}
