import { type ElementCounts, totalElements } from "./element-counts.ts";
import type { FileFacts } from "./read-model-file.ts";

/** As Hugging Face and llama.cpp name the parts of one model: "model-00001-of-00003.safetensors". */
const SHARD = /^(?<stem>.*)-(?<index>\d{1,9})-of-(?<total>\d{1,9})(?<ending>\.[^./]*)?$/;

/** Files that together hold the weights of one model, or of one part of it. */
export interface WeightSet {
  readonly elements: ElementCounts;
  /** Undefined where shards are missing, and beyond 2^53 - 1. */
  readonly parameters: number | undefined;
}

export type WeightFile = Extract<FileFacts, { readonly format: "safetensors" | "gguf" | "onnx" }>;

/** Puts the shards of a model together; every other file is a set of its own. */
export function weightSets(files: readonly WeightFile[]): WeightSet[] {
  const groups = Map.groupBy(files, ({ path }) => {
    const shard = SHARD.exec(path)?.groups;
    return shard === undefined ? `file ${path}` : `shards ${shard["total"]} ${shard["ending"]} ${shard["stem"]}`;
  });
  return [...groups.values()].map((members) => {
    const elements = sumCounts(members.map(({ facts }) => facts.elements));
    const total = totalElements(elements);
    return { elements, parameters: isWhole(members) && Number.isSafeInteger(total) ? total : undefined };
  });
}

function isWhole(members: readonly WeightFile[]): boolean {
  const shards = members.map(({ path }) => SHARD.exec(path)?.groups);
  const total = Number(shards[0]?.["total"] ?? 1);
  return shards[0] === undefined || new Set(shards.map((shard) => Number(shard?.["index"]))).size === total;
}

function sumCounts(all: readonly ElementCounts[]): ElementCounts {
  const sum = new Map<string, number>();
  for (const counts of all) {
    for (const [type, count] of counts) sum.set(type, (sum.get(type) ?? 0) + count);
  }
  return sum;
}
