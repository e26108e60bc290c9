import { adapters, collectFeedback } from "@airworthy/commands";
import { runAction } from "@airworthy/runtime";

await runAction(collectFeedback, adapters);
