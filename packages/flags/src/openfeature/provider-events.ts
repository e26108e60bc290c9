export interface ProviderEventDetails {
  /** Why. */
  readonly message?: string;
  /** Of PROVIDER_CONFIGURATION_CHANGED: the flags that came, went or are defined otherwise. */
  readonly flagsChanged?: readonly string[];
  /** Of PROVIDER_ERROR. */
  readonly errorCode?: string;
}

/** What a handler is called with, as far as the SDKs agree on it: the details above are there, too. */
// A type and no interface, since only a type goes where any further names are allowed.
export type ToldDetails = {
  readonly providerName: string;
  readonly message?: string;
  readonly metadata?: { [key: string]: boolean | number | string };
};

export type ProviderEventHandler = (details?: ToldDetails) => unknown;

interface Logger {
  error(...parts: unknown[]): void;
}

/**
 * The events of a provider, as both SDKs of OpenFeature listen to them: PROVIDER_READY (after a start it is the SDK's to tell),
 * PROVIDER_ERROR, PROVIDER_STALE, PROVIDER_CONFIGURATION_CHANGED. A handler that throws stops no other.
 */
export class ProviderEvents {
  readonly #handlers = new Map<string, readonly ProviderEventHandler[]>();
  readonly #providerName: string;
  #logger: Logger | undefined;

  constructor(providerName: string) {
    this.#providerName = providerName;
  }

  emit(event: string, details: ProviderEventDetails = {}): void {
    for (const handler of this.getHandlers(event)) {
      try {
        const answer = handler({ providerName: this.#providerName, ...details });
        if (answer instanceof Promise) answer.catch((error: unknown) => this.#log(event, error));
      } catch (error) {
        this.#log(event, error);
      }
    }
  }

  addHandler(event: string, handler: ProviderEventHandler): void {
    this.#handlers.set(event, [...this.getHandlers(event), handler]);
  }

  removeHandler(event: string, handler: ProviderEventHandler): void {
    const kept = this.getHandlers(event).filter((known) => known !== handler);
    this.#handlers.set(event, kept);
  }

  removeAllHandlers(event?: string): void {
    if (event === undefined) this.#handlers.clear();
    else this.#handlers.delete(event);
  }

  getHandlers(event: string): ProviderEventHandler[] {
    return [...(this.#handlers.get(event) ?? [])];
  }

  setLogger(logger: Logger): this {
    this.#logger = logger;
    return this;
  }

  #log(event: string, error: unknown): void {
    this.#logger?.error(`a handler of ${event} failed`, error);
  }
}
