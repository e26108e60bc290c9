import type { TensorData } from "./element-type.ts";
import type { Pooling, RuntimeChoice } from "./onnx-config.ts";

/** A tensor as it is sent between processes. */
export interface PlainTensor {
  readonly type: string;
  readonly dims: readonly number[];
  readonly data: TensorData;
}

export type NamedTensors = ReadonlyMap<string, PlainTensor>;

/** The first message to the process of the runtime. */
export interface LoadRequest {
  readonly kind: "load";
  /** Absolute. */
  readonly file: string;
  readonly external: readonly ExternalFile[];
  readonly runtime: RuntimeChoice;
  /** The folder from which the project's own runtime is looked for. */
  readonly cwd: string;
}

export interface ExternalFile {
  /** As the model names it. */
  readonly location: string;
  /** Absolute. */
  readonly file: string;
}

/** One run of the model, or one for each frame of a sequence. */
export interface Run {
  readonly feeds: NamedTensors;
  readonly sequence: SequenceRun | null;
}

export interface SequenceRun {
  readonly over: string;
  readonly frames: readonly PlainTensor[];
  /** By output the input that it is given to with the next frame. */
  readonly state: ReadonlyMap<string, string>;
  readonly answer: Pooling;
}

export interface BatchRequest {
  readonly kind: "batch";
  readonly batch: number;
  readonly runs: readonly Run[];
  /** The outputs that are asked for. */
  readonly outputs: readonly string[];
}

export type RuntimeRequest = LoadRequest | BatchRequest;

/** Which runtime it is that computes: what answers depend on besides the model. */
export interface RuntimeFacts {
  readonly name: string;
  readonly version: string;
  readonly provider: string;
}

export type RunResult = { readonly outputs: NamedTensors } | { readonly problem: string };

export type RuntimeReply =
  | { readonly kind: "ready"; readonly facts: RuntimeFacts }
  | { readonly kind: "failed"; readonly problem: string; readonly remedy: string | null }
  | { readonly kind: "batch"; readonly batch: number; readonly results: readonly RunResult[] };
