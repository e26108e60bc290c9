/** How an opcode's argument stands in the stream. */
export type ArgumentForm =
  | { readonly form: "none" }
  /** So many bytes, little-endian where they are a number. */
  | { readonly form: "fixed"; readonly bytes: number }
  /** Text up to a line feed, so many times. */
  | { readonly form: "lines"; readonly count: 1 | 2 }
  /** A length of so many bytes, little-endian, and then that many bytes. */
  | { readonly form: "counted"; readonly lengthBytes: 1 | 4 | 8 };

/** An opcode by its name in CPython's Lib/pickletools.py, which documents protocols 0 to 5. */
export interface Opcode {
  readonly name: string;
  readonly argument: ArgumentForm;
}

const NONE = { form: "none" } as const;
const LINE = { form: "lines", count: 1 } as const;
const TWO_LINES = { form: "lines", count: 2 } as const;
const fixed = (bytes: number) => ({ form: "fixed", bytes }) as const;
const counted = (lengthBytes: 1 | 4 | 8) => ({ form: "counted", lengthBytes }) as const;

/** The opcodes without an argument, by code. */
const BARE: Readonly<Record<string, string>> = {
  "(": "MARK",
  ".": "STOP",
  "0": "POP",
  "1": "POP_MARK",
  "2": "DUP",
  N: "NONE",
  Q: "BINPERSID",
  R: "REDUCE",
  a: "APPEND",
  b: "BUILD",
  d: "DICT",
  "}": "EMPTY_DICT",
  e: "APPENDS",
  l: "LIST",
  "]": "EMPTY_LIST",
  o: "OBJ",
  s: "SETITEM",
  t: "TUPLE",
  ")": "EMPTY_TUPLE",
  u: "SETITEMS",
  "\x81": "NEWOBJ",
  "\x85": "TUPLE1",
  "\x86": "TUPLE2",
  "\x87": "TUPLE3",
  "\x88": "NEWTRUE",
  "\x89": "NEWFALSE",
  "\x8f": "EMPTY_SET",
  "\x90": "ADDITEMS",
  "\x91": "FROZENSET",
  "\x92": "NEWOBJ_EX",
  "\x93": "STACK_GLOBAL",
  "\x94": "MEMOIZE",
  "\x97": "NEXT_BUFFER",
  "\x98": "READONLY_BUFFER",
};

const WITH_ARGUMENT: readonly (readonly [code: string, name: string, argument: ArgumentForm])[] = [
  ["F", "FLOAT", LINE],
  ["I", "INT", LINE],
  ["L", "LONG", LINE],
  ["P", "PERSID", LINE],
  ["S", "STRING", LINE],
  ["V", "UNICODE", LINE],
  ["g", "GET", LINE],
  ["p", "PUT", LINE],
  ["c", "GLOBAL", TWO_LINES],
  ["i", "INST", TWO_LINES],
  ["J", "BININT", fixed(4)],
  ["K", "BININT1", fixed(1)],
  ["M", "BININT2", fixed(2)],
  ["G", "BINFLOAT", fixed(8)],
  ["h", "BINGET", fixed(1)],
  ["j", "LONG_BINGET", fixed(4)],
  ["q", "BINPUT", fixed(1)],
  ["r", "LONG_BINPUT", fixed(4)],
  ["\x80", "PROTO", fixed(1)],
  ["\x82", "EXT1", fixed(1)],
  ["\x83", "EXT2", fixed(2)],
  ["\x84", "EXT4", fixed(4)],
  ["\x95", "FRAME", fixed(8)],
  ["T", "BINSTRING", counted(4)],
  ["U", "SHORT_BINSTRING", counted(1)],
  ["X", "BINUNICODE", counted(4)],
  ["\x8c", "SHORT_BINUNICODE", counted(1)],
  ["\x8d", "BINUNICODE8", counted(8)],
  ["B", "BINBYTES", counted(4)],
  ["C", "SHORT_BINBYTES", counted(1)],
  ["\x8e", "BINBYTES8", counted(8)],
  ["\x96", "BYTEARRAY8", counted(8)],
  ["\x8a", "LONG1", counted(1)],
  ["\x8b", "LONG4", counted(4)],
];

/** Every opcode of protocols 0 to 5, by its byte. */
export const OPCODES: ReadonlyMap<number, Opcode> = new Map([
  ...Object.entries(BARE).map(([code, name]) => [code.charCodeAt(0), { name, argument: NONE }] as const),
  ...WITH_ARGUMENT.map(([code, name, argument]) => [code.charCodeAt(0), { name, argument }] as const),
]);

/** Names what is wrong where a stream cannot be read on. */
export class PickleProblem extends Error {
  override readonly name: string = "PickleProblem";
}

/** What Python would read on, and only the scan does not: then what follows is not known. */
export class PickleLimit extends PickleProblem {
  override readonly name = "PickleLimit";
}
