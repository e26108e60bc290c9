import { adapters, manageExperiment } from "@airworthy/commands";
import { runAction } from "@airworthy/runtime";

await runAction(manageExperiment, adapters);
