import { type AllowList, isDotted } from "./allow-list.ts";
import { checkBuild, checkCall, checkGlobal, checkPersistentId, type Report } from "./call-check.ts";
import { setEntries } from "./mapping.ts";
import { PickleProblem } from "./opcodes.ts";
import { type GlobalValue, MARK, NOTHING, OPAQUE, type Value } from "./value.ts";
import type { ValueStack } from "./value-stack.ts";

/** What an opcode acts on. */
export interface Machine {
  readonly stack: ValueStack;
  readonly allow: AllowList;
  readonly report: Report;
  /** What the stream did so far. */
  readonly deeds: { globals: number; calls: number };
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
const get: Effect = ({ stack }, { number }) => stack.get(number);

const extension: Effect = ({ stack, report, deeds }, { number }) => {
  deeds.globals++;
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
  ["DUP", ({ stack }) => stack.push(stack.top ?? OPAQUE)],
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

function importGlobal(machine: Machine, module: string, name: string): GlobalValue {
  const value: GlobalValue = { kind: "global", module, name };
  // A name that no import statement could have counts for nothing in telling whether this is a pickle at all.
  if (isDotted(module) && isDotted(name)) machine.deeds.globals++;
  checkGlobal(value, machine.allow, machine.report);
  machine.stack.push(value);
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
  call(machine, callee, args.kind === "tuple" ? args.items : []);
}

function callWithNames(machine: Machine): void {
  machine.stack.pop();
  callFunction(machine);
}

function call(machine: Machine, callee: Value, args: readonly Value[]): void {
  machine.deeds.calls++;
  checkCall(callee, args, machine.report);
  const isNamed = callee.kind === "global";
  machine.stack.push(isNamed ? { kind: "instance", callee, args, state: NOTHING, builds: 0 } : OPAQUE);
}

function build(machine: Machine): void {
  const state = machine.stack.pop();
  const target = machine.stack.top;
  machine.deeds.calls++;
  checkBuild(target, state, machine.report);
  if (target?.kind !== "instance") return;
  machine.stack.pop();
  machine.stack.push({ ...target, state, builds: target.builds + 1 });
}

function persistent(machine: Machine, id: Value): void {
  checkPersistentId(id, machine.report);
  machine.stack.push(OPAQUE);
}

function setItems(stack: ValueStack, items: readonly Value[]): void {
  const target = stack.top;
  if (target?.kind === "mapping") setEntries(target, items);
}
