import type { CardFacts } from "./facts.ts";
import type { Renewal } from "./front-matter.ts";
import { hubLicense } from "./license.ts";
import { modelIndex } from "./model-index.ts";
import type { YamlValue } from "./yaml-text.ts";

/** An owner and a name, or one of the Hub's oldest models without an owner. */
const HUB_ID = /^[A-Za-z0-9][\w.-]{0,95}(?:\/[A-Za-z0-9][\w.-]{0,95})?$/;
const HUB_HOST = "huggingface.co";

/**
 * The keys of a Hugging Face card that the facts have something to say on, in the Hub's order; what they say nothing on
 * stays as people wrote it. Tags are added to those that are there. `existing` is the front matter as it is.
 * https://github.com/huggingface/hub-docs/blob/main/modelcard.md?plain=1
 */
export function hubFields(facts: CardFacts, existing: ReadonlyMap<string, unknown>, where: string): readonly Renewal[] {
  const { metadata, card, baseModel } = facts;
  const onHub = baseModel !== null && isHubModel(baseModel.name, baseModel.uri);
  const fields: readonly (readonly [string, YamlValue | undefined])[] = [
    ...licenseFields(metadata.licenses ?? []),
    ["library_name", card.libraryName],
    ["pipeline_tag", card.pipelineTag],
    ["language", several(metadata.capabilities?.languages ?? [])],
    ["tags", several(card.tags === undefined ? [] : [...textsOf(existing.get("tags")), ...card.tags])],
    ["datasets", several(facts.datasets.flatMap(({ hubId }) => hubId ?? []))],
    ["metrics", several(facts.metrics.map(({ type }) => type))],
    ["base_model", onHub ? baseModel.name : undefined],
    ["base_model_relation", onHub ? (baseModel.relation ?? undefined) : undefined],
  ];
  return [
    ...fields.filter(([, value]) => value !== undefined),
    // Results of ours that are no more are taken out.
    ["model-index", modelIndex(facts, existing.get("model-index"), where)],
  ];
}

function licenseFields(licenses: readonly string[]): readonly Renewal[] {
  const [only, ...others] = licenses;
  if (only === undefined) return [];
  if (others.length > 0) return [["license", several(licenses.map((license) => hubLicense(license) ?? "other"))]];
  const known = hubLicense(only);
  if (known !== null) return [["license", known]];
  return [
    ["license", "other"],
    ["license_name", only],
  ];
}

function isHubModel(name: string, uri: string | null): boolean {
  return HUB_ID.test(name) && (uri === null || URL.parse(uri)?.host === HUB_HOST);
}

/** Each once, in order; undefined where there are none. */
function several(texts: readonly string[]): YamlValue | undefined {
  return texts.length === 0 ? undefined : [...new Set(texts.map((text) => text.toWellFormed()))];
}

/** Tags as text, those too that YAML takes for numbers. */
function textsOf(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((item) => ["string", "number", "boolean"].includes(typeof item)).map(String);
}
