import { adapters, auditModel } from "@airworthy/commands";
import { runAction } from "@airworthy/runtime";

await runAction(auditModel, adapters);
