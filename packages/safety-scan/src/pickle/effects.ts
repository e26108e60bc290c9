import { type AllowList, isDotted } from "./allow-list.ts";
import {
  checkBuild,
  checkCall,
  checkGlobal,
  checkPersistentId,
  isJudgedByArguments,
  type Report,
} from "./call-check.ts";
import { setEntries } from "./mapping.ts";
import { PickleProblem } from "./opcodes.ts";
import { type GlobalValue, MARK, NAME_CHARACTERS, NOTHING, OPAQUE, type Value } from "./value.ts";
import type { ValueStack } from "./value-stack.ts";

/** What an opcode acts on. */
export interface Machine {
  readonly stack: ValueStack;
  readonly allow: AllowList;
  readonly report: Report;
  readonly deeds: Deeds;
}

/** What a stream did so far. */
export interface Deeds {
  /** Names that Python could import. */
  globals: number;
  /**
   * Codes of the extension registry. It is empty unless a program fills it, and then unpickling ends: in bytes that are a
   * pickle only by chance they mean nothing.
   */
  extensions: number;
  calls: number;
  /** Globals whose calls are judged by their arguments, less those that were called: the others went where no call is seen. */
  loose: number;
  /** Whether a name was imported and something done before the stack gave out, where every unpickler ends. */
  runs: boolean;
}

/** An opcode's argument, as far as effects need it: a number, lines, or a value that was read. */
export interface Argument {
  readonly number: number;
  readonly lines: readonly string[];
  readonly value: Value;
}

/** Of Python 3.8 and all since. */
const LATEST_PROTOCOL = 5;

type Effect = (machine: Machine, argument: Argument) => void;

const pushOpaque: Effect = ({ stack }) => stack.push(OPAQUE);
const pushValue: Effect = ({ stack }, { value }) => stack.push(value);
const pushNumber: Effect = ({ stack }, { number }) => stack.push({ kind: "integer", value: number });
const nothing: Effect = () => {};

/** Replaces what is above the mark, and the mark, by something opaque. */
const gather: Effect = ({ stack }) => {
  stack.popToMark();
  stack.push(OPAQUE);
};

const tupleOf =
  (length: number): Effect =>
  ({ stack }) =>
    stack.push(stack.popTuple(length));
const put: Effect = ({ stack }, { number }) => stack.put(number);
const get: Effect = (machine, { number }) => {
  machine.stack.get(number);
  countLoose(machine, 1, machine.stack.top);
};

const extension: Effect = ({ stack, report, deeds }, { number }) => {
  deeds.extensions++;
  report("extension-code", `Imports what stands behind extension code ${number}`);
  stack.push(OPAQUE);
};

/** What each opcode does; by its name. STOP ends the stream before it has an effect. */
export const EFFECTS: ReadonlyMap<string, Effect> = new Map<string, Effect>([
  ...["FRAME", "READONLY_BUFFER"].map((name) => [name, nothing] as const),
  ...["NEWTRUE", "NEWFALSE", "BINFLOAT", "FLOAT", "INT", "LONG"].map((name) => [name, pushOpaque] as const),
  ...["EMPTY_LIST", "EMPTY_SET", "NEXT_BUFFER"].map((name) => [name, pushOpaque] as const),
  ...["LIST", "FROZENSET"].map((name) => [name, gather] as const),
  ...["BININT", "BININT1", "BININT2"].map((name) => [name, pushNumber] as const),
  ...["STRING", "UNICODE", "BINSTRING", "SHORT_BINSTRING"].map((name) => [name, pushValue] as const),
  ...["BINUNICODE", "SHORT_BINUNICODE", "BINUNICODE8"].map((name) => [name, pushValue] as const),
  ...["BINBYTES", "SHORT_BINBYTES", "BINBYTES8", "BYTEARRAY8"].map((name) => [name, pushValue] as const),
  ...["LONG1", "LONG4"].map((name) => [name, pushValue] as const),
  ...["PUT", "BINPUT", "LONG_BINPUT"].map((name) => [name, put] as const),
  ...["GET", "BINGET", "LONG_BINGET"].map((name) => [name, get] as const),
  ...["EXT1", "EXT2", "EXT4"].map((name) => [name, extension] as const),
  ["PROTO", checkProtocol],
  ["NONE", ({ stack }) => stack.push(NOTHING)],
  ["MARK", ({ stack }) => stack.push(MARK)],
  ["POP", ({ stack }) => stack.discard()],
  ["POP_MARK", ({ stack }) => void stack.popToMark()],
  ["DUP", duplicate],
  ["MEMOIZE", ({ stack }) => stack.memoize()],
  ["EMPTY_DICT", ({ stack }) => stack.push({ kind: "mapping", entries: new Map() })],
  ["DICT", ({ stack }) => stack.push(setEntries({ kind: "mapping", entries: new Map() }, stack.popToMark()))],
  ["EMPTY_TUPLE", tupleOf(0)],
  ["TUPLE1", tupleOf(1)],
  ["TUPLE2", tupleOf(2)],
  ["TUPLE3", tupleOf(3)],
  ["TUPLE", ({ stack }) => stack.push({ kind: "tuple", items: stack.popToMark() })],
  ["APPEND", ({ stack }) => void stack.pop()],
  ["APPENDS", ({ stack }) => void stack.popToMark()],
  ["ADDITEMS", ({ stack }) => void stack.popToMark()],
  ["SETITEM", ({ stack }) => setItems(stack, [stack.pop(), stack.pop()].reverse())],
  ["SETITEMS", ({ stack }) => setItems(stack, stack.popToMark())],
  ["GLOBAL", (machine, { lines: [module = "", name = ""] }) => importGlobal(machine, module, name)],
  ["STACK_GLOBAL", stackGlobal],
  ["INST", instantiate],
  ["OBJ", callClass],
  ["REDUCE", callFunction],
  ["NEWOBJ", callFunction],
  ["NEWOBJ_EX", callWithNames],
  ["BUILD", build],
  ["PERSID", (machine) => persistent(machine, OPAQUE)],
  ["BINPERSID", (machine) => persistent(machine, machine.stack.pop())],
]);

function checkProtocol(_machine: Machine, { number }: Argument): void {
  if (number > LATEST_PROTOCOL) throw new PickleProblem(`it is of protocol ${number}, which is not known`);
}

function duplicate(machine: Machine): void {
  const { top } = machine.stack;
  machine.stack.push(top ?? OPAQUE);
  countLoose(machine, 1, top);
}

function countLoose({ deeds }: Machine, change: number, value: Value | undefined): void {
  if (value !== undefined && isJudgedByArguments(value)) deeds.loose += change;
}

function importGlobal(machine: Machine, module: string, name: string): GlobalValue {
  const value: GlobalValue = { kind: "global", module, name };
  // A name that no import statement could have counts for nothing in telling whether this is a pickle at all.
  if ([module, name].every((part) => part.length > NAME_CHARACTERS || isDotted(part))) machine.deeds.globals++;
  checkGlobal(value, machine.allow, machine.report);
  machine.stack.push(value);
  countLoose(machine, 1, value);
  return value;
}

function stackGlobal(machine: Machine): void {
  const name = machine.stack.pop();
  const module = machine.stack.pop();
  if (name.kind === "text" && module.kind === "text") {
    importGlobal(machine, module.text, name.text);
    return;
  }
  machine.deeds.globals++;
  machine.report("unresolved-global", "Imports what cannot be told from the file");
  machine.stack.push(OPAQUE);
}

function instantiate(machine: Machine, { lines: [module = "", name = ""] }: Argument): void {
  const args = machine.stack.popToMark();
  const callee = importGlobal(machine, module, name);
  machine.stack.discard();
  call(machine, callee, args);
}

/** OBJ has the class as the first value above the mark. */
function callClass(machine: Machine): void {
  const [callee = OPAQUE, ...args] = machine.stack.popToMark();
  call(machine, callee, args);
}

function callFunction(machine: Machine): void {
  const args = machine.stack.pop();
  const callee = machine.stack.pop();
  if (args.kind !== "tuple") machine.report("computed-call", "Calls with arguments that are no plain tuple");
  call(machine, callee, args.kind === "tuple" ? args.items : []);
}

function callWithNames(machine: Machine): void {
  machine.stack.pop();
  callFunction(machine);
}

function countDeed({ deeds, stack }: Machine): void {
  deeds.calls++;
  deeds.runs ||= deeds.globals > 0 && !stack.isExhausted;
}

function call(machine: Machine, callee: Value, args: readonly Value[]): void {
  countDeed(machine);
  countLoose(machine, -1, callee);
  checkCall(callee, args, machine.report);
  const isNamed = callee.kind === "global";
  machine.stack.push(isNamed ? { kind: "instance", callee, args, state: NOTHING, builds: 0 } : OPAQUE);
}

function build(machine: Machine): void {
  const state = machine.stack.pop();
  const target = machine.stack.top;
  if (target !== undefined) countDeed(machine);
  checkBuild(target, state, machine.report);
  if (target?.kind !== "instance") return;
  target.state = state;
  target.builds++;
}

function persistent(machine: Machine, id: Value): void {
  checkPersistentId(id, machine.report);
  machine.stack.push(OPAQUE);
}

function setItems(stack: ValueStack, items: readonly Value[]): void {
  const target = stack.top;
  if (target?.kind === "mapping") setEntries(target, items);
}
