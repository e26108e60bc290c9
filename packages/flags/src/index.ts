export { createResolver, type Resolver, type ResolverOptions } from "./create-resolver.ts";
export type { Fractional } from "./fractional.ts";
export type {
  Context,
  ErrorCode,
  FlagValue,
  Kinds,
  Metadata,
  Reason,
  Resolution,
} from "./resolution.ts";
