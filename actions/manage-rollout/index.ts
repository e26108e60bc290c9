import { adapters, manageRollout } from "@airworthy/commands";
import { runAction } from "@airworthy/runtime";

await runAction(manageRollout, adapters);
