const UNITS = [
  { letter: "K", size: 1e3 },
  { letter: "M", size: 1e6 },
  { letter: "B", size: 1e9 },
  { letter: "T", size: 1e12 },
  { letter: "Q", size: 1e15 },
] as const;

/**
 * A number of parameters as ModelPack's `paramSize` has it, to one decimal: "6.7B", "125M", "0.8K". Undefined for fewer than
 * 50, which it cannot say, and for what is no number of parameters.
 * https://github.com/modelpack/model-spec/blob/main/docs/config.md
 */
export function parameterSize(count: number): string | undefined {
  if (!Number.isSafeInteger(count) || count < 0) return undefined;
  for (const { letter, size } of UNITS) {
    const tenths = Math.round(count / (size / 10));
    // What would be 1000.0 of a unit is 1 of the next.
    if (tenths < 10_000 || letter === "Q") return tenths === 0 ? undefined : `${tenths / 10}${letter}`;
  }
  return undefined;
}
