/** Weights of an ONNX tensor that are in a file of their own. */
export interface ExternalData {
  /** The tensor's name. Untrusted, as is the location. */
  readonly tensor: string;
  /** The file's path, as given; it should be relative to the ONNX file's folder. */
  readonly location: string;
  /** In bytes; 0 where none is given. */
  readonly offset: number;
  /** In bytes; undefined where the rest of the file is meant. */
  readonly length: number | undefined;
  readonly elements: number;
  /** Whether the location leads, or may lead on some system, out of the ONNX file's folder. */
  readonly isEscaping: boolean;
}

/** ".." itself, and what Windows may take for it once it has dropped trailing dots and spaces. */
const PARENT = /^[. ]*\.\.[. ]*$/;
const SCHEME_OR_DRIVE = /^[A-Za-z][A-Za-z0-9+.-]*:/;

/**
 * Whether a location leads out of a folder on any system: absolute, with "..", a drive, a URL, a backslash (which is a
 * separator on Windows), a null character, or empty.
 */
export function escapingLocation(location: string): boolean {
  return (
    location.trim() === "" ||
    location.startsWith("/") ||
    /[\\\0]/.test(location) ||
    SCHEME_OR_DRIVE.test(location) ||
    location.split("/").some((segment) => PARENT.test(segment))
  );
}
