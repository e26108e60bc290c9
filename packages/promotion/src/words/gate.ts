import type { Gate } from "../decide/gate.ts";

/** A gate as people call it: "previous stage". */
export function gateInWords(gate: Gate["id"]): string {
  return gate.replaceAll("-", " ");
}

/** What a gate says, after its name: "checklist: the checklist is complete". What names it already names it once. */
export function saidOfGate(gate: Gate["id"], says: string): string {
  return says.startsWith(`${gate}: `) ? says : `${gateInWords(gate)}: ${says}`;
}
