export { type AskedRequest, type Checker, createChecker, type GivenAnswer } from "./check-exchange.ts";
export { type Description, type Operation, readDescription } from "./description.ts";
