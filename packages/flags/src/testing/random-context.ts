import type { Context } from "../resolution.ts";
import { type Draw, pick, several } from "./random-draw.ts";

export const NAMES = [
  "country",
  "age",
  "email",
  "list",
  "user",
  "user.name",
  "list.0",
  "targetingKey",
  "$flagd",
  "",
  "nope",
  "__proto__",
  "constructor",
] as const;

/** A scalar that rules compare, now and then one that no JSON has. */
export function randomScalar(draw: Draw): unknown {
  return pick<unknown>(draw, [
    "on",
    "DE",
    "é用户😀",
    "\ud83d",
    "\0",
    "",
    "1.2.3-rc.1",
    " 12 ",
    "1e400",
    0,
    -0,
    1,
    -1.5,
    2 ** 53,
    1e300,
    true,
    false,
    null,
  ]);
}

function randomValue(draw: Draw, levels: number): unknown {
  if (levels === 0 || draw(3) > 0) return randomScalar(draw);
  if (draw(2) === 0) return several(draw, 0, 4, () => randomValue(draw, levels - 1));
  return Object.fromEntries(several(draw, 0, 3, () => [pick(draw, NAMES), randomValue(draw, levels - 1)]));
}

export function randomContext(draw: Draw): Context {
  const context = Object.fromEntries(several(draw, 0, 6, () => [pick(draw, NAMES), randomValue(draw, 2)]));
  if (draw(20) === 0)
    context["odd"] = pick<unknown>(draw, [undefined, () => 1, Symbol("x"), Number.NaN, new Date(Number.NaN)]);
  if (draw(20) === 0) context["itself"] = context;
  return context;
}
