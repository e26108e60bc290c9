import type { TimeKind } from "./time-kind.ts";

/** What of SQL is not the same in all databases. What is passed and returned is SQL, but for names, texts and milliseconds. */
export interface Dialect {
  /** As a person knows it. */
  readonly name: string;
  /** Whether a backslash in quotes escapes what is behind it. */
  readonly hasBackslashes: boolean;
  /**
   * Whether a query or function that both kinds of events are read from is read once and kept: where it parses files, that is
   * most of the work.
   */
  readonly keepsWhatBothRead: boolean;
  /** A column's name, whatever is in it. Throws a UserError for what no name can hold. */
  identifier(name: string): string;
  /** A text, whatever is in it. Throws a UserError for what no text can hold. */
  literal(text: string): string;
  asText(value: string): string;
  /** A text whose order is that of code points. */
  inOrder(text: string): string;
  /** A double; null, where the database can, of what is no number. */
  asDouble(value: string): string;
  /** A whole number of 64 bits. */
  asWhole(value: string): string;
  /** The name of a value's type, as text. */
  typeOf(value: string): string;
  /** A time as whole milliseconds since 1970: what is finer is cut off. */
  milliseconds(time: string, kind: TimeKind): string;
  /** Milliseconds since 1970 as what a column of times is compared with as it is, so that partitions can be passed over. */
  moment(milliseconds: number, kind: TimeKind): string;
}
