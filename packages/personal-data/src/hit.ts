/** Where a text has something personal or secret. The value itself is not kept. */
export interface Hit {
  /** "iban", "e-mail", "github-token": one of `KINDS`. */
  readonly kind: string;
  /** In UTF-16 units, the end exclusive. */
  readonly start: number;
  readonly end: number;
  /** How surely it is what it looks like, 0 to 1. */
  readonly confidence: number;
}

/** Where readers put what they find. */
export type Found = (hit: Hit) => void;
