import { UserError } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { isAddress, readTrackingAddress } from "./tracking-address.ts";

const SECRET = "s3cr3t-s3cr3t";

test("an address is told from a folder", () => {
  expect(["http://a", "HTTPS://a:5000/x", "http:"].map(isAddress)).toEqual([true, true, true]);
  expect(["mlruns", "./http", "C:\\mlruns", "/http:/x", ""].map(isAddress)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});

test("without a login any address will do, a path included", () => {
  expect(readTrackingAddress("http://mlflow.invalid:5000/team/", {})).toEqual({
    url: "http://mlflow.invalid:5000/team",
    env: {},
    login: null,
  });
});

test("user and password go before the token, as in MLflow's own client", () => {
  const token = { MLFLOW_TRACKING_TOKEN: SECRET };
  expect(readTrackingAddress("https://mlflow.invalid", token).login?.header).toBe(`Bearer \${MLFLOW_TRACKING_TOKEN}`);
  const both = { ...token, MLFLOW_TRACKING_USERNAME: "ada", MLFLOW_TRACKING_PASSWORD: "lovelace" };
  const { login, env } = readTrackingAddress("https://mlflow.invalid", both);
  // printf ada:lovelace | base64
  expect(env["AIRWORTHY_MLFLOW_BASIC"]).toBe("YWRhOmxvdmVsYWNl");
  expect(login).toEqual({
    header: `Basic \${AIRWORTHY_MLFLOW_BASIC}`,
    secrets: ["AIRWORTHY_MLFLOW_BASIC", "MLFLOW_TRACKING_PASSWORD"],
  });
  const half = { ...token, MLFLOW_TRACKING_USERNAME: "ada" };
  expect(readTrackingAddress("https://mlflow.invalid", half).login?.secrets).toEqual(["MLFLOW_TRACKING_TOKEN"]);
});

test("a login crosses no network in the open, only this machine", () => {
  const env = { MLFLOW_TRACKING_TOKEN: SECRET };
  for (const host of ["localhost:5000", "127.0.0.1:5000", "[::1]:5000"]) {
    expect(readTrackingAddress(`http://${host}`, env).login).not.toBeNull();
  }
  expect(() => readTrackingAddress("http://mlflow.invalid", env)).toThrow(
    "mlflow: http://mlflow.invalid would be sent a login over http:",
  );
});

test.each([
  `https://ada:${SECRET}@mlflow.invalid`,
  `https://mlflow.invalid?token=${SECRET}`,
  `https://a#${SECRET}`,
  "http:",
])("an address with more than an address is refused, and not shown: %s", (address) => {
  const reading = () => readTrackingAddress(address, {});
  expect(reading).toThrow(UserError);
  expect(reading).toThrow(expect.objectContaining({ message: expect.not.stringContaining(SECRET) }));
});
