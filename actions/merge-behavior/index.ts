import { adapters, mergeBehavior } from "@airworthy/commands";
import { runAction } from "@airworthy/runtime";

await runAction(mergeBehavior, adapters);
