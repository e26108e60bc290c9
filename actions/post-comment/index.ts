import { adapters, postComment } from "@airworthy/commands";
import { runAction } from "@airworthy/runtime";

await runAction(postComment, adapters);
