import type { Rule } from "./rule.ts";

/** How the repository is set at GitHub. */
export const REPOSITORY = {
  "repository-not-looked-at": {
    area: "repository",
    severity: "note",
    finds: "The settings at GitHub were not looked at.",
    why: "They may be as they should, or not: nothing was asked.",
    page: "doctor.md",
  },
  "repository-unread": {
    area: "repository",
    severity: "warning",
    finds: "GitHub did not say how something is set.",
    why: "It may be as it should, or not: a token that may read it would tell.",
    page: "doctor.md",
  },
  "default-permissions-write": {
    area: "repository",
    severity: "warning",
    finds: "The repository gives workflows a write token unless they say otherwise.",
    why: "A workflow that forgets its permissions hands a write token to whatever code it runs.",
    page: "forks.md",
  },
  "actions-not-allowed": {
    area: "repository",
    severity: "error",
    finds: "The repository does not allow Airworthy's actions, or none at all.",
    why: "Runs that use them do not start.",
    page: "doctor.md",
  },
  "environment-missing": {
    area: "repository",
    severity: "error",
    finds: "A stage names an environment that there is not.",
    why: "GitHub makes it at the first run, without reviewers: nobody would be asked.",
    page: "promotions.md",
  },
  "environment-unguarded": {
    area: "repository",
    severity: "warning",
    finds: "A stage's environment has no reviewers.",
    why: "Nobody is asked before a job goes on, and no approval of it counts.",
    page: "promotions.md",
  },
  "check-not-required": {
    area: "repository",
    severity: "warning",
    finds: "No rule of the default branch requires the check.",
    why: "A pull request whose model fails can be merged.",
    page: "forks.md",
  },
  "history-missing": {
    area: "repository",
    severity: "note",
    finds: "The branch of the history is not there yet.",
    why: "The first run of record-history makes it; until then reports have no trend.",
    page: "history.md",
  },
  "codeowners-missing": {
    area: "repository",
    severity: "error",
    finds: "A stage asks for code owners, and there is no CODEOWNERS.",
    why: "Nobody owns anything then, and the stage asks nobody.",
    page: "promotions.md",
  },
  "codeowners-invalid": {
    area: "repository",
    severity: "error",
    finds: "GitHub finds errors in CODEOWNERS.",
    why: "Lines with errors have no owner, so that nobody is asked.",
    page: "promotions.md",
  },
} as const satisfies Record<string, Rule>;
