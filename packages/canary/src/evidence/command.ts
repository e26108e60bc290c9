import * as v from "valibot";

/** Fits a line of a comment. */
const MOST_CHARACTERS = 300;

/** Words that every shell takes as they are: nothing is quoted, expanded, joined or sent elsewhere. */
const COMMAND = /^npx airworthy [a-z]+(-[a-z]+)*( [A-Za-z0-9._/@:=-]+)*$/;

/** A command that a reader may paste. Anything but plain words is refused, whoever wrote it. */
export const commandSchema = v.pipe(
  v.string(),
  v.maxLength(MOST_CHARACTERS),
  v.regex(COMMAND, "must be `npx airworthy`, a verb and plain words"),
);
