export { JsonLinesFile } from "./json-lines-file.ts";
export { openPredictor } from "./open-predictor.ts";
export type { Answer, Prediction, Predictor, PredictorOptions, Question } from "./predictor.ts";
export { parseReference, type Reference } from "./reference.ts";
