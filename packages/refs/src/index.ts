export type { RefState, RefStore } from "./ref-store.ts";
export type { TextChange, TextState, TextStore } from "./text-store.ts";
export { type Pause, untilWritten } from "./until-written.ts";
