import type { Rule } from "./rule.ts";

/** airworthy.yml, and the files that it and workflows name. */
export const CONFIGURATION = {
  "configuration-missing": {
    area: "configuration",
    severity: "note",
    finds: "There is no airworthy.yml.",
    why: "It is optional; rollouts, promotions, canaries, experiments, feedback and alerts need it.",
    page: "airworthy-yml.md",
  },
  "configuration-invalid": {
    area: "configuration",
    severity: "error",
    finds: "airworthy.yml cannot be read, or holds what is not allowed.",
    why: "Every verb that reads it stops.",
    page: "airworthy-yml.md",
  },
  "file-invalid": {
    area: "configuration",
    severity: "error",
    finds:
      "A suite, checklist, file of flags, rollouts, experiments, waivers, exceptions or sign-offs cannot be read, or holds what is not allowed.",
    why: "The verb that reads it stops, and its evidence is missing.",
    page: "doctor.md",
  },
  "file-missing": {
    area: "configuration",
    severity: "warning",
    finds: "A file that the configuration or a workflow names, such as a suite, is not in the repository.",
    why: "The verb that reads it stops, unless an earlier step makes the file.",
    page: "airworthy-yml.md",
  },
  "model-file-missing": {
    area: "configuration",
    severity: "note",
    finds: "A file of the model or of its data, which the configuration names, is not in the repository.",
    why: "That is as it should be where an earlier step of the job makes it.",
    page: "airworthy-yml.md",
  },
  "placeholder-left": {
    area: "configuration",
    severity: "warning",
    finds: "A placeholder that npx airworthy init wrote is still there.",
    why: "Nobody has that name: nobody can approve, and nobody owns the files.",
    page: "starting.md",
  },
  "name-unknown": {
    area: "configuration",
    severity: "error",
    finds: "A section names a rollout, and there is none of that name.",
    why: "The promotion or the canary stops where it would start or look at that rollout.",
    page: "rollouts.md",
  },
  "policy-missing": {
    area: "configuration",
    severity: "warning",
    finds: "There are rollouts or experiments, and no section policy.",
    why: "Without needs nothing is cleared, and no user is ever exposed.",
    page: "airworthy-yml.md",
  },
  "rollout-endless": {
    area: "configuration",
    severity: "warning",
    finds: "No window opens for a rollout's last step within ten years.",
    why: "The rollout would start and never end.",
    page: "rollouts.md",
  },
  "stage-closed": {
    area: "configuration",
    severity: "warning",
    finds: "No window opens for a stage within ten years.",
    why: "No version could ever be promoted to it.",
    page: "promotions.md",
  },
  "acceptance-expired": {
    area: "configuration",
    severity: "warning",
    finds: "A waiver or an exception has expired.",
    why: "What it accepted fails again; an exception that lapsed fails its line whatever it was before.",
    page: "checklist.md",
  },
  "acceptance-expiring": {
    area: "configuration",
    severity: "note",
    finds: "A waiver or an exception expires within two weeks.",
    why: "What it accepts fails from then on.",
    page: "checklist.md",
  },
  "sign-off-void": {
    area: "configuration",
    severity: "warning",
    finds: "A sign-off is of a day to come.",
    why: "It counts for nothing until that day.",
    page: "checklist.md",
  },
  "entry-idle": {
    area: "configuration",
    severity: "warning",
    finds: "A sign-off or an exception is for a line that the checklist does not have.",
    why: "It has no effect: the line that was meant stays as it is.",
    page: "checklist.md",
  },
} as const satisfies Record<string, Rule>;
