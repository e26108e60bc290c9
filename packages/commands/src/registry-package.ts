import { type Descriptor, IN_TOTO_PAYLOAD, parseStatement, UserError, type VersionRef } from "@airworthy/evidence";
import { readLayout } from "@airworthy/model-package";
import { parseRegistryReference } from "@airworthy/registry";
import type { Ports } from "@airworthy/runtime";
import type { ReadFile } from "./read-evidence.ts";
import { logIn, type RegistryLogin } from "./registry-login.ts";
import { REPORT_SECTIONS } from "./report-sections.ts";
import { resolvePackage, shortName } from "./subject.ts";
import { registryStore } from "./verify-model/registry-store.ts";

/** A package in a registry, as a verb needs it that only reads of it. */
export interface RegistryPackage {
  readonly version: VersionRef;
  /** The evidence attached to it; that of types which only others read is left out. */
  evidence(): Promise<readonly ReadFile[]>;
}

/** The login that `docker login` has stored: most verbs that only look at a package ask for no other. */
export const STORED_LOGIN = { "registry-username": undefined, "registry-password": undefined } as const;
const ALGORITHM = "sha256:";

/** The version that a `package` input speaks of: in a registry (oci://), else as `resolvePackage` has it. */
export async function resolveAnywhere(reference: string, ports: Ports, login?: RegistryLogin): Promise<VersionRef> {
  const inRegistry = await openRegistryPackage(reference, ports, login);
  return inRegistry?.version ?? (await resolvePackage(reference, ports.cwd));
}

/**
 * Opens an `oci://host/name:tag` or `@sha256:DIGEST`; null for any other reference. Throws a UserError where there is no such
 * package, its documents do not hold, or the registry cannot be reached.
 */
export async function openRegistryPackage(
  reference: string,
  ports: Ports,
  login: RegistryLogin = STORED_LOGIN,
): Promise<RegistryPackage | null> {
  const parsed = parseRegistryReference(reference);
  if (parsed === null) return null;
  const store = await registryStore(await logIn(parsed, login, ports), parsed, ports);
  const { model, referrers, checks } = await readLayout(store, store.shown);
  const wrong = checks.find(({ verdict }) => verdict === "fail");
  if (wrong !== undefined || model === null) {
    const why = wrong === undefined ? "there is no model" : `${wrong.subject} ${wrong.message}`;
    throw new UserError(`package: ${store.shown}: ${why}`, { remedy: "See what verify-model says of it." });
  }
  const sha256 = hexOf(model.descriptor);
  const { name, version } = model;
  const read = async (label: string, { digest, size }: Descriptor): Promise<ReadFile> => {
    const text = await store.content({ sha256: hexOf({ digest }), size });
    return { name: label, text, statement: parseStatement(text, `${store.shown}: ${label}`) };
  };
  return {
    version: { name: name ?? shortName(sha256), version, sha256, digestOf: "package" },
    async evidence() {
      const found: ReadFile[] = [];
      for (const { artifactType, content, name: label, descriptor } of referrers) {
        if (artifactType !== IN_TOTO_PAYLOAD || content === null) continue;
        found.push(await read(label ?? descriptor.digest, content));
      }
      return found.filter(({ statement }) => REPORT_SECTIONS.has(statement.predicateType));
    },
  };
}

function hexOf({ digest }: Pick<Descriptor, "digest">): string {
  return digest.slice(ALGORITHM.length);
}
