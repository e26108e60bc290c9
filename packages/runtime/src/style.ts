import type { Host, Output } from "./host.ts";

export type Paint = (text: string) => string;

export interface Style {
  readonly strong: Paint;
  readonly soft: Paint;
}

/** Two accents, and none where the output is no terminal or NO_COLOR (https://no-color.org) is set. */
export function styleFor(host: Host, output: Output): Style {
  const same: Paint = (text) => text;
  if (!hasColor(host, output)) return { strong: same, soft: same };
  return { strong: (text) => `\u001b[1m${text}\u001b[22m`, soft: (text) => `\u001b[2m${text}\u001b[22m` };
}

export function hasColor(host: Host, output: Output): boolean {
  return output.isTerminal && (host.env["NO_COLOR"] ?? "") === "" && host.env["TERM"] !== "dumb";
}
