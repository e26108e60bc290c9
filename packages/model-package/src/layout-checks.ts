import { type Check, UserError } from "@airworthy/evidence";
import { LayoutProblem } from "./layout-problem.ts";

/** How the documents of a layout stand, as they are read one by one. */
export class LayoutChecks {
  readonly list: Check[] = [];

  get someFail(): boolean {
    return this.list.some(({ verdict }) => verdict === "fail");
  }

  /** What `work` answers; null where what it read does not hold, which is then among the checks. */
  async attempt<T>(subject: string, work: () => Promise<T>): Promise<T | null> {
    try {
      const answer = await work();
      this.list.push({ kind: "manifest", subject, verdict: "pass", reasonCode: "intact", message: "holds" });
      return answer;
    } catch (error) {
      if (error instanceof LayoutProblem) this.fail(subject, error.reasonCode, error.message);
      else if (error instanceof UserError) this.fail(subject, "malformed", withoutSubject(error.message, subject));
      else throw error;
      return null;
    }
  }

  fail(subject: string, reasonCode: string, message: string): void {
    this.list.push({ kind: "manifest", subject, verdict: "fail", reasonCode, message });
  }

  /** Something that does no harm, but that nobody asked for. */
  note(subject: string, reasonCode: string, message: string): void {
    this.list.push({ kind: "manifest", subject, verdict: "warn", reasonCode, message });
  }
}

/** What a message says of the subject that it starts with. */
function withoutSubject(message: string, subject: string): string {
  return message.startsWith(subject) ? message.slice(subject.length).replace(/^[: ]+/, "") : message;
}
