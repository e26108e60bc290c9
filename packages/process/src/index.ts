export { captureOutput } from "./capture-output.ts";
export { type Machine, readMachine } from "./machine.ts";
export { type ProcessEnd, type ProcessStart, runProcess } from "./run-process.ts";
