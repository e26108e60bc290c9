export const README_PATH = "README.md";

/** The first line tells a ref of ours from a branch that somebody named by mistake. */
export const README_HEADING = "# What Airworthy found";

export const README = `${README_HEADING}

Written by \`airworthy record-history\`: do not edit, do not merge.

- \`history/<year>-<month>.jsonl\`: one line for each run and model version, as JSON: what was examined, for which branch or
  pull request, the verdict, the headline metrics, and the SHA-256 of each evidence file.
- \`evidence/<sha256>.json\`: the evidence files themselves, where the workflow keeps them.
`;
