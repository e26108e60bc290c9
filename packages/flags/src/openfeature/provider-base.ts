import type { ResolverOptions } from "../index.ts";
import type { DefinitionSource } from "./definition-source.ts";
import { type Details, detailsOf, type EvaluationContext, failure, type Guard } from "./details.ts";
import { LiveDefinition } from "./live-definition.ts";
import { ProviderEvents } from "./provider-events.ts";

const PROVIDER_NAME = "airworthy";

/** What the providers for servers and for browsers have in common. */
export class ProviderBase {
  readonly metadata: { readonly name: string } = { name: PROVIDER_NAME };
  readonly events: ProviderEvents = new ProviderEvents(PROVIDER_NAME);
  readonly #definition: LiveDefinition;

  /** A definition's JSON text, or where to load it from. */
  constructor(definition: DefinitionSource | string, options: ResolverOptions = {}) {
    this.#definition = new LiveDefinition(definition, options, this.events);
  }

  /** Called by the SDK. Rejects where there is no good definition; one that was loaded may become good later. */
  async initialize(): Promise<void> {
    await this.#definition.start();
  }

  /** Called by the SDK: stops watching, as before `initialize`. */
  async onClose(): Promise<void> {
    this.#definition.stop();
  }

  /**
   * Loads the definition again, and tells by the provider's events what came of it: PROVIDER_CONFIGURATION_CHANGED with
   * the flags that changed, PROVIDER_STALE with why the last good definition stays in use. Never rejects.
   */
  async refresh(): Promise<void> {
    await this.#definition.refresh();
  }

  protected resolve<T>(flag: string, fallback: T, context: EvaluationContext, isKind: Guard<T>): Details<T> {
    const { resolver, problem } = this.#definition;
    if (resolver !== undefined) return detailsOf(resolver, flag, fallback, context, isKind);
    const code = problem?.code === "PARSE_ERROR" ? "PARSE_ERROR" : "PROVIDER_NOT_READY";
    return failure(fallback, code, problem?.message ?? "there is no definition yet");
  }
}

export const isBoolean: Guard<boolean> = (value) => typeof value === "boolean";

export const isString: Guard<string> = (value) => typeof value === "string";

export const isNumber: Guard<number> = (value) => typeof value === "number";

/** OpenFeature leaves it to the caller to say which object it expects. */
export function isObject<T>(value: unknown): value is T {
  return typeof value === "object" && value !== null;
}
