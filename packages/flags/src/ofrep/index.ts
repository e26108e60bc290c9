export type { Answer } from "./answer.ts";
export { answerRequest, type OfrepOptions, type OfrepRequest } from "./answer-request.ts";
export { ofrepHandler } from "./handler.ts";
