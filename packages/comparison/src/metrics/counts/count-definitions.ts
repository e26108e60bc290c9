import { agreementDefinitions } from "./agreement-definitions.ts";
import { averageDefinitions } from "./average-definitions.ts";
import { classDefinitions } from "./class-definitions.ts";

/** Metrics of how often labels and predictions meet. */
export const COUNT_DEFINITIONS = [...agreementDefinitions, ...classDefinitions, ...averageDefinitions];
