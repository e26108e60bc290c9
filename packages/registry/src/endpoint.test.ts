import { expect, test } from "vitest";
import { isLoopback, repositoryUrl } from "./endpoint.ts";

const reference = (host: string, name: string) => ({ host, name, tag: null, digest: null });

test.each([
  ["ghcr.io", undefined, "https://ghcr.io/v2/acme/m/"],
  ["docker.io", undefined, "https://registry-1.docker.io/v2/acme/m/"],
  ["localhost:5000", undefined, "http://localhost:5000/v2/acme/m/"],
  ["127.9.9.9:5000", undefined, "http://127.9.9.9:5000/v2/acme/m/"],
  ["[::1]:5000", undefined, "http://[::1]:5000/v2/acme/m/"],
  ["localhost:5000", false, "https://localhost:5000/v2/acme/m/"],
  ["registry.lan", true, "http://registry.lan/v2/acme/m/"],
])("%s with plain HTTP %s is asked at %s", (host, plainHttp, expected) => {
  expect(repositoryUrl(reference(host, "acme/m"), plainHttp).href).toBe(expected);
});

test.each(["127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.1", "0.0.0.0"])(
  "%s is not this machine",
  (host) => {
    expect(isLoopback(new URL(`http://${host}/`))).toBe(false);
  },
);
