import type { LayoutSource } from "@airworthy/model-package";
import type { FoundContent } from "@airworthy/verification";

/** A blob as a manifest names it. */
export interface NamedBlob {
  /** In lower-case hexadecimal. */
  readonly sha256: string;
  /** In bytes. */
  readonly size: number;
}

/** Something that nothing in the package names. */
export interface Stray {
  readonly name: string;
  /** Whether it harms nobody who reads the package by its digest, or could be taken for the package's. */
  readonly verdict: "warn" | "fail";
  readonly reasonCode: string;
  readonly message: string;
}

/** Where the documents and blobs of a package are: a folder, a registry. */
export interface PackageStore extends LayoutSource {
  readonly place: "layout" | "registry";
  /** How the user wrote it. */
  readonly shown: string;
  /** What is there of each blob, by its SHA-256; a blob that is not there is not in the map. */
  digests(blobs: readonly NamedBlob[]): Promise<ReadonlyMap<string, FoundContent>>;
  /** The text of an attached file that is there, which may be larger than a document. */
  content(blob: NamedBlob): Promise<string>;
  /** Where a blob is on disk; null where it is elsewhere. */
  locate(sha256: string): string | null;
  /** What is there beside the documents and these blobs. */
  strays(known: ReadonlySet<string>): Promise<readonly Stray[]>;
}
