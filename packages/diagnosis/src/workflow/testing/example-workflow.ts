import type { Catalogue, KnownAction } from "../../catalogue/catalogue.ts";
import { REUSABLE_WORKFLOWS } from "../../catalogue/reusable-workflows.ts";

/** A few actions, each as far as a test needs it. */
export const CATALOGUE: Catalogue = {
  actions: [
    action("test-behavior", {
      required: ["suite"],
      optional: ["artifact", "fail-on"],
      triggers: ["pull_request", "push"],
    }),
    action("compare-metrics", {
      optional: ["baseline", "token"],
      permissions: [["actions", "read"]],
      triggers: ["pull_request", "push"],
    }),
    action("post-report", {
      optional: ["check-name", "comment", "token", "history", "fail-on"],
      permissions: [
        ["pull-requests", "write"],
        ["checks", "write"],
        ["actions", "read"],
      ],
      triggers: ["pull_request", "workflow_run", "push"],
    }),
    action("record-history", {
      optional: ["token"],
      permissions: [["contents", "write"]],
      triggers: ["push", "schedule"],
    }),
    action("send-alert", { permissions: [["issues", "write"]], triggers: ["schedule"] }),
  ],
  workflows: REUSABLE_WORKFLOWS,
};

interface Written {
  readonly required?: readonly string[];
  readonly optional?: readonly string[];
  readonly permissions?: readonly (readonly [string, "read" | "write"])[];
  readonly triggers: readonly string[];
}

function action(name: string, { required = [], optional = [], permissions = [], triggers }: Written): KnownAction {
  const problemOf = (value: string) => (value === "maybe" ? "one of fail, never is allowed" : null);
  return {
    name,
    triggers,
    permissions: permissions.map(([scope, access]) => ({ scope, access, reason: "Is needed." })),
    inputs: [
      ...required.map((input) => ({ name: input, required: true, problemOf })),
      ...optional.map((input) => ({ name: input, required: false, problemOf })),
    ],
  };
}

export const PIN = "1234567890123456789012345678901234567890";
export const CHECKOUT = `actions/checkout@${PIN}`;

/** A workflow with one job, in the form that most tests change a part of. */
export function workflow({
  on = "push",
  permissions = "{}",
  steps = [] as readonly string[],
  job = "",
  top = "",
}): string {
  const list = steps.map((step) => `      - ${step.replaceAll("\n", "\n        ")}`).join("\n");
  return `name: model
on: ${on}
permissions: ${permissions}
${top}
jobs:
  a:
${job}
    steps:
${list}
`;
}

export function uses(name: string, ...inputs: readonly string[]): string {
  const given = inputs.length === 0 ? "" : `\nwith:\n${inputs.map((input) => `  ${input}`).join("\n")}`;
  return `uses: airworthy/airworthy/actions/${name}@${PIN}${given}`;
}

/** As workflows write what is known at run time only. */
export function expression(text: string): string {
  return `\${{ ${text} }}`;
}

export const SUITE = uses("test-behavior", "suite: a.yml");
export const STAGE_2 = `name: report
on: { workflow_run: { workflows: [model], types: [completed] } }
permissions: {}
jobs:
  report:
    permissions: { actions: read, checks: write, contents: read, pull-requests: write }
    uses: airworthy/airworthy/.github/workflows/report-model.yml@${PIN}
`;
export const GATE = `name: model
on: pull_request
permissions: {}
jobs:
  gate:
    permissions: { contents: read }
    uses: airworthy/airworthy/.github/workflows/gate-model.yml@${PIN}
`;

/** Of a rule: workflows in which it finds something, with the line, and such in which it does not. */
export interface Cases {
  readonly finds: readonly (readonly [line: number | null, ...texts: string[]])[];
  readonly silent: readonly (readonly string[])[];
}
