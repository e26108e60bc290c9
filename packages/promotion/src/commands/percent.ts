const PERCENT = /^(\d{1,3})(?:\.(\d{1,3}))?%$/;
/** A rollout draws users by hundred thousandths. */
const TOTAL = 100_000;

/** "25%" is 0.25: a whole number of hundred thousandths; null for what is no percentage, nothing, or more than all. */
export function percentOf(text: string): number | null {
  const [, whole, decimals = ""] = PERCENT.exec(text) ?? [];
  if (whole === undefined) return null;
  const weight = Number(whole) * 1_000 + Number(decimals.padEnd(3, "0"));
  return weight > 0 && weight <= TOTAL ? weight / TOTAL : null;
}
