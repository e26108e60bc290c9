export { type ActionWorld, runAction } from "./action.ts";
export type { Adapters } from "./adapters.ts";
export { runCli } from "./cli.ts";
export type { Answer } from "./cli-verb.ts";
export {
  type Annotation,
  allInputs,
  COMMON_INPUTS,
  COMMON_OUTPUTS,
  type Command,
  defineCommand,
  EVIDENCE_INPUTS,
  type EvidenceFile,
  isAction,
  type Outcome,
  type Permission,
} from "./command.ts";
export type { DropIn, Translation } from "./drop-in.ts";
export { EXIT_CODES } from "./exit-code.ts";
export type { Host, Output } from "./host.ts";
export {
  choice,
  flag,
  type Input,
  type InputMap,
  InputProblem,
  type InputValues,
  integer,
  list,
  number,
  path,
  secret,
  text,
} from "./input.ts";
export type { Log, Ports, Progress, ProgressUnit } from "./ports.ts";
export { TOOL } from "./tool.ts";
export type { Toolkit } from "./toolkit.ts";
