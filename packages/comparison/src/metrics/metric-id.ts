/** What needs no quotes; anything else, such as a space, a comma, a bracket or a quote, does. */
const PLAIN = /^[^\s,()"=:]+$/;

/**
 * A metric's name with its parameters, sorted by name, as `parseMetric` reads it: "f-beta(beta=2)". Null stands for a
 * parameter that is its default, and is left out.
 */
export function metricId(name: string, parameters: Readonly<Record<string, string | number | null>> = {}): string {
  const given = Object.entries(parameters).flatMap(([parameter, value]) =>
    value === null ? [] : [`${parameter}=${quoted(String(value))}`],
  );
  return given.length === 0 ? name : `${name}(${given.sort().join(",")})`;
}

/** A quote within quotes is doubled, as in CSV. */
function quoted(value: string): string {
  return PLAIN.test(value) ? value : `"${value.replaceAll('"', '""')}"`;
}
