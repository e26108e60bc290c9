import { userInfo } from "node:os";
import type { Ports } from "@airworthy/runtime";

/** Who uses the command line. */
export function userName(env: Ports["env"]): string {
  return env["USER"] || env["USERNAME"] || userInfo().username;
}
