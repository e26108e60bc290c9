import { UserError } from "@airworthy/evidence";

/** What provenance must say. What is left out, or undefined, is not demanded. */
export interface ProvenancePolicy {
  /** Owner and name on github.com, such as "acme/model", or the whole address on another server. */
  readonly repository?: string | undefined;
  /** The workflow's file, such as ".github/workflows/train.yml". */
  readonly workflow?: string | undefined;
  /** The ref that the workflow was read from, whole ("refs/heads/main") or its start ("refs/tags/v*"). */
  readonly ref?: string | undefined;
  /**
   * The builder's id, whole or its start. A start should end where a name ends: "https://github.com/acme/*", since
   * "https://github.com/acme*" is the start of others' names too.
   */
  readonly builder?: string | undefined;
}

/** Whether a value is the one that is demanded or, where that ends in "*", starts with what stands before it. */
export function matchesPattern(pattern: string, value: string, what: string): boolean {
  const star = pattern.indexOf("*");
  if (star === -1) return value === pattern;
  if (star < pattern.length - 1) {
    const given = JSON.stringify(pattern.slice(0, 300));
    throw new UserError(`${what}: ${given} was given; a "*" is allowed at the end only, such as refs/tags/v*`);
  }
  return value.startsWith(pattern.slice(0, -1));
}

/** A repository's address as provenance has it. */
export function repositoryUri(repository: string): string {
  const address = repository.replace(/\/+$/, "");
  if (/^[A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+$/.test(address)) return `https://github.com/${address}`;
  if (/^https?:\/\/[^/\s]+\/\S+$/.test(address)) return address;
  const given = JSON.stringify(repository.slice(0, 300));
  throw new UserError(`repository: ${given} was given; owner/name or an https address is allowed`);
}
