const DIGESTS = { stable: `sha256:${"a".repeat(64)}`, canary: `sha256:${"b".repeat(64)}` };

/** A definition for the tests: a flag of each kind, and a ranker of which canary gets so many of a thousand. */
export function exampleDefinition(canary = 500): string {
  return JSON.stringify({
    $schema: "https://flagd.dev/schema/v0/flags.json",
    metadata: { flagSetId: "example", version: "1" },
    flags: {
      ranker: {
        state: "ENABLED",
        variants: DIGESTS,
        defaultVariant: "stable",
        targeting: {
          fractional: [
            ["canary", canary],
            ["stable", 1_000 - canary],
          ],
        },
      },
      since: {
        state: "ENABLED",
        variants: { before: 0, after: 1 },
        defaultVariant: "before",
        targeting: { if: [{ "==": [{ var: "day" }, "2026-03-15T12:00:00.000Z"] }, "after", "before"] },
      },
      limit: { state: "ENABLED", variants: { low: 5, high: 0.5 }, defaultVariant: "high" },
      dark: { state: "ENABLED", variants: { on: true, off: false }, defaultVariant: "on" },
      layout: { state: "ENABLED", variants: { wide: { columns: [1, 2] } }, defaultVariant: "wide" },
      later: { state: "ENABLED", variants: { on: true, off: false }, defaultVariant: null },
      off: { state: "DISABLED", variants: { on: true, off: false }, defaultVariant: "on" },
    },
  });
}
