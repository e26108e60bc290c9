export { type CachedPredictor, type CacheUse, withCache } from "./cache/with-cache.ts";
export { type Chat, openChat } from "./http/openai/chat.ts";
export { JsonLinesFile } from "./json-lines-file.ts";
export { openPredictor } from "./open-predictor.ts";
export type { Answer, Prediction, Predictor, PredictorOptions, Question } from "./predictor.ts";
export { type PredictorConfig, predictorSchema } from "./predictor-config.ts";
export { readPredictorFile } from "./predictor-file.ts";
