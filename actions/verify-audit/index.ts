import { adapters, verifyAudit } from "@airworthy/commands";
import { runAction } from "@airworthy/runtime";

await runAction(verifyAudit, adapters);
