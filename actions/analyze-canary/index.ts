import { adapters, analyzeCanary } from "@airworthy/commands";
import { runAction } from "@airworthy/runtime";

await runAction(analyzeCanary, adapters);
