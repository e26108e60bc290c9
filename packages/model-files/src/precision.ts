import { compareCodePoints } from "@airworthy/evidence";
import { type ElementCounts, totalElements } from "./element-counts.ts";

/** Norms, scales and position ids are kept apart from the weights in most models, and are under a hundredth of them. */
const LEAST_SHARE = 0.01;

/** PyTorch's names of the formats' element types; quantized ones have none. */
const PRECISIONS: ReadonlyMap<string, string> = new Map([
  ["F64", "float64"],
  ["F32", "float32"],
  ["F16", "float16"],
  ["BF16", "bfloat16"],
  ["F8_E5M2", "float8_e5m2"],
  ["F8_E4M3", "float8_e4m3fn"],
  ["F8_E8M0", "float8_e8m0fnu"],
  ["F8_E4M3FNUZ", "float8_e4m3fnuz"],
  ["F8_E5M2FNUZ", "float8_e5m2fnuz"],
  ["F6_E2M3", "float6_e2m3fn"],
  ["F6_E3M2", "float6_e3m2fn"],
  ["F4", "float4_e2m1fn"],
  ["I64", "int64"],
  ["I32", "int32"],
  ["I16", "int16"],
  ["I8", "int8"],
  ["U64", "uint64"],
  ["U32", "uint32"],
  ["U16", "uint16"],
  ["U8", "uint8"],
  ["BOOL", "bool"],
  ["C64", "complex64"],
  ["float", "float32"],
  ["double", "float64"],
  ["float8e4m3fn", "float8_e4m3fn"],
  ["float8e4m3fnuz", "float8_e4m3fnuz"],
  ["float8e5m2", "float8_e5m2"],
  ["float8e5m2fnuz", "float8_e5m2fnuz"],
  ["float8e8m0", "float8_e8m0fnu"],
  ["float6e2m3", "float6_e2m3fn"],
  ["float6e3m2", "float6_e3m2fn"],
  ["float4e2m1", "float4_e2m1fn"],
  ...["float16", "bfloat16", "bool", "complex64", "complex128"].map((name) => [name, name] as const),
  ...["2", "4", "8", "16", "32", "64"].flatMap((bits) => [
    [`int${bits}`, `int${bits}`] as const,
    [`uint${bits}`, `uint${bits}`] as const,
  ]),
]);

/**
 * The precision of weights as ModelPack's `precision` has it: the types that at least a hundredth of the elements have, in
 * the order of code points, "bfloat16,float16". Undefined where there are none or all such are quantized.
 */
export function precisionOf(counts: ElementCounts): string | undefined {
  const total = totalElements(counts);
  const names = new Set<string>();
  for (const [type, count] of counts) {
    const name = PRECISIONS.get(type);
    if (name !== undefined && count > 0 && count >= LEAST_SHARE * total) names.add(name);
  }
  return names.size === 0 ? undefined : [...names].sort(compareCodePoints).join(",");
}
