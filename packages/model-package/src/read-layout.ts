import { type Check, type Descriptor, sha256Digest, UserError } from "@airworthy/evidence";
import { ARTIFACT_TYPE, MANIFEST_TYPE } from "./assemble.ts";
import { checkEntry } from "./check-entry.ts";
import { hexOf, parseDocument, shortDigest } from "./document.ts";
import { LayoutChecks } from "./layout-checks.ts";
import { checkMarker, readIndex } from "./layout-index.ts";
import { LayoutProblem } from "./layout-problem.ts";
import { type ModelConfig, type ModelManifest, readModelConfig, readModelManifest } from "./model-manifest.ts";
import { type Referrer, readReferrer } from "./referrer.ts";

/** What is asked of an OCI image layout: its small files, as text; null where there is no such file. */
export interface LayoutSource {
  /** The text of `oci-layout`. */
  marker(): Promise<string | null>;
  /** The text of `index.json`. */
  index(): Promise<string | null>;
  /** The text of a blob, by its SHA-256 in lower-case hexadecimal. */
  blob(sha256: string): Promise<string | null>;
}

/** The model of a layout, as its own documents describe it; without a name where its config does not hold. */
export interface LayoutModel extends ModelConfig, ModelManifest {
  readonly descriptor: Descriptor;
}

/** What is attached to the model, or to something attached to it. */
export interface AttachedReferrer extends Referrer {
  readonly descriptor: Descriptor;
}

/** What a layout says that it holds, and how far that is so. */
export interface LayoutReading {
  /** Null where its manifest cannot be relied on. */
  readonly model: LayoutModel | null;
  readonly referrers: readonly AttachedReferrer[];
  /** How each document stands: the marker, the index, every manifest, the config. */
  readonly checks: readonly Check[];
}

/**
 * Reads the documents of a layout that holds one model, and checks that each has the digest and the size that it is
 * named by, is what ModelPack has it be, and contradicts no other. The layers are not read. What does not hold is told
 * by the checks; a UserError is thrown where the documents hold and are of something else than a model.
 */
export async function readLayout(layout: LayoutSource, where: string): Promise<LayoutReading> {
  const checks = new LayoutChecks();
  await checks.attempt("oci-layout", async () => checkMarker(present(await layout.marker()), "oci-layout"));
  const entries = await checks.attempt("index.json", async () =>
    readIndex(present(await layout.index()), "index.json"),
  );
  const models: LayoutModel[] = [];
  const referrers: AttachedReferrer[] = [];
  for (const entry of entries ?? []) {
    const label = `manifest ${shortDigest(entry)}`;
    const read = await checks.attempt(label, () => readManifest(layout, entry, label));
    if (read?.kind === "model") models.push(await readModel(layout, entry, read.manifest, checks));
    if (read?.kind === "referrer") referrers.push({ ...read.referrer, descriptor: entry });
    if (read?.kind === "other") checks.note(label, "unrelated-manifest", "is no model, and refers to none");
  }
  if (models.length === 0 && !checks.someFail) throw notModel(entries?.length ?? 0, where);
  if (models.length > 1) {
    checks.fail("index.json", "several-models", `lists ${models.length} models; exactly one is allowed`);
  }
  const model = models.length === 1 ? (models[0] ?? null) : null;
  return { model, referrers: ofTheModel(referrers, entries ?? [], checks), checks: checks.list };
}

type ReadManifest =
  | { readonly kind: "model"; readonly manifest: ModelManifest }
  | { readonly kind: "referrer"; readonly referrer: Referrer }
  | { readonly kind: "other" };

async function readManifest(layout: LayoutSource, entry: Descriptor, label: string): Promise<ReadManifest> {
  const text = await readDocument(layout, entry);
  const value = parseDocument(text, label);
  const isModel = field(value, "artifactType") === ARTIFACT_TYPE;
  if (!isModel && field(value, "subject") === undefined) return { kind: "other" };
  if (entry.mediaType !== MANIFEST_TYPE) {
    const given = JSON.stringify(entry.mediaType.slice(0, 100));
    throw new LayoutProblem("index-mismatch", `is an image manifest; index.json calls it ${given}`);
  }
  if (isModel) return { kind: "model", manifest: readModelManifest(text, label) };
  const referrer = readReferrer(text, label);
  checkEntry(entry, { ...referrer, version: null });
  return { kind: "referrer", referrer };
}

/** The model with what its config says; where that does not hold, the layers can still be compared. */
async function readModel(
  layout: LayoutSource,
  descriptor: Descriptor,
  manifest: ModelManifest,
  checks: LayoutChecks,
): Promise<LayoutModel> {
  const { config, layers } = manifest;
  const label = `config ${shortDigest(config)}`;
  const read = await checks.attempt(label, async () =>
    readModelConfig(await readDocument(layout, config), layers, label),
  );
  if (read === null) return { ...manifest, name: null, version: null, descriptor };
  await checks.attempt("entry of the model in index.json", async () =>
    checkEntry(descriptor, { artifactType: ARTIFACT_TYPE, annotations: {}, version: read.version }),
  );
  return { ...manifest, ...read, descriptor };
}

/** A small blob that has the digest and the size that it is named by. */
async function readDocument(layout: LayoutSource, descriptor: Descriptor): Promise<string> {
  const { digest, size } = descriptor;
  const text = present(await layout.blob(hexOf(descriptor)));
  const found = sha256Digest(text);
  if (found !== digest) throw new LayoutProblem("digest-mismatch", `has the content of ${found}`);
  const bytes = Buffer.byteLength(text);
  if (bytes !== size) throw new LayoutProblem("size-mismatch", `has ${bytes} bytes; its descriptor says ${size}`);
  return text;
}

function present(text: string | null): string {
  if (text === null) throw new LayoutProblem("missing", "is missing");
  return text;
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

function notModel(manifests: number, where: string): UserError {
  return new UserError(
    `${where} is no model package: index.json lists ${manifests} manifests, none of them a model's`,
    {
      remedy: `A model's manifest has the artifact type ${ARTIFACT_TYPE}.`,
    },
  );
}

function ofTheModel(
  referrers: readonly AttachedReferrer[],
  entries: readonly Descriptor[],
  checks: LayoutChecks,
): AttachedReferrer[] {
  const here = new Set(entries.map(hexOf));
  return referrers.filter(({ subject, descriptor }) => {
    if (here.has(subject)) return true;
    const label = `manifest ${shortDigest(descriptor)}`;
    checks.note(label, "unrelated-manifest", `refers to sha256:${subject}, which is not in the layout`);
    return false;
  });
}
