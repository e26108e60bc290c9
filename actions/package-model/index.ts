import { adapters, packageModel } from "@airworthy/commands";
import { runAction } from "@airworthy/runtime";

await runAction(packageModel, adapters);
