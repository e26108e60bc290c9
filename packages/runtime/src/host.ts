/** The process around a face: what it was started with, where it writes, how it ends. Tests bring their own. */
export interface Host {
  /** What stands after the program's name. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** An absolute path. */
  readonly cwd: string;
  readonly stdout: Output;
  readonly stderr: Output;
  now(): Date;
  /** Calls back on SIGINT and SIGTERM; on each, since a launcher and the terminal may both send one. */
  onInterrupt(listener: () => void): void;
  /** Calls back on an error that nobody caught, and when nothing is left to do although the work is unfinished. */
  onCrash(listener: (error: unknown) => void): void;
  /** Ends the process once everything written has left it; not with 0 where standard output took not all of it. */
  exit(code: number): Promise<void>;
}

export interface Output {
  readonly isTerminal: boolean;
  /** The terminal's width in columns; undefined where there is none. */
  readonly columns: number | undefined;
  write(text: string): void;
}

/** As for bad input: where the output was to go is the user's choice. */
const OUTPUT_LOST = 2;

/**
 * The process that this code runs in. With `ownsOutput` standard output takes what the host writes and nothing else: what
 * libraries say there, as @actions/artifact does, goes to standard error.
 */
export function processHost({ ownsOutput = false } = {}): Host {
  const { stdout, stderr } = process;
  const write = stdout.write.bind(stdout);
  if (ownsOutput) stdout.write = stderr.write.bind(stderr);
  let lost: NodeJS.ErrnoException | undefined;
  stdout.on("error", (error) => {
    lost = error;
  });
  // Notes that cannot be written are no failure of the run, and there is nowhere left to say so.
  stderr.on("error", () => undefined);
  return {
    argv: process.argv.slice(2),
    env: { ...process.env },
    cwd: process.cwd(),
    stdout: output(stdout, write),
    stderr: output(stderr, stderr.write.bind(stderr)),
    now: () => new Date(),
    onInterrupt: (listener) => {
      process.on("SIGINT", listener);
      process.on("SIGTERM", listener);
    },
    onCrash: (listener) => {
      process.on("uncaughtException", listener);
      process.on("unhandledRejection", listener);
      process.once("beforeExit", () => listener(new Error("the work stopped before it was finished")));
    },
    exit: async (code) => {
      process.exitCode = code;
      await flushed(write);
      // `airworthy … | head` closes the pipe early: the rest is not read, which is no failure of the run.
      if (lost !== undefined && lost.code !== "EPIPE") {
        stderr.write(`error: standard output cannot be written: ${lost.message}\n`);
        process.exitCode = code === 0 ? OUTPUT_LOST : code;
      }
      await flushed(stderr.write.bind(stderr));
      // Explicit, since a keep-alive socket would hold the process for minutes; without an argument, so that an exit
      // code that was set to a failure meanwhile is kept.
      process.exit();
    },
  };
}

/** A host like another but for some of its parts. Not a spread: a host may be an instance of a class. */
export function hostWith(host: Host, changes: Partial<Host>): Host {
  return {
    argv: host.argv,
    env: host.env,
    cwd: host.cwd,
    stdout: host.stdout,
    stderr: host.stderr,
    now: () => host.now(),
    onInterrupt: (listener) => host.onInterrupt(listener),
    onCrash: (listener) => host.onCrash(listener),
    exit: (code) => host.exit(code),
    ...changes,
  };
}

type Write = NodeJS.WriteStream["write"];

function output(stream: NodeJS.WriteStream, write: Write): Output {
  return {
    isTerminal: stream.isTTY === true,
    get columns() {
      // A terminal that does not know its width says 0.
      return stream.isTTY === true && stream.columns > 0 ? stream.columns : undefined;
    },
    write: (text) => {
      write(text);
    },
  };
}

function flushed(write: Write): Promise<void> {
  return new Promise((resolve) => write("", () => resolve()));
}
