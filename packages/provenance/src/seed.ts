import { UserError } from "@airworthy/evidence";

/** A seed that the model was made with, such as "numpy" and 7. */
export interface Seed {
  readonly name: string;
  readonly value: number;
}

/** Reads `name=integer` lines. Throws a UserError for anything else, and for a name that comes twice. */
export function parseSeeds(lines: readonly string[]): readonly Seed[] {
  const seeds = new Map<string, number>();
  for (const line of lines) {
    const [, name, digits] = /^([^=\s][^=]{0,99}?)\s*=\s*([+-]?\d+)$/.exec(line) ?? [];
    const value = Number(digits);
    if (name === undefined || !Number.isSafeInteger(value)) {
      const given = JSON.stringify(line.slice(0, 120));
      throw new UserError(`seeds: ${given} was given; name=integer is allowed, such as numpy=7`);
    }
    if (seeds.has(name)) throw new UserError(`seeds: ${JSON.stringify(name)} is given twice`);
    seeds.set(name, value);
  }
  return Array.from(seeds, ([name, value]) => ({ name, value }));
}
