import { adapters, compareMetrics } from "@airworthy/commands";
import { runAction } from "@airworthy/runtime";

await runAction(compareMetrics, adapters);
