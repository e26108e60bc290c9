import { expect, test } from "vitest";
import { createResolver, type ResolverOptions } from "./create-resolver.ts";
import type { Context, Resolution } from "./resolution.ts";
import { randomContext } from "./testing/random-context.ts";
import { randomDefinition } from "./testing/random-definition.ts";
import { type Draw, drawFrom } from "./testing/random-draw.ts";
import { fractionalV3 } from "./v3.ts";

const FILES = 25_000;
const CONTEXTS = 4;
const SEED = 20_260_302;

const ERRORS = ["PARSE_ERROR", "GENERAL", "INVALID_CONTEXT", "FLAG_NOT_FOUND"];

test("100,000 random files and contexts: nothing throws, hangs, or answers what is not declared", {
  timeout: 60_000,
}, () => {
  const draw = drawFrom(SEED);
  const reasons = new Map<string, number>();
  for (let file = 0; file < FILES; file++) {
    const text = randomDefinition(draw);
    const options: ResolverOptions = draw(2) === 0 ? {} : { fractional: fractionalV3, now: () => 1_700_000_000 };
    const resolver = createResolver(text, options);
    const variants = variantsIn(text);
    for (let at = 0; at < CONTEXTS; at++) {
      const { flag, context } = question(draw, resolver.flags);
      const found = resolver.resolve(flag, context);
      expectSound(found, variants.get(flag));
      reasons.set(found.errorCode ?? found.reason, (reasons.get(found.errorCode ?? found.reason) ?? 0) + 1);
    }
  }
  // A generator that reached only one of these would prove little.
  for (const reason of [
    "STATIC",
    "DEFAULT",
    "TARGETING_MATCH",
    "DISABLED",
    "PARSE_ERROR",
    "GENERAL",
    "FLAG_NOT_FOUND",
  ]) {
    expect(reasons.get(reason) ?? 0, reason).toBeGreaterThan(200);
  }
});

function question(draw: Draw, flags: readonly string[]): { flag: string; context: Context } {
  return { flag: flags[draw(flags.length + 1)] ?? "another", context: randomContext(draw) };
}

/** What a definition declares for each flag, read by itself. */
function variantsIn(text: string): ReadonlyMap<string, ReadonlyMap<string, unknown>> {
  try {
    const { flags }: { flags: Record<string, { variants: object } | undefined> } = JSON.parse(text);
    return new Map(Object.entries(flags).map(([name, flag]) => [name, new Map(Object.entries(flag?.variants ?? {}))]));
  } catch {
    return new Map();
  }
}

function expectSound(found: Resolution, variants: ReadonlyMap<string, unknown> = new Map()): void {
  const { value, variant, reason, errorCode } = found;
  const isSound =
    variant === undefined
      ? value === undefined &&
        (reason === "ERROR" ? ERRORS.includes(errorCode ?? "") : reason === "DEFAULT" || reason === "DISABLED")
      : variants.has(variant) &&
        JSON.stringify(variants.get(variant)) === JSON.stringify(value) &&
        errorCode === undefined;
  if (!isSound) expect.fail(JSON.stringify(found));
}
