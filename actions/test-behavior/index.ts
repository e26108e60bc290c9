import { adapters, testBehavior } from "@airworthy/commands";
import { runAction } from "@airworthy/runtime";

await runAction(testBehavior, adapters);
