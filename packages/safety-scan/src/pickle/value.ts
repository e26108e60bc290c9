/**
 * What the scan knows of a value that unpickling would make: names and what is needed to follow calls and to find where
 * arrays end. Everything else is opaque.
 */
export type Value =
  | typeof OPAQUE
  | typeof MARK
  | typeof NOTHING
  /** Text that may be a name; `isScanned` where it holds a pickle, as Latin-1, that was scanned whole. */
  | { readonly kind: "text"; readonly text: string; readonly isScanned: boolean }
  /** Bytes, or text too long for a name. */
  | { readonly kind: "data"; readonly isScanned: boolean }
  | { readonly kind: "integer"; readonly value: number }
  /** A long integer as its bytes in hexadecimal, little-endian. */
  | { readonly kind: "long"; readonly hex: string }
  | { readonly kind: "tuple"; readonly items: readonly Value[] }
  | MappingValue
  | GlobalValue
  | InstanceValue;

/** A dictionary's entries whose keys are text, the last of each key. */
export interface MappingValue {
  readonly kind: "mapping";
  readonly entries: Map<string, Value>;
}

export interface GlobalValue {
  readonly kind: "global";
  readonly module: string;
  readonly name: string;
}

/** What calling a global gave. One object, wherever it is taken from the memo: what BUILD sets is seen everywhere. */
export interface InstanceValue {
  readonly kind: "instance";
  readonly callee: GlobalValue;
  readonly args: readonly Value[];
  /** What BUILD set last; how often it did. */
  state: Value;
  builds: number;
}

export const OPAQUE = { kind: "opaque" } as const;
/** Python's None. */
export const NOTHING = { kind: "nothing" } as const;
export const MARK = { kind: "mark" } as const;

/** Longer text is no name of anything that is imported. */
export const NAME_CHARACTERS = 512;

export function isInstanceOf(value: Value | undefined, module: string, name: string): value is InstanceValue {
  return value?.kind === "instance" && value.callee.module === module && value.callee.name === name;
}
