import { caseId } from "../cases/case-id.ts";
import type { ModelInput } from "../model.ts";

/**
 * Gives each of a test's cases its id: that of its inputs, with a number behind it from the second time on, since other tools
 * count a case as often as it is there. Alike are all cases of the same inputs.
 */
export function caseNumbers(): (inputs: readonly ModelInput[]) => { readonly id: string; readonly cluster: string } {
  const times = new Map<string, number>();
  return (inputs) => {
    const cluster = caseId(inputs);
    const time = (times.get(cluster) ?? 0) + 1;
    times.set(cluster, time);
    return { id: time === 1 ? cluster : `${cluster}-${time}`, cluster };
  };
}
