import type { Rule } from "./rule.ts";

/** What is installed, and which versions workflows use. */
export const VERSIONS = {
  "node-version": {
    area: "versions",
    severity: "error",
    finds: "Node is older than the one that the verbs run on.",
    why: "Verbs would stop with a syntax error, or not start.",
    page: "doctor.md",
  },
  "git-version": {
    area: "versions",
    severity: "warning",
    finds: "There is no git, or one that is too old.",
    why: "Baselines of earlier commits, the history and the audit log are read and written by git.",
    page: "doctor.md",
  },
  "peer-missing": {
    area: "versions",
    from: ["configuration"],
    severity: "error",
    finds: "A package that the configuration needs is not installed.",
    why: "The verb that needs it stops with an error.",
    page: "doctor.md",
  },
  "peer-version": {
    area: "versions",
    from: ["configuration"],
    severity: "warning",
    finds: "A package that the configuration needs has another version than the one that is tested.",
    why: "It may work all the same; nobody has looked.",
    page: "doctor.md",
  },
  "versions-differ": {
    area: "versions",
    from: ["workflows"],
    severity: "warning",
    finds: "Workflows use several versions of Airworthy, or another major version than this command line.",
    why: "One version's evidence may be refused by another, which is then an error on the pull request.",
    page: "doctor.md",
  },
} as const satisfies Record<string, Rule>;
