import type { ModelFile } from "@airworthy/model-files";
import { openByteSource, type Place, type SourceFile } from "@airworthy/storage";

/** The model's files for those that look into some of them here and there: each is open only while it is read. */
export function modelFiles(files: readonly SourceFile[], { shown }: Place): readonly ModelFile[] {
  return files.map(({ path, location, size }) => ({
    path,
    source: {
      size,
      async read(offset, length) {
        using source = await openByteSource(location, `${shown}/${path}`);
        return await source.read(offset, length);
      },
    },
  }));
}

/** The same for those that read each from end to end, one after the other. */
export async function* openedInTurn(files: readonly SourceFile[], { shown }: Place): AsyncGenerator<ModelFile> {
  for (const { path, location } of files) {
    using source = await openByteSource(location, `${shown}/${path}`);
    yield { path, source };
  }
}
