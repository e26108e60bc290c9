import { UserError } from "@airworthy/evidence";

/** Names and what stands for them. */
export type Bindings = ReadonlyMap<string, string>;

/** A value with one of these could end the quotes or braces of the query that it stands in, and ask for something else. */
const UNSAFE = /["'`\\{}\r\n]/;
/** `${name}`, or `${name:-default}` for a name that may be unbound. */
const PLACEHOLDER = /\$\{([^{}:]+)(?::-([^{}]*))?\}/g;

/**
 * The template with each `${name}` replaced, as Kayenta does. `where` names the metric in errors. Throws a UserError where a
 * name has neither a value nor a default, or its value could end the quotes that it stands in.
 */
export function expandTemplate(template: string, bindings: Bindings, where: string): string {
  return template.replace(PLACEHOLDER, (_, name: string, fallback: string | undefined) => {
    const value = bindings.get(name) ?? fallback;
    if (value === undefined) {
      const known = [...bindings.keys()].join(", ") || "none";
      throw new UserError(`the query of ${where} names \${${name}}, which has no value; there is: ${known}`);
    }
    if (UNSAFE.test(value)) {
      throw new UserError(
        `the query of ${where} takes ${JSON.stringify(value)} for \${${name}}; quotes, backslashes, braces and line breaks are not allowed`,
      );
    }
    return value;
  });
}
