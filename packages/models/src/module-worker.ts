import { parentPort, workerData } from "node:worker_threads";

/** What the worker is asked: its inputs, under a number that comes back with the answer. */
export interface WorkerRequest {
  readonly batch: number;
  readonly inputs: readonly unknown[];
}

/** What the worker says: that the module is loaded, or what came of a batch, or what went wrong. */
export type WorkerReply =
  | { readonly batch: null; readonly error: string | null; readonly found: boolean }
  | { readonly batch: number; readonly answers: unknown }
  | { readonly batch: number; readonly error: string };

type Predict = (inputs: readonly unknown[]) => unknown;

/** What tells that all before was read at the other end; taken before the module can replace a stream's `write`. */
const flushes = [process.stdout, process.stderr].map((stream) => {
  const write = stream.write.bind(stream);
  return () => new Promise<void>((settle) => (stream.writable ? write("", () => settle()) : settle()));
});

const port = parentPort;
if (port !== null) void serve(port);

async function serve(to: NonNullable<typeof port>): Promise<void> {
  const reply = (message: WorkerReply) => to.postMessage(message);
  try {
    const predict = findPredict(await import(String(workerData)));
    reply({ batch: null, error: null, found: predict !== null });
    if (predict === null) return;
    to.on("message", ({ batch, inputs }: WorkerRequest) => void answer(predict, batch, inputs, reply));
  } catch (error) {
    await outputRead();
    reply({ batch: null, error: describe(error), found: false });
  }
}

async function answer(
  predict: Predict,
  batch: number,
  inputs: readonly unknown[],
  reply: (message: WorkerReply) => void,
): Promise<void> {
  try {
    // Posting is inside: what cannot be cloned, such as a function, is the module's mistake.
    reply({ batch, answers: await predict(inputs) });
  } catch (error) {
    await outputRead();
    reply({ batch, error: describe(error) });
  }
}

/** Output takes another way than replies do: without this, a reply may come before the output that explains it. */
async function outputRead(): Promise<void> {
  await Promise.all(flushes.map((flush) => flush()));
}

/** The export `predict`, of the module itself or of a CommonJS module's exports. */
function findPredict(module: unknown): Predict | null {
  for (const holder of [module, property(module, "default")]) {
    const found = property(holder, "predict");
    if (typeof found === "function") return (inputs) => Reflect.apply(found, undefined, [inputs]);
  }
  return null;
}

function property(value: unknown, key: string): unknown {
  return (typeof value === "object" && value !== null) || typeof value === "function"
    ? Reflect.get(value, key)
    : undefined;
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
