import { expect, test } from "vitest";
import { xmlElement } from "./xml.ts";

test("elements within elements are indented, and no text within them changes", () => {
  const inner = xmlElement("b", { c: "1\u20282" }, "x\u2029y\u2028z");
  expect(xmlElement("a", {}, [xmlElement("d", {}, [inner])])).toBe(
    '<a>\n  <d>\n    <b c="1\u20282">x\u2029y\u2028z</b>\n  </d>\n</a>',
  );
});
