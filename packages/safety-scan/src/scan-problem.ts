import type { RuleId } from "./rules.ts";

/** A file, or a part of it, that cannot be looked at: becomes a finding, never a pass. */
export class ScanProblem extends Error {
  override readonly name = "ScanProblem";
  readonly rule: RuleId;

  constructor(rule: RuleId, message: string) {
    super(message);
    this.rule = rule;
  }
}
