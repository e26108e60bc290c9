import { COMMON_INPUTS, EVIDENCE_INPUTS } from "@airworthy/runtime";
import { INPUTS, type Inputs } from "./inputs.ts";

/** What a shell takes as it is, and, within double quotes, as text; others are left for the reader to fill in. */
const PLAIN_WORD = /^(?!-)[\w./@:*+-]+$/;
const QUOTABLE = /^(?!-)[\w./@:*+=(),%&|<> -]+$/;

/** Secrets, and what says where evidence goes. */
const LEFT_OUT: readonly string[] = ["token", "salt", ...Object.keys(COMMON_INPUTS), ...Object.keys(EVIDENCE_INPUTS)];

/** The command that audits the same again. */
export function commandOf(inputs: Inputs): string {
  const given = new Map<string, unknown>(Object.entries(inputs));
  const options = Object.keys(INPUTS)
    .filter((name) => !LEFT_OUT.includes(name))
    .flatMap((name) => [given.get(name) ?? []].flat().map((value) => option(name, String(value))));
  return ["npx airworthy audit-model", ...options].join(" ");
}

function option(name: string, value: string): string {
  if (PLAIN_WORD.test(value)) return `--${name} ${value}`;
  return QUOTABLE.test(value) ? `--${name} "${value}"` : `--${name} <${name}>`;
}
