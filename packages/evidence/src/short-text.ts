import * as v from "valibot";

/** Text that is there and at most so long. */
export function shortText(most: number) {
  return v.pipe(
    v.string("must be text; a number or a date goes in quotes"),
    v.check((value) => value.trim() !== "", "must not be empty"),
    v.maxLength(most, `must have at most ${most} characters`),
  );
}
