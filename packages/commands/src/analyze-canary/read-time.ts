import { UserError } from "@airworthy/evidence";

/** With its zone: without one it would be another time on another machine. */
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** The time that an input gives, in milliseconds since 1970. Throws a UserError that names the input. */
export function readTime(input: string, text: string | undefined): number {
  const time = TIME.test(text ?? "") ? Date.parse(text ?? "") : Number.NaN;
  if (Number.isFinite(time)) return time;
  const given = text === undefined ? "nothing" : JSON.stringify(text.slice(0, 120));
  throw new UserError(`${input}: ${given} was given; a time such as 2026-10-01T00:00:00Z is needed`);
}
