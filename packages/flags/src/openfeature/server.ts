import type { Details, EvaluationContext } from "./details.ts";
import { isBoolean, isNumber, isObject, isString, ProviderBase } from "./provider-base.ts";

export type { ResolverOptions } from "../index.ts";
export type { DefinitionSource } from "./definition-source.ts";
export type { Details, EvaluationContext } from "./details.ts";

/**
 * A provider for OpenFeature's server SDK: each evaluation brings its own context, and is resolved here, without a request.
 *
 *     await OpenFeature.setProviderAndWait(new AirworthyProvider(await readFile("flags.json", "utf8")));
 */
export class AirworthyProvider extends ProviderBase {
  readonly runsOn = "server";

  async resolveBooleanEvaluation(
    flag: string,
    fallback: boolean,
    context: EvaluationContext,
  ): Promise<Details<boolean>> {
    return this.resolve(flag, fallback, context, isBoolean);
  }

  async resolveStringEvaluation(flag: string, fallback: string, context: EvaluationContext): Promise<Details<string>> {
    return this.resolve(flag, fallback, context, isString);
  }

  async resolveNumberEvaluation(flag: string, fallback: number, context: EvaluationContext): Promise<Details<number>> {
    return this.resolve(flag, fallback, context, isNumber);
  }

  async resolveObjectEvaluation<T>(flag: string, fallback: T, context: EvaluationContext): Promise<Details<T>> {
    return this.resolve(flag, fallback, context, isObject<T>);
  }
}
