import { UserError } from "@airworthy/evidence";
import type { Inputs } from "./inputs.ts";

type Name = keyof Inputs;

const OF_PRIVACY = ["losses", "target-scores", "canaries", "probes", "released", "ledger", "texts"] as const;

/** Inputs that say something of what one of others gives: alone they would ask for what is then not looked at. */
const BELONGS: readonly (readonly [inputs: readonly Name[], to: readonly Name[]])[] = [
  [["baseline", "attributes", "references"], ["candidate"]],
  [["bias"], ["candidate", "counterfactual"]],
  [["baseline-losses"], ["losses"]],
  [["target-scores", "baseline-shadow-scores"], ["shadow-scores"]],
  [["shadow-scores", "baseline-target-scores"], ["target-scores"]],
  [["baseline-target-scores"], ["baseline-shadow-scores"]],
  [["baseline-shadow-scores"], ["baseline-target-scores"]],
  [["baseline-canaries"], ["canaries"]],
  [["baseline-probes"], ["probes"]],
  [["baseline-released", "quasi-identifiers", "sensitive"], ["released"]],
  [["baseline-ledger"], ["ledger"]],
  [["baseline-texts"], ["texts"]],
  [["privacy"], OF_PRIVACY],
  [["capabilities", "safety"], ["probed"]],
];

/**
 * Throws a UserError for what was given in vain, a gate or a baseline of what is not audited, and for a table and tests of
 * which nothing says that they are of one model.
 */
export function checkInputs(inputs: Inputs): void {
  if (inputs.candidate !== undefined && inputs.counterfactual !== undefined && inputs.package === undefined) {
    throw new UserError("package: needed, to tell that candidate and counterfactual are of one model", {
      remedy: "Give the package, or audit them in two runs.",
    });
  }
  for (const [names, to] of BELONGS) {
    const stray = to.every((name) => inputs[name] === undefined) && names.find((name) => inputs[name] !== undefined);
    if (!stray) continue;
    throw new UserError(`${stray} was given without ${to.join(", ")}`, {
      remedy: `Give ${to.length === 1 ? "it" : "one of them"} too, or leave ${stray} away.`,
    });
  }
}
