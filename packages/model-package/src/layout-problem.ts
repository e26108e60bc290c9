/** A layout that is not as it was made: not bad input of the user's, but a finding. */
export class LayoutProblem extends Error {
  override readonly name = "LayoutProblem";
  /** In kebab case, such as "digest-mismatch". */
  readonly reasonCode: string;

  constructor(reasonCode: string, message: string) {
    super(message);
    this.reasonCode = reasonCode;
  }
}
