import { expect, test } from "vitest";
import { GITHUB_SERVICES, PUBLIC_SERVICES, servicesFor, serviceUrl } from "./services.ts";

test("a private repository's name does not go into a public log", () => {
  expect(servicesFor({ isPrivate: true })).toBe(GITHUB_SERVICES);
  expect(GITHUB_SERVICES.rekorUrl).toBeNull();
  expect(servicesFor({ isPrivate: false })).toBe(PUBLIC_SERVICES);
});

test("a path is put behind the address, whatever it ends with", () => {
  for (const base of ["https://fulcio.example.com/x", "https://fulcio.example.com/x//"]) {
    expect(serviceUrl(base, "/api", "Fulcio").href).toBe("https://fulcio.example.com/x/api");
  }
  expect(serviceUrl("http://127.0.0.1:5000", "/api", "Fulcio").href).toBe("http://127.0.0.1:5000/api");
});

test("a token goes nowhere but over https, or to this machine", () => {
  for (const base of [
    "",
    "fulcio.example.com",
    "http://fulcio.example.com",
    "http://127.0.0.1.example.com",
    "file:///x",
  ]) {
    expect(() => serviceUrl(base, "/api", "Fulcio")).toThrow("an https address is allowed");
  }
});
