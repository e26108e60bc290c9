import { adapters, commands } from "@airworthy/commands";
import { runCli } from "@airworthy/runtime";
import { cml } from "./cml/cml.ts";

await runCli(commands, { adapters, dropIns: [cml] });
