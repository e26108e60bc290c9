import { canonicalJson, sha256 } from "@airworthy/evidence";
import { bomModelCard } from "./bom-model-card.ts";
import { hashes, licenses, type Part, present, property, reference } from "./bom-parts.ts";
import { checkFacts } from "./check-facts.ts";
import type { BaseModelFacts, CardFacts, DatasetFacts, FileFacts } from "./facts.ts";
import { nameUuid, URL_NAMESPACE } from "./name-uuid.ts";
import { huggingFacePurl, ociPurl } from "./purl.ts";

/** The media type of the text: https://www.iana.org/assignments/media-types/application/vnd.cyclonedx+json */
export const BOM_MEDIA_TYPE = "application/vnd.cyclonedx+json";
export const BOM_VERSION = "1.6";

/** A component that others can name, and its own words. */
interface Named {
  readonly ref: string;
  readonly part: Part;
}

/**
 * The model's bill of materials in CycloneDX 1.6: the model with its card, every file with its SHA-256, data sets, base
 * model and frameworks, and that the model depends on all of them. Keys in canonical order, two spaces of indent, a line
 * feed at the end; the serial number is a UUID of what the text says, so that equal facts give equal bytes. No clock is
 * asked: without `facts.epoch` there is no time in it. Throws a UserError for facts that are no numbers.
 */
export function billOfMaterials(facts: CardFacts): string {
  checkFacts(facts);
  const unique = uniqueRefs();
  const model = unique("model");
  const files = (facts.package?.files ?? []).map((file) => fileComponent(file, unique));
  const datasets = facts.datasets.map((dataset) => datasetComponent(dataset, unique));
  const base = facts.baseModel === null ? [] : [baseComponent(facts.baseModel, unique)];
  const frameworks = facts.frameworks.map(({ name, version }) => {
    const ref = unique(`framework:${name}`);
    return { ref, part: present({ type: "library", "bom-ref": ref, name, version }) };
  });
  const components = [...files, ...datasets, ...base, ...frameworks];
  const refs = components.map(({ ref }) => ref);
  const bom = {
    bomFormat: "CycloneDX",
    specVersion: BOM_VERSION,
    version: 1,
    metadata: present({
      timestamp: facts.epoch === null ? undefined : new Date(facts.epoch * 1000).toISOString(),
      tools: { components: [{ type: "application", name: facts.tool.name, version: facts.tool.version }] },
      component: modelComponent(facts, model, datasets),
    }),
    components: components.map(({ part }) => part),
    dependencies: [{ ref: model, dependsOn: refs }, ...refs.map((ref) => ({ ref }))],
  };
  // The number is that of the text without one; put where its key stands already, it disorders nothing.
  const unnumbered = canonicalJson({ ...bom, serialNumber: "" });
  const serial = nameUuid(URL_NAMESPACE, `https://airworthy.dev/bom/${sha256(unnumbered)}`);
  const numbered: unknown = Object.assign(Object(JSON.parse(unnumbered)), { serialNumber: `urn:uuid:${serial}` });
  return `${JSON.stringify(numbered, null, 2)}\n`;
}

function modelComponent(facts: CardFacts, ref: string, datasets: readonly Named[]): Part {
  const { metadata, baseModel, commit } = facts;
  const references = [
    reference("vcs", metadata.sourceURL),
    reference("documentation", metadata.docURL),
    ...(metadata.datasetsURL ?? []).map((url) => reference("other", url)),
  ];
  return present({
    type: "machine-learning-model",
    "bom-ref": ref,
    name: facts.name,
    version: facts.version,
    description: metadata.description ?? metadata.title,
    authors: metadata.authors?.map((name) => ({ name })),
    supplier: metadata.vendor === undefined ? undefined : { name: metadata.vendor },
    ...licenses(metadata.licenses),
    ...(facts.package === null
      ? {}
      : { ...hashes(facts.package.sha256), purl: ociPurl(facts.name, facts.package.sha256, facts.version) }),
    externalReferences: lists(references, "externalReferences"),
    properties: [...lists(references, "properties"), ...(commit === null ? [] : [property("commit", commit)])],
    pedigree: baseModel === null ? undefined : pedigreeOf(baseModel),
    tags: facts.card.tags,
    modelCard: bomModelCard(
      facts,
      datasets.map((dataset) => dataset.ref),
    ),
  });
}

/** What the model was derived from, and how. */
function pedigreeOf(base: BaseModelFacts): Part {
  return present({ ancestors: [baseFields(base)], notes: base.relation });
}

function fileComponent({ path, size, sha256, type }: FileFacts, unique: (ref: string) => string): Named {
  const ref = unique(`file:${path}`);
  const properties = [property("layer-type", type), property("size", size)];
  return { ref, part: { type: "file", "bom-ref": ref, name: path, ...hashes(sha256), properties } };
}

function datasetComponent(dataset: DatasetFacts, unique: (ref: string) => string): Named {
  const { name, sha256, uri, hubId, split, revision } = dataset;
  const ref = unique(`dataset:${name}`);
  const from = reference("distribution", uri ?? (hubId === null ? null : `https://huggingface.co/datasets/${hubId}`));
  const part = present({
    type: "data",
    "bom-ref": ref,
    name,
    version: revision,
    ...hashes(sha256),
    data: [{ type: "dataset", name }],
    externalReferences: lists([from], "externalReferences"),
    properties: [...lists([from], "properties"), ...(split === null ? [] : [property("split", split)])],
  });
  return { ref, part };
}

function baseComponent(base: BaseModelFacts, unique: (ref: string) => string): Named {
  const ref = unique(`base-model:${base.name}`);
  return { ref, part: { "bom-ref": ref, ...baseFields(base) } };
}

function baseFields({ name, uri, sha256 }: BaseModelFacts): Part {
  const purl = huggingFacePurl(uri);
  return present({ type: "machine-learning-model", name, ...hashes(sha256), purl, ...reference("distribution", uri) });
}

/** Each name once: the same again gets a number that nothing else has. */
function uniqueRefs(): (ref: string) => string {
  const taken = new Map<string, number>();
  return (ref) => {
    let unique = ref;
    let count = taken.get(ref) ?? 1;
    for (; taken.has(unique); count++) unique = `${ref}#${count + 1}`;
    taken.set(ref, count);
    if (unique !== ref) taken.set(unique, 1);
    return unique;
  };
}

function lists(parts: readonly Part[], field: string): readonly unknown[] {
  return parts.flatMap((part) => {
    const list = part[field];
    return Array.isArray(list) ? list : [];
  });
}
