export type { ByteSource, ModelFile } from "./byte-source.ts";
