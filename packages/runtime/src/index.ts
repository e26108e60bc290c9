export {
  type Annotation,
  allInputs,
  COMMON_INPUTS,
  COMMON_OUTPUTS,
  type Command,
  defineCommand,
  EVIDENCE_INPUTS,
  type EvidenceFile,
  type Outcome,
  type Permission,
} from "./command.ts";
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
