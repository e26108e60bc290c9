import { checkShape, UserError } from "@airworthy/evidence";
import * as v from "valibot";

/** A bill of materials of a hundred thousand files has some 40 million characters. */
const BOM_CHARACTERS = 256 * 1024 * 1024;

/** CycloneDX allows either case. */
const digest = v.pipe(v.string(), v.regex(/^[0-9A-Fa-f]+$/, "must be hexadecimal digits"), v.toLowerCase());

const componentSchema = v.object({
  type: v.string(),
  name: v.string(),
  version: v.nullish(v.string()),
  hashes: v.nullish(v.array(v.object({ alg: v.string(), content: digest }))),
});

const bomSchema = v.object({
  bomFormat: v.literal("CycloneDX"),
  specVersion: v.pipe(v.string(), v.regex(/^1\.\d+$/, "must be a version 1.x of CycloneDX")),
  serialNumber: v.nullish(v.string()),
  metadata: v.nullish(v.object({ component: v.nullish(componentSchema) })),
  components: v.nullish(v.array(componentSchema)),
});

type ParsedBom = v.InferOutput<typeof bomSchema>;
type ParsedComponent = v.InferOutput<typeof componentSchema>;

/** A component, as far as it is read. */
export interface BomComponent {
  /** CycloneDX's kind, such as "file" or "data". */
  readonly type: string;
  readonly name: string;
  /** Null where there is none. */
  readonly sha256: string | null;
}

/** What is read of a bill of materials, ours or another's. */
export interface BillOfMaterials {
  readonly specVersion: string;
  readonly serialNumber: string | null;
  /** What it is of. */
  readonly subject: (BomComponent & { readonly version: string | null }) | null;
  readonly components: readonly BomComponent[];
}

/** Reads CycloneDX JSON. Fields that are of no concern here are ignored. A UserError names `where` and what is wrong. */
export function parseBillOfMaterials(text: string, where: string): BillOfMaterials {
  if (text.length > BOM_CHARACTERS) throw new UserError(`${where} has more than ${BOM_CHARACTERS} characters`);
  return readBillOfMaterials(parseJson(text, where), where);
}

/** The same from what JSON holds. */
export function readBillOfMaterials(value: unknown, where: string): BillOfMaterials {
  const bom: ParsedBom = checkShape(bomSchema, value, where);
  const component = bom.metadata?.component ?? null;
  return {
    specVersion: bom.specVersion,
    serialNumber: bom.serialNumber ?? null,
    subject: component === null ? null : { ...componentOf(component), version: component.version ?? null },
    components: (bom.components ?? []).map(componentOf),
  };
}

function componentOf({ type, name, hashes }: ParsedComponent): BomComponent {
  return { type, name, sha256: hashes?.find(({ alg }) => alg === "SHA-256")?.content ?? null };
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UserError(`${where} is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
