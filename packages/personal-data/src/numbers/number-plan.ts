/** How surely a value is what it looks like, 0 to 1, by what vouches for it besides its own checks. */
export interface Confidence {
  /** Written without separators, and nothing near says what it is. */
  readonly bare: number;
  /** Written in its customary groups. */
  readonly grouped: number;
  /** With a word near it that names it. */
  readonly named: number;
}

/** Digits and letters in a fixed layout, with rules that their own text can be checked by. */
export interface NumberPlan {
  readonly kind: string;
  /**
   * Lengths of groups with what is between them: "3-2-4", "3.3.3-2". An underscore is a space or a hyphen, the same all through;
   * a space is any one of Unicode's.
   */
  readonly layouts: readonly string[];
  /** What its letters and digits come to without separators, in capitals. */
  readonly shape: RegExp;
  isValid(compact: string): boolean;
  /** Whether a further group of the same length shows it to be part of something else, such as a card with a wrong digit. */
  readonly standsAlone?: true;
  readonly confidence: Confidence;
  /** English words, and names and abbreviations in its own language, in small letters, that name it. */
  readonly words: readonly string[];
}

/** Of random text hardly any passes: two check digits, a wide alphabet or a date besides the check. */
export const SURE: Confidence = { bare: 0.8, grouped: 0.9, named: 1 };
/** About one random text in a hundred passes: too many where a table has a column of such long numbers. */
export const LIKELY: Confidence = { bare: 0.4, grouped: 0.7, named: 0.95 };
/** One in ten passes, and telephone numbers and counts are written alike. */
export const NAMED: Confidence = { bare: 0.2, grouped: 0.3, named: 0.85 };
