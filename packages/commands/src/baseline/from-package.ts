import { createWriteStream } from "node:fs";
import { copyFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { type Descriptor, UserError } from "@airworthy/evidence";
import { ARTIFACT_FILE_LIMITS } from "@airworthy/github";
import { readLayout } from "@airworthy/model-package";
import { formatReference, parseRegistryReference, type RegistryReference } from "@airworthy/registry";
import type { Ports } from "@airworthy/runtime";
import { digestFile, shownPath } from "@airworthy/storage";
import { logIn, type RegistryLogin } from "../registry-login.ts";
import { isLayout, layoutStore } from "../verify-model/layout-store.ts";
import type { PackageStore } from "../verify-model/package-store.ts";
import { registryStore } from "../verify-model/registry-store.ts";
import { type BaselineResolution, type BaselineSettings, none } from "./baseline.ts";
import { chooseAttachment, type NamedAttachment, namedAttachments } from "./choose-attachment.ts";
import { fetchBaseline } from "./temporary-baseline.ts";

/** Where a package is, and how one of its blobs comes to a file. */
interface Place {
  readonly store: PackageStore;
  /** The bytes are known to be the blob's when this has ended. */
  save(blob: Descriptor, path: string): Promise<void>;
}

const PACKAGE = "sha256:";

/**
 * The table, metric file or evidence that is attached to the baseline's package: in a layout, or in a registry, where a tag
 * such as `production` stands for what is deployed under it now. Throws a UserError where there is no such package, and
 * where several files could be meant.
 */
export async function findInPackage(settings: BaselineSettings, ports: Ports): Promise<BaselineResolution> {
  const { store, save } = await openPlace(settings.package, settings.login, ports);
  const { model, referrers, checks } = await readLayout(store, store.shown);
  const wrong = checks.find(({ verdict }) => verdict === "fail");
  if (wrong !== undefined) {
    throw new UserError(`${store.shown}: ${wrong.subject} ${wrong.message}`, { remedy: VERIFY });
  }
  if (model === null) throw new UserError(`${store.shown} holds no model`);
  const digest = model.descriptor.digest;
  const direct = referrers.filter(({ subject }) => PACKAGE + subject === digest);
  const attachments = await namedAttachments(direct, store);
  const chosen = chooseAttachment(attachments, settings.candidate, store.shown);
  if (chosen === null) return none(whyNone(attachments, store.shown, digest));
  if (chosen.content.size > ARTIFACT_FILE_LIMITS.bytes) {
    throw new UserError(`${chosen.name} has ${chosen.content.size} bytes; ${ARTIFACT_FILE_LIMITS.bytes} are allowed`);
  }
  const note = `attached to ${store.shown}, ${digest}`;
  ports.log.info(`The baseline is ${JSON.stringify(chosen.name)}, ${note}`);
  return await fetchBaseline(ports, async (path) => {
    await save(chosen.content, path);
    const origin = { how: "registry", commit: null, distance: null, committedOn: null, run: null, note } as const;
    return { fileName: chosen.name, name: chosen.name, packageSha256: digest.slice(PACKAGE.length), origin };
  });
}

const VERIFY = "See what verify-model says of it.";

async function openPlace(reference: string | undefined, login: RegistryLogin, ports: Ports): Promise<Place> {
  if (reference === undefined) {
    throw new UserError("baseline: package was given without baseline-package", {
      remedy: "Say whose: baseline-package is the folder of a layout, or a registry's oci://host/name:tag.",
    });
  }
  const inRegistry = parseRegistryReference(reference);
  if (inRegistry !== null) return await openInRegistry(inRegistry, login, ports);
  const folder = resolve(ports.cwd, reference);
  if (await isLayout(folder)) return layoutPlace(layoutStore(folder, shownPath(reference), ports), ports);
  throw new UserError(
    `baseline-package: ${JSON.stringify(reference.slice(0, 200))} is neither the folder of a layout nor in a registry`,
    { remedy: "A digest alone says not where the package is." },
  );
}

async function openInRegistry(reference: RegistryReference, login: RegistryLogin, ports: Ports): Promise<Place> {
  if (reference.tag === null && reference.digest === null) {
    throw new UserError(`baseline-package: ${formatReference(reference)} names neither a tag nor a digest`);
  }
  const registry = await logIn(reference, login, ports);
  const store = await registryStore(registry, reference, ports);
  return {
    store,
    save: (blob, path) => pipeline(registry.readBlob(blob), createWriteStream(path, { flags: "wx" })),
  };
}

function layoutPlace(store: PackageStore, { signal }: Ports): Place {
  return {
    store,
    async save({ digest }, path) {
      const location = store.locate(digest.slice(PACKAGE.length));
      if (location === null) throw new TypeError("a layout's blobs are on disk");
      await copyFile(location, path).catch((cause: unknown) => {
        throw new UserError(`${store.shown}: ${digest} cannot be read`, { remedy: VERIFY, cause });
      });
      if (PACKAGE + (await digestFile(path, store.shown, signal)) === digest) return;
      throw new UserError(`${store.shown}: ${digest} has another content than its digest says`, { remedy: VERIFY });
    },
  };
}

function whyNone(attachments: readonly NamedAttachment[], shown: string, digest: string): string {
  const count = attachments.length === 0 ? "nothing" : `none of the ${attachments.length} files`;
  return `${count} attached to ${shown}, ${digest}, is a table, a metric file or a comparison's evidence`;
}
