import { openCommand } from "./open-command.ts";
import { openModule } from "./open-module.ts";
import { openPredictions } from "./open-predictions.ts";
import type { Predictor, PredictorOptions } from "./predictor.ts";
import { parseReference } from "./reference.ts";

/**
 * Opens the model that a reference names: `module:PATH`, `predictions:PATH`, `command:PROGRAM …`, or a path whose
 * extension tells. Whoever opens it closes it: `await using`. Throws a UserError where it cannot be opened.
 */
export function openPredictor(reference: string, options: PredictorOptions): Promise<Predictor> {
  const parsed = parseReference(reference);
  switch (parsed.kind) {
    case "module":
      return openModule(parsed.path, options);
    case "predictions":
      return openPredictions(parsed.path, options);
    case "command":
      return openCommand(parsed.argv, options);
  }
}
