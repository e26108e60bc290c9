import { sha256Digest, UserError } from "@airworthy/evidence";
import type { Access } from "./authorization.ts";
import { bytesBody } from "./exchange.ts";
import { MANIFEST_TYPES, type PulledManifest, readManifest } from "./manifest.ts";
import { RegistryProblem } from "./problem.ts";
import { isDigest, isVersion } from "./reference.ts";
import { shown } from "./shown.ts";
import type { Transport } from "./transport.ts";

/** Manifests of one repository. */
export interface Repository {
  readonly transport: Transport;
  /** Ends with a slash. */
  readonly url: URL;
  readonly pull: Access;
  readonly push: Access;
  /** The manifest under a tag or digest; null where there is none. */
  findManifest(reference: string): Promise<PulledManifest | null>;
  /** Puts a manifest under a tag, or its digest; whether the registry took note of what it refers to. */
  putManifest(text: string, mediaType: string, reference: string): Promise<{ readonly isReferrerKnown: boolean }>;
}

const ACCEPT = MANIFEST_TYPES.join(", ");

export function openRepository(transport: Transport, url: URL, name: string): Repository {
  const pull: Access = [`repository:${name}:pull`];
  const push: Access = [`repository:${name}:pull,push`];
  return {
    transport,
    url,
    pull,
    push,
    async findManifest(reference) {
      const what = `pulling the manifest ${reference}`;
      const call = {
        what,
        method: "GET",
        url: manifestUrl(url, reference),
        access: pull,
        headers: { accept: ACCEPT },
      } as const;
      const answer = await transport.send({ ...call, expect: [200, 404], isRepeatable: true });
      if (answer.status === 200) return await readManifest(what, answer, isDigest(reference) ? reference : null);
      await answer.discard();
      return null;
    },
    async putManifest(text, mediaType, reference) {
      const digest = sha256Digest(text);
      if (isDigest(reference) && reference !== digest) throw new TypeError("a manifest is put under its own digest");
      const what = `pushing the manifest ${reference}`;
      const body = bytesBody(Buffer.from(text), mediaType);
      const call = { what, method: "PUT", url: manifestUrl(url, reference), access: push, body } as const;
      const answer = await transport.send({ ...call, expect: [201, 200, 202, 204], isRepeatable: true });
      await answer.discard();
      const stated = answer.headers.get("docker-content-digest");
      if (stated?.startsWith("sha256:") && stated !== digest) {
        throw new RegistryProblem("dishonest", `${what}: the registry has kept ${shown(stated)} instead of ${digest}`);
      }
      // Whoever keeps a manifest says where; a page of a proxy that says "200" does not.
      if (answer.status === 200 && stated === null && !answer.headers.has("location")) {
        throw new RegistryProblem("dishonest", `${what}: the registry answered 200 without saying that it has kept it`);
      }
      return { isReferrerKnown: answer.headers.has("oci-subject") };
    },
  };
}

/** Anything but a tag or digest could lead out of the repository. Throws a UserError. */
function manifestUrl(url: URL, reference: string): URL {
  if (isVersion(reference)) return new URL(`manifests/${reference}`, url);
  throw new UserError(`"${shown(reference)}" is neither a tag nor a SHA-256 digest`);
}
