import { dirname, join } from "node:path/posix";
import { UserError } from "@airworthy/evidence";
import type { ModelFile } from "./byte-source.ts";
import type { ExternalData } from "./external-data.ts";
import { placeOf, shown } from "./shown.ts";

/**
 * Makes sure that the weights which an ONNX file keeps elsewhere are among the model's files, within the ONNX file's folder.
 * Throws a UserError that names the tensor and the path.
 */
export function checkExternalData(
  path: string,
  external: readonly ExternalData[],
  files: readonly ModelFile[],
  where: string,
): void {
  const sizes = new Map(files.map((file) => [file.path, file.source.size]));
  const folder = dirname(path);
  for (const { tensor, location, offset, length, elements, isEscaping } of external) {
    const said = `${placeOf(where, path)}: tensor ${shown(tensor)} keeps its data in ${shown(location)}`;
    if (isEscaping) {
      const remedy = "Export the model again with its data beside it, or in one file.";
      throw new UserError(`${said}, which leads out of the model's folder`, { remedy });
    }
    const size = sizes.get(join(folder, location));
    if (size === undefined) {
      const remedy = "Add the file, or export the model again in one file.";
      throw new UserError(`${said}, which is not among the model's files`, { remedy });
    }
    const room = size - offset;
    if (room < (length ?? 0) || room * 8 < elements) {
      throw new UserError(`${said} from byte ${offset}, ${length ?? "all the rest"}; that file has ${size} bytes`);
    }
  }
}
