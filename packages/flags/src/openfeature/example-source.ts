import type { DefinitionSource } from "./definition-source.ts";
import { exampleDefinition } from "./example-definition.ts";

/** A source in the hands of a test. */
export class ExampleSource implements DefinitionSource {
  /** What the next load answers, or fails with. */
  next: string | Error;
  loads = 0;
  changed: (() => void) | undefined;

  constructor(next: string | Error = exampleDefinition()) {
    this.next = next;
  }

  async load(): Promise<string> {
    this.loads++;
    if (this.next instanceof Error) throw this.next;
    return this.next;
  }

  watch(changed: () => void): () => void {
    this.changed = changed;
    return () => {
      this.changed = undefined;
    };
  }
}
