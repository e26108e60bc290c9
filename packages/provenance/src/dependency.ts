/** What something that went into a model is to it. */
export const DEPENDENCY_ROLES = ["dataset", "base-model", "code", "lock-file"] as const;

export type DependencyRole = (typeof DEPENDENCY_ROLES)[number];

/** Something that went into a model: a file that was read, or a thing elsewhere. */
export interface Dependency {
  readonly name: string;
  /** 64 lower-case hexadecimal digits; null where nobody knows it, which provenance then shows. */
  readonly sha256: string | null;
  /** Where it can be had, without credentials. */
  readonly uri?: string | null;
  readonly mediaType?: string | null;
  readonly role?: DependencyRole;
  /** The MLflow run that made it. */
  readonly mlflowRunId?: string | null;
}

/** in-toto's ResourceDescriptor. https://github.com/in-toto/attestation/blob/main/spec/v1/resource_descriptor.md */
export function resourceOf({ name, sha256, uri, mediaType, role, mlflowRunId }: Dependency): unknown {
  const annotations = {
    ...(role === undefined ? {} : { role }),
    ...(mlflowRunId ? { mlflowRunId } : {}),
  };
  return {
    name,
    ...(uri ? { uri: withoutCredentials(uri) } : {}),
    ...(sha256 === null ? {} : { digest: { sha256 } }),
    ...(mediaType ? { mediaType } : {}),
    ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
  };
}

/** A password in an address would stand in every copy of the evidence. What is no URL stays as it is. */
function withoutCredentials(uri: string): string {
  const url = URL.parse(uri);
  if (url === null || (url.username === "" && url.password === "")) return uri;
  url.username = "";
  url.password = "";
  return url.href;
}
