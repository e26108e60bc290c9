import { UserError } from "@airworthy/evidence";
import { shown } from "./shown.ts";

/** Where a package is, or goes, in a registry. */
export interface RegistryReference {
  /** In lower case, with its port where one was given: "ghcr.io", "localhost:5000", "[::1]:5000". */
  readonly host: string;
  /** The repository, such as "acme/sentiment". */
  readonly name: string;
  readonly tag: string | null;
  /** "sha256:" and 64 lower-case hexadecimal digits. Where both are given, the digest says which manifest is meant. */
  readonly digest: string | null;
}

const SCHEME = /^oci:\/\//i;
const HOST = /^(?:\[[0-9a-f:]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::\d{1,5})?$/i;
/** A first segment that is a host rather than a folder: with a dot or a port, or the local machine. */
const BARE_HOST = /^(?:localhost|[a-z0-9-]+(?:\.[a-z0-9-]+)+|[a-z0-9.-]+(?=:)|\[[0-9a-f:]+\])(?::\d{1,5})?$/i;
/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests */
const NAME = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;
/** "Many clients impose a limit of 255 characters" on host and name together: the implementers' note there. */
const PLACE_CHARACTERS = 255;
/** Longer texts are not looked at: an honest reference keeps well below. */
const REFERENCE_CHARACTERS = 1024;
const DOCKER_HUB = "docker.io";
/** A login may have capitals, which no expression of a workflow lowers; to GitHub it is the same one in any case. */
const GITHUB_REGISTRY = "ghcr.io";

/** Whether a text means a registry rather than a path: see parseRegistryReference. */
export function isRegistryReference(text: string): boolean {
  return SCHEME.test(text) || isBare(text);
}

/**
 * Reads `oci://host[:port]/name[:tag][@sha256:…]`. Without the scheme it must have a tag or a digest, and a first segment
 * with a dot or a port or that is "localhost"; else it is a path, and null is returned. The repository has to be in lower
 * case, but for GitHub's registry, where it is put in lower case. A UserError says what is wrong with a reference.
 */
export function parseRegistryReference(text: string): RegistryReference | null {
  if (!isRegistryReference(text)) return null;
  if (text.length > REFERENCE_CHARACTERS) throw malformed(text, "it is too long", `${REFERENCE_CHARACTERS} characters`);
  const bare = text.replace(SCHEME, "");
  const { place, tag, digest } = splitVersion(bare);
  const slash = place.indexOf("/");
  if (slash < 0) throw malformed(text, "it names no repository", "oci://host/name:tag");
  const host = place.slice(0, slash).toLowerCase();
  checkHost(host, text);
  const name = fullName(host, place.slice(slash + 1));
  if (!NAME.test(name) || place.length > PLACE_CHARACTERS) throw badName(name, text);
  if (tag !== null && !TAG.test(tag)) {
    throw malformed(text, `the tag ${quote(tag)} is not one`, "1 to 128 letters, digits, _, . and -, not . or - first");
  }
  if (digest !== null && !isDigest(digest)) {
    throw malformed(text, `the digest ${quote(digest)} is not one`, "sha256: and 64 lower-case hexadecimal digits");
  }
  return { host, name, tag, digest };
}

/** The reference as a user would write it, without the scheme. */
export function formatReference({ host, name, tag, digest }: RegistryReference): string {
  return `${host}/${name}${tag === null ? "" : `:${tag}`}${digest === null ? "" : `@${digest}`}`;
}

/** Whether a text is a tag or a digest, and so can stand in an address. */
export function isVersion(text: string): boolean {
  return TAG.test(text) || isDigest(text);
}

export function isDigest(text: string): boolean {
  return DIGEST.test(text);
}

function isBare(text: string): boolean {
  const slash = text.indexOf("/");
  return slash > 0 && BARE_HOST.test(text.slice(0, slash)) && /[:@]/.test(text.slice(slash));
}

interface Split {
  /** Host and name. */
  readonly place: string;
  readonly tag: string | null;
  readonly digest: string | null;
}

function splitVersion(bare: string): Split {
  const slash = bare.indexOf("/");
  const at = bare.indexOf("@", Math.max(slash, 0));
  const digest = at < 0 ? null : bare.slice(at + 1);
  const tagged = at < 0 ? bare : bare.slice(0, at);
  // A colon before the first slash is that of the port.
  const colon = tagged.indexOf(":", Math.max(slash, 0));
  if (slash < 0 || colon < 0) return { place: tagged, tag: null, digest };
  return { place: tagged.slice(0, colon), tag: tagged.slice(colon + 1), digest };
}

function checkHost(host: string, text: string): void {
  if (host.includes("@")) {
    // The text is not shown: it holds a password.
    throw new UserError("a registry reference holds a user name or a password; neither belongs there", {
      remedy: "Log in with `docker login` or docker/login-action before, or give the credentials as inputs.",
    });
  }
  // An address has rules of its own: "256.0.0.1", "[1::2::3]" and the port 65536 look like hosts and are none.
  const isHost = HOST.test(host) && !/:0+$/.test(host) && URL.canParse(`https://${host}/`);
  if (!isHost) throw malformed(text, `the host ${quote(host)} is not one`, "host or host:port");
}

/** As the registry has it: Docker Hub's official images are in a namespace that nobody writes. */
function fullName(host: string, name: string): string {
  if (host === GITHUB_REGISTRY) return name.toLowerCase();
  return host === DOCKER_HUB && !name.includes("/") ? `library/${name}` : name;
}

function badName(name: string, text: string): UserError {
  const lower = name.toLowerCase();
  const remedy = lower !== name && NAME.test(lower) ? { remedy: `Write it in lower case: ${lower}` } : {};
  const allowed = `lower-case letters and digits, separated by ".", "_", "__", "-" or "/", ${PLACE_CHARACTERS} characters with the host`;
  return malformed(text, `the repository ${quote(name)} is not one`, allowed, remedy);
}

function malformed(text: string, problem: string, allowed: string, options: { remedy?: string } = {}): UserError {
  return new UserError(`${quote(text)} is not a registry reference: ${problem}; allowed: ${allowed}`, options);
}

function quote(text: string): string {
  return `"${shown(text)}"`;
}
