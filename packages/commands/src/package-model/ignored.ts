/** What version control keeps for itself at the top of a folder; signatures of models leave the same out (OMS 1.0). */
const OF_GIT = [".git", ".gitattributes", ".github", ".gitignore"];
/** Where the verbs write by default: run inside the model's folder, they must not change the next package. */
const OF_THE_VERBS = ["airworthy-evidence", "airworthy-packages", "airworthy-report", "airworthy-signatures"];

/** What is left out of every package: paths relative to the top of the model's folder. */
export const IGNORED = [...OF_GIT, ...OF_THE_VERBS];
