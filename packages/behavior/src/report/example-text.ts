import type { Text } from "@airworthy/report";
import type { Example } from "../results/kept-cases.ts";

/** "“input” → “perturbed”: expected x, got **y**, was z". */
export function exampleText({ input, perturbed, expected, got, was }: Example): Text {
  const asked = perturbed === null ? quote(input) : `${quote(input)} → ${quote(perturbed)}`;
  const before = was === null ? [] : [`, was ${was}`];
  return [asked, ": expected ", expected, ", got ", { kind: "strong", text: got }, ...before];
}

function quote(text: string): string {
  return `“${text}”`;
}
