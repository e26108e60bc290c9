import { UserError } from "@airworthy/evidence";

/**
 * A repository name as OCI registries have it (https://github.com/opencontainers/distribution-spec, "Pulling manifests"),
 * but in either case: a layout on disk has no objection to capitals, and a name can be lowered where a registry does.
 */
const NAME = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/i;
/** A tag, from the same place. */
const VERSION = /^[a-zA-Z0-9_][a-zA-Z0-9._-]*$/;
/** So that a file named after both, and a word more, keeps within the 255 bytes that file systems allow. */
const NAME_CHARACTERS = 100;
const VERSION_CHARACTERS = 64;

/** What a package is called: a registry takes it under these, the name in lower case. */
export interface PackageReference {
  readonly name: string;
  readonly version: string;
}

/** Throws a UserError unless registries take the name, in lower case, as a repository and the version as a tag. */
export function checkReference(reference: PackageReference): void {
  const { name, version } = reference;
  if (!fits(name, NAME, NAME_CHARACTERS)) {
    throw new UserError(
      `name: ${quote(name)} was given; allowed are letters and digits, separated by ".", "_", "__", "-" or ` +
        `"/", at most ${NAME_CHARACTERS} characters`,
      suggest(name.replace(/[^a-zA-Z0-9/]+/g, "-"), NAME, NAME_CHARACTERS),
    );
  }
  if (!fits(version, VERSION, VERSION_CHARACTERS)) {
    throw new UserError(
      `version: ${quote(version)} was given; allowed are letters, digits, "_", "." and "-", not "." or "-" first, at ` +
        `most ${VERSION_CHARACTERS} characters`,
      suggest(version.replace(/[^a-zA-Z0-9._-]+/g, "_"), VERSION, VERSION_CHARACTERS),
    );
  }
}

/** Name and version as part of a file's name: the slashes of a name become "+", which no name holds. */
export function fileStem({ name, version }: PackageReference): string {
  return `${name.replaceAll("/", "+")}-${version}`;
}

function fits(text: string, pattern: RegExp, characters: number): boolean {
  return text.length <= characters && pattern.test(text);
}

function quote(text: string): string {
  return JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}…` : text);
}

function suggest(text: string, pattern: RegExp, characters: number): { remedy?: string } {
  return fits(text, pattern, characters) ? { remedy: `Use ${quote(text)}, for example.` } : {};
}
