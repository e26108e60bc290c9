import type { Annotation } from "./command.ts";
import type { Host, Output } from "./host.ts";
import type { Toolkit } from "./toolkit.ts";

/** A host for tests: what is written is kept, time moves by hand, exit codes are noted. */
export class RecordingHost implements Host {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly stdout: RecordingOutput;
  readonly stderr: RecordingOutput;
  readonly exitCodes: number[] = [];
  interrupt: () => void = () => undefined;
  crash: (error: unknown) => void = () => undefined;
  timeMs = Date.UTC(2026, 0, 2, 3, 4, 5);

  constructor(
    options: {
      argv?: readonly string[];
      env?: Readonly<Record<string, string | undefined>>;
      cwd?: string;
      columns?: number;
    } = {},
  ) {
    this.argv = options.argv ?? [];
    this.env = options.env ?? {};
    this.cwd = options.cwd ?? process.cwd();
    this.stdout = new RecordingOutput(options.columns);
    this.stderr = new RecordingOutput(options.columns);
  }

  now(): Date {
    return new Date(this.timeMs);
  }

  onInterrupt(listener: () => void): void {
    this.interrupt = listener;
  }

  onCrash(listener: (error: unknown) => void): void {
    this.crash = listener;
  }

  async exit(code: number): Promise<void> {
    this.exitCodes.push(code);
  }
}

export class RecordingOutput implements Output {
  readonly columns: number | undefined;
  text = "";

  constructor(columns?: number) {
    this.columns = columns;
  }

  get isTerminal(): boolean {
    return this.columns !== undefined;
  }

  write(text: string): void {
    this.text += text;
  }
}

/** A runner for tests: what a step asked of it. */
export class RecordingToolkit implements Toolkit {
  readonly masks: string[] = [];
  readonly outputs = new Map<string, string>();
  readonly annotations: Annotation[] = [];
  readonly groups: string[] = [];
  readonly summaries: string[] = [];
  /** Everything in the order it was asked, such as "output verdict". */
  readonly order: string[] = [];

  mask(secret: string): void {
    this.masks.push(secret);
    this.order.push("mask");
  }

  setOutput(name: string, value: string): void {
    this.outputs.set(name, value);
    this.order.push(`output ${name}`);
  }

  annotate(annotation: Annotation): void {
    this.annotations.push(annotation);
  }

  startGroup(title: string): void {
    this.groups.push(title);
  }

  endGroup(): void {
    this.groups.push("end");
  }

  async writeSummary(markdown: string): Promise<void> {
    this.summaries.push(markdown);
  }
}
