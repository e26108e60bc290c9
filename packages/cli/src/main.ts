import { adapters, commands } from "@airworthy/commands";
import { runCli } from "@airworthy/runtime";

await runCli(commands, { adapters });
