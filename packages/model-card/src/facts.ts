import type { CardText } from "./card-schema.ts";

/** What is known of a model beside its files, in ModelPack's fields. */
export interface CardMetadata {
  readonly authors?: readonly string[];
  readonly vendor?: string;
  readonly family?: string;
  readonly title?: string;
  readonly description?: string;
  readonly docURL?: string;
  readonly sourceURL?: string;
  readonly datasetsURL?: readonly string[];
  /** SPDX identifiers, expressions, or names. */
  readonly licenses?: readonly string[];
  readonly architecture?: string;
  readonly format?: string;
  readonly paramSize?: string;
  readonly precision?: string;
  readonly quantization?: string;
  /** The languages are ISO 639 codes of two letters. */
  readonly capabilities?: { readonly languages?: readonly string[] };
}

/** A file of the package. */
export interface FileFacts {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  readonly sha256: string;
  /** ModelPack's kind, such as "weight". */
  readonly type: string;
}

export interface PackageFacts {
  /** That of the manifest. */
  readonly sha256: string;
  /** In the order of the layers. */
  readonly files: readonly FileFacts[];
}

export interface DatasetFacts {
  readonly name: string;
  readonly sha256: string | null;
  readonly uri: string | null;
  /** Its name on the Hugging Face Hub, such as "cais/hle"; null where it is not there. */
  readonly hubId: string | null;
  /** A benchmark's task, where the data set is one of the Hub's. */
  readonly taskId: string | null;
  readonly split: string | null;
  readonly revision: string | null;
}

/** What the Hub calls `base_model_relation`. */
export type Relation = "finetune" | "adapter" | "merge" | "quantized";

export interface BaseModelFacts {
  /** On the Hub, such as "distilbert/distilbert-base-uncased", or any other name. */
  readonly name: string;
  readonly uri: string | null;
  readonly sha256: string | null;
  readonly relation: Relation | null;
}

export interface MetricFacts {
  /** Such as "accuracy". */
  readonly type: string;
  /** A finite number. */
  readonly value: number;
  /** Such as "language=de"; null for all rows. */
  readonly slice: string | null;
  /** The name of one of the data sets, or of another. */
  readonly dataset: string | null;
  readonly lowerBound: number | null;
  readonly upperBound: number | null;
  /** Such as "ms"; null where there is none. */
  readonly unit: string | null;
}

/** How a behaviour suite's test came out. */
export interface BehaviorFacts {
  readonly name: string;
  /** A fraction of one. */
  readonly failureRate: number;
  readonly cases: number;
}

/** All that a card and a bill of materials are made from. */
export interface CardFacts {
  readonly name: string;
  readonly version: string;
  readonly metadata: CardMetadata;
  /** Null before there is one: a card inside a package cannot hold that package's digest. */
  readonly package: PackageFacts | null;
  readonly datasets: readonly DatasetFacts[];
  readonly baseModel: BaseModelFacts | null;
  readonly hyperparameters: readonly { readonly name: string; readonly value: string | number | boolean }[];
  readonly frameworks: readonly { readonly name: string; readonly version: string | null }[];
  readonly metrics: readonly MetricFacts[];
  readonly behavior: readonly BehaviorFacts[];
  readonly card: CardText;
  /** The commit that the model was made from. */
  readonly commit: string | null;
  readonly tool: { readonly name: string; readonly version: string };
  /** SOURCE_DATE_EPOCH: whole seconds since 1970; null without one. Nothing here asks a clock. */
  readonly epoch: number | null;
}
