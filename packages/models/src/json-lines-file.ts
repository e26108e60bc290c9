import { type FileHandle, mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { UserError } from "@airworthy/evidence";

/** Characters gathered before they are written. */
const FLUSH_AT = 65_536;

/**
 * A file of JSON lines that is there whole or not at all: it is written beside its place under another name, and moved
 * there by `commit`. Closed without that, nothing stays. Throws a UserError where it cannot be written.
 */
export class JsonLinesFile implements AsyncDisposable {
  readonly #handle: FileHandle;
  readonly #path: string;
  readonly #temporary: string;
  #text = "";
  #committed = false;

  private constructor(handle: FileHandle, path: string, temporary: string) {
    this.#handle = handle;
    this.#path = path;
    this.#temporary = temporary;
  }

  static async create(path: string): Promise<JsonLinesFile> {
    // Else found out by the last step only, when all that it was to hold is lost.
    if (await isFolder(path)) throw new UserError(`${path} is a folder; a file was expected`);
    const temporary = `${path}.${process.pid}.tmp`;
    try {
      await mkdir(dirname(path), { recursive: true });
      return new JsonLinesFile(await open(temporary, "w"), path, temporary);
    } catch (cause) {
      throw cannotWrite(path, cause);
    }
  }

  add(value: unknown): void {
    this.#text += `${JSON.stringify(value)}\n`;
  }

  /** Writes out what was added, if that is much. */
  async drain(least: number = FLUSH_AT): Promise<void> {
    if (this.#text.length < least) return;
    const text = this.#text;
    this.#text = "";
    try {
      await this.#handle.appendFile(text);
    } catch (cause) {
      throw cannotWrite(this.#path, cause);
    }
  }

  async commit(): Promise<void> {
    await this.drain(0);
    try {
      await this.#handle.close();
      await rename(this.#temporary, this.#path);
      this.#committed = true;
    } catch (cause) {
      throw cannotWrite(this.#path, cause);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#committed) return;
    await this.#handle.close();
    await rm(this.#temporary, { force: true });
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

function cannotWrite(path: string, cause: unknown): UserError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new UserError(`${path} cannot be written: ${reason}`, { cause });
}
