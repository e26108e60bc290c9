import * as v from "valibot";

/** What a model has that runs as code of its own: a module or a program. */
export const childEntries = {
  environment: v.optional(
    v.pipe(
      v.array(v.pipe(v.string(), v.regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "must be the name of an environment variable"))),
      v.description(
        "The environment variables that it is given beside the search path, the language and the like. What they hold, from 8 characters on, is masked in what it says.",
      ),
    ),
  ),
};
