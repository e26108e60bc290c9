/** Why there is no release: what was found and what would mend it. Anything else that is thrown is a bug. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}
