export { type EvaluationDetails, type Exposure, exposureLine, type HookContext } from "./exposure.ts";
export { type ExposureHook, type ExposureOptions, exposureHook } from "./exposure-hook.ts";
