import type { Details, EvaluationContext } from "./details.ts";
import { isBoolean, isNumber, isObject, isString, ProviderBase } from "./provider-base.ts";

export type { ResolverOptions } from "../index.ts";
export type { DefinitionSource } from "./definition-source.ts";
export type { Details, EvaluationContext } from "./details.ts";

/**
 * A provider for OpenFeature's web SDK. The SDK hands its static context to every evaluation, which is resolved here: a
 * context that changes is in force at once, so there is nothing to reconcile and no `onContextChange`.
 */
export class AirworthyWebProvider extends ProviderBase {
  readonly runsOn = "client";

  resolveBooleanEvaluation(flag: string, fallback: boolean, context: EvaluationContext): Details<boolean> {
    return this.resolve(flag, fallback, context, isBoolean);
  }

  resolveStringEvaluation(flag: string, fallback: string, context: EvaluationContext): Details<string> {
    return this.resolve(flag, fallback, context, isString);
  }

  resolveNumberEvaluation(flag: string, fallback: number, context: EvaluationContext): Details<number> {
    return this.resolve(flag, fallback, context, isNumber);
  }

  resolveObjectEvaluation<T>(flag: string, fallback: T, context: EvaluationContext): Details<T> {
    return this.resolve(flag, fallback, context, isObject<T>);
  }
}
