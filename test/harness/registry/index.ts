export type { Fault } from "./fault.ts";
export { type LoggedRequest, type RegistryStandIn, startRegistry } from "./start-registry.ts";
export type { Manners } from "./state.ts";
