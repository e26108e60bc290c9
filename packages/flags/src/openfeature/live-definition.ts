import { createResolver, type ErrorCode, type Resolver, type ResolverOptions } from "../index.ts";
import { changedFlags } from "./changed-flags.ts";
import type { DefinitionSource } from "./definition-source.ts";
import type { ProviderEvents } from "./provider-events.ts";

/** Why there is no good definition, as OpenFeature's SDKs understand an error. */
export class DefinitionError extends Error {
  override readonly name = "DefinitionError";
  readonly code: ErrorCode | "PROVIDER_FATAL";

  constructor(code: DefinitionError["code"], message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.code = code;
  }
}

/**
 * The definition that a provider answers from, and what becomes of it: a broken new one, or none, leaves the last good one
 * in place. Loads one at a time; news during a load lead to one more.
 */
export class LiveDefinition {
  readonly #source: DefinitionSource | string;
  readonly #options: ResolverOptions;
  readonly #events: ProviderEvents;
  #good: { readonly text: string; readonly resolver: Resolver } | undefined;
  #problem: DefinitionError | undefined;
  #running: Promise<void> = Promise.resolve();
  #waiting: Promise<void> | undefined;
  #stopWatching: (() => void) | undefined;
  #isOpen = false;

  constructor(source: DefinitionSource | string, options: ResolverOptions, events: ProviderEvents) {
    this.#source = source;
    this.#options = options;
    this.#events = events;
  }

  /** The last good definition's; undefined before there was one. */
  get resolver(): Resolver | undefined {
    return this.#good?.resolver;
  }

  /** Why the newest definition is not in use; undefined where it is. */
  get problem(): DefinitionError | undefined {
    return this.#problem;
  }

  /** Begins to watch and loads. Throws a DefinitionError where there is no good definition; watching goes on all the same. */
  async start(): Promise<void> {
    this.#isOpen = true;
    const source = this.#source;
    if (typeof source !== "string") this.#stopWatching ??= source.watch?.(() => void this.refresh());
    this.#running = this.#running.then(() => this.#load());
    await this.#running;
    if (this.#problem !== undefined) throw this.#problem;
  }

  /** Loads again and tells of what changed. Never rejects. */
  async refresh(): Promise<void> {
    // Whoever waits for the load under way to end will see what is new by then.
    this.#waiting ??= this.#running.then(() => {
      this.#waiting = undefined;
      this.#running = this.#refreshNow();
      return this.#running;
    });
    await this.#waiting;
  }

  /** Stops watching and forgets the definition, as before the start. */
  stop(): void {
    this.#isOpen = false;
    this.#stopWatching?.();
    this.#stopWatching = undefined;
    this.#good = undefined;
    this.#problem = undefined;
  }

  async #refreshNow(): Promise<void> {
    const [before, hadProblem] = [this.#good, this.#problem];
    await this.#load();
    if (!this.#isOpen) return;
    const [now, problem] = [this.#good, this.#problem];
    if (problem !== undefined) {
      if (problem.message !== hadProblem?.message) this.#tellProblem(problem);
      return;
    }
    if (hadProblem !== undefined || before === undefined) this.#events.emit("PROVIDER_READY");
    if (now === undefined || now === before) return;
    this.#events.emit("PROVIDER_CONFIGURATION_CHANGED", {
      flagsChanged: before === undefined ? [...now.resolver.flags] : changedFlags(before.text, now.text),
    });
  }

  #tellProblem({ message, code }: DefinitionError): void {
    if (this.#good === undefined) this.#events.emit("PROVIDER_ERROR", { message, errorCode: code });
    else this.#events.emit("PROVIDER_STALE", { message: `the last good definition stays in use: ${message}` });
  }

  async #load(): Promise<void> {
    if (!this.#isOpen) return;
    try {
      const text = typeof this.#source === "string" ? this.#source : await this.#source.load();
      if (!this.#isOpen) return;
      this.#take(text);
    } catch (error) {
      if (!this.#isOpen) return;
      const reason = error instanceof Error ? error.message : String(error);
      this.#problem = new DefinitionError("GENERAL", `the definition cannot be loaded: ${reason}`, { cause: error });
    }
  }

  #take(text: string): void {
    this.#problem = undefined;
    if (text === this.#good?.text) return;
    const resolver = createResolver(text, this.#options);
    if (resolver.problem === null) {
      this.#good = { text, resolver };
      return;
    }
    // What was given as text stays what it is.
    const code = typeof this.#source === "string" ? "PROVIDER_FATAL" : "PARSE_ERROR";
    this.#problem = new DefinitionError(code, resolver.problem);
  }
}
