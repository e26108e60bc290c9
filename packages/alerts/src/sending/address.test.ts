import { expect, test } from "vitest";
import { readAddress } from "./address.ts";

test("https is taken, and http on this machine", () => {
  for (const address of [
    "https://hooks.slack.com/services/x",
    " https://a.b\n",
    "http://127.0.0.1:80/",
    "http://[::1]/",
  ]) {
    expect(readAddress(address).href).toBe(new URL(address.trim()).href);
  }
});

test("anything else is refused, without being shown", () => {
  const wrong = [
    "",
    "hooks",
    "http://hooks.example/s3cret",
    "ftp://a/s3cret",
    "javascript:s3cret",
    "https://u:s3cret@a.b",
  ];
  for (const address of wrong) {
    expect(() => readAddress(address), address).toThrow(/its address/);
    expect(() => readAddress(address), address).not.toThrow(/s3cret/);
  }
  expect(() => readAddress("http://localhost.evil.example/")).toThrow(/https/);
});
