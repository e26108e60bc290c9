import { connect, pushSample, samplePackage } from "./sample-package.ts";

/** Pushes the sample package of a size and seed to a place, in small chunks: to be killed at any moment. */
const [place = "", tag = "", size = "", seed = ""] = process.argv.slice(2);
const registry = connect(place, undefined, { chunkBytes: 1024 * 1024, smallChunkBytes: 256 * 1024 });
await pushSample(registry, samplePackage(Number(size), seed), tag);
