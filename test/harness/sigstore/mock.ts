import type { KeyObject } from "node:crypto";
import { createRequire } from "node:module";
import * as v from "valibot";

/**
 * What is used of @sigstore/mock. Its own declarations lean on those of a browser and of packages that it does not bring,
 * so they cannot be compiled here.
 */
interface Mock {
  initializeCTLog(keys: Keys): Promise<{ readonly publicKey: Buffer }>;
  initializeCA(keys: Keys, certificateLog: object, clock: Date): Promise<{ readonly rootCertificate: Buffer }>;
  initializeTLog(url: string, keys: Keys): Promise<{ readonly publicKey: Buffer }>;
  initializeTSA(
    keys: Keys,
    clock: Date,
  ): Promise<{ readonly rootCertificate: Buffer; readonly intCertificate: Buffer }>;
  fulcioHandler(authority: object, options: { readonly subjectClaim: string }): Handler;
  rekorHandler(log: object): Handler;
  tsaHandler(authority: object): Handler;
}

interface Keys {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

interface Handler {
  readonly path: string;
  fn(body: string): Promise<MockAnswer>;
}

export interface MockAnswer {
  readonly statusCode: number;
  readonly response: string | Uint8Array;
}

const FUNCTIONS = [
  "initializeCTLog",
  "initializeCA",
  "initializeTLog",
  "initializeTSA",
  "fulcioHandler",
  "rekorHandler",
  "tsaHandler",
] as const satisfies readonly (keyof Mock)[];

const mockSchema = v.custom<Mock>((value) =>
  FUNCTIONS.every((name) => typeof Reflect.get(Object(value), name) === "function"),
);

export const mock: Mock = v.parse(mockSchema, createRequire(import.meta.url)("@sigstore/mock"));
