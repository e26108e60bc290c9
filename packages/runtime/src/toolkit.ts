import type { Annotation } from "./command.ts";

/** What the action face asks of GitHub's runner. */
export interface Toolkit {
  /** Has the runner hide a value wherever it would be shown. */
  mask(secret: string): void;
  setOutput(name: string, value: string): void;
  annotate(annotation: Annotation): void;
  startGroup(title: string): void;
  endGroup(): void;
  /** Appends to the job summary; does nothing where the runner offers none. */
  writeSummary(markdown: string): Promise<void>;
}
