import { NAMES, randomScalar } from "./random-context.ts";
import { type Draw, pick, several } from "./random-draw.ts";

const OPERATORS = [
  ...[
    "==",
    "!=",
    "===",
    "!==",
    "<",
    "<=",
    ">",
    ">=",
    "in",
    "starts_with",
    "ends_with",
    "!",
    "!!",
    "+",
    "-",
    "*",
    "/",
    "%",
    "max",
    "min",
  ],
  ...[
    "cat",
    "substr",
    "merge",
    "missing",
    "missing_some",
    "sem_ver",
    "if",
    "and",
    "or",
    "map",
    "filter",
    "reduce",
    "all",
    "some",
    "none",
  ],
  ...["fractional", "var", "$ref", "log", "nope", "__proto__", "toString", "constructor"],
] as const;
const VARIANTS = ["on", "off", "true", "false", "0", "é用户😀", "__proto__", ""] as const;

/** A definition: mostly a valid one, else nearly one, or text that was cut or garbled. */
export function randomDefinition(draw: Draw): string {
  const flags = several(draw, 1, 3, () => [pick(draw, ["a", "b", "__proto__", "用户"]), randomFlag(draw)] as const);
  const evaluators = several(draw, 0, 2, () => [pick(draw, ["e", "f", "toString"]), randomRule(draw, 2)] as const);
  const definition = {
    flags: Object.fromEntries(flags),
    $evaluators: Object.fromEntries(evaluators),
    metadata: { flagSetId: "x" },
  };
  const text = JSON.stringify(definition);
  if (draw(50) > 0) return text;
  const at = draw(text.length);
  return pick(draw, [
    text.slice(0, at),
    text.slice(0, at) + pick(draw, ["{", "]", `"`, "0", ","]) + text.slice(at + 1),
  ]);
}

function randomFlag(draw: Draw): unknown {
  if (draw(40) === 0) return randomScalar(draw);
  const variants = Object.fromEntries(
    several(draw, 1, 8, () => [pick(draw, VARIANTS), pick<unknown>(draw, [true, "x", 7, { a: [1] }, null, 1e300])]),
  );
  const flag: Record<string, unknown> = {
    state: draw(20) === 0 ? pick(draw, ["DISABLED", "on", null]) : "ENABLED",
    variants,
  };
  if (draw(3) > 0) flag["defaultVariant"] = Object.keys(variants)[0];
  if (draw(30) === 0) flag["defaultVariant"] = randomScalar(draw);
  if (draw(5) > 0) flag["targeting"] = draw(3) === 0 ? { if: [randomRule(draw, 3), "on", "off"] } : randomRule(draw, 4);
  if (draw(5) === 0) flag["metadata"] = { owner: "ann", odd: randomScalar(draw) };
  return flag;
}

function randomRule(draw: Draw, levels: number): unknown {
  if (levels === 0 || draw(4) === 0) return draw(2) === 0 ? { var: pick(draw, NAMES) } : randomScalar(draw);
  if (draw(12) === 0) return randomShares(draw, levels);
  if (draw(20) === 0) return { $ref: pick(draw, ["e", "f", "toString", "none"]) };
  const operator = pick(draw, OPERATORS);
  const parts = several(draw, 0, 4, () =>
    draw(8) === 0 ? several(draw, 0, 3, () => randomRule(draw, 0)) : randomRule(draw, levels - 1),
  );
  if (draw(30) === 0) return { [operator]: parts, another: 1 };
  return { [operator]: draw(15) === 0 ? randomRule(draw, levels - 1) : parts };
}

function randomShares(draw: Draw, levels: number): unknown {
  const weight = () => pick<unknown>(draw, [1, 50, 0, -3, 1.5, 2 ** 31, "1", null, randomRule(draw, 0)]);
  const shares = several<unknown>(draw, 0, 3, () => [
    draw(5) === 0 ? randomRule(draw, levels - 1) : pick(draw, VARIANTS),
    weight(),
  ]);
  return { fractional: draw(2) === 0 ? shares : [randomRule(draw, levels - 1), ...shares] };
}
