import fc from "fast-check";
import { expect, test } from "vitest";
import { hostileText } from "../../test/hostile.ts";
import { parsedPage } from "../../test/page.ts";
import { elementsOf, textOf } from "../../test/rendered.ts";
import { SvgDocument, type SvgElement } from "./svg-document.ts";

const SVG = "http://www.w3.org/2000/svg";

function made(name: string, children: readonly SvgElement[] = []): SvgElement {
  const element = new SvgDocument().createElementNS(SVG, name);
  for (const child of children) element.appendChild(child);
  return element;
}

test("elements are written with their attributes in the order they were given, and their children", () => {
  const circle = made("circle");
  circle.setAttribute("cx", 1.23456);
  circle.setAttribute("class", "solid");
  expect(made("g", [circle, made("line")]).outerHTML).toBe(
    '<g><circle cx="1.23" class="solid"></circle><line></line></g>',
  );
});

test("numbers are rounded to two decimals wherever they stand in an attribute, never to −0", () => {
  const path = made("path");
  path.setAttribute("d", "M0.005,-0.001L12.345678,1e-7Z");
  path.setAttribute("transform", "translate(66.66666666666667,-3.5)");
  expect(path.outerHTML).toBe('<path d="M0.01,0L12.35,0Z" transform="translate(66.67,-3.5)"></path>');
});

test("text replaces what was inside, and is read back with that of the children", () => {
  const title = made("title");
  title.textContent = "a title";
  const group = made("g", [title, made("line")]);
  expect(group.textContent).toBe("a title");
  group.textContent = "only text";
  expect(group.outerHTML).toBe("<g>only text</g>");
  expect(group.children).toEqual([]);
  expect(title.parentNode).toBeNull();
});

test("an element is in one place: put elsewhere it leaves its parent", () => {
  const [line, circle] = [made("line"), made("circle")];
  const before = made("g", [line]);
  const after = made("g", [circle]);
  after.insertBefore(line, circle);
  expect([before.outerHTML, after.outerHTML]).toEqual(["<g></g>", "<g><line></line><circle></circle></g>"]);
  expect(line.parentNode).toBe(after);
  expect(() => before.insertBefore(made("rect"), circle)).toThrow(TypeError);
});

test("an attribute can be asked for and taken away", () => {
  const rect = made("rect");
  rect.setAttribute("__proto__", "x");
  expect([rect.hasAttribute("__proto__"), rect.getAttribute("__proto__"), rect.getAttribute("constructor")]).toEqual([
    true,
    "x",
    null,
  ]);
  rect.removeAttribute("__proto__");
  expect(rect.outerHTML).toBe("<rect></rect>");
});

test("nothing but SVG is made", () => {
  expect(() => new SvgDocument().createElementNS("http://www.w3.org/1999/xhtml", "script")).toThrow(TypeError);
});

test("hostile text is text, and a hostile attribute a value", () => {
  fc.assert(
    fc.property(hostileText, (hostile) => {
      const text = made("text");
      text.textContent = hostile;
      text.setAttribute("class", `x${hostile.replaceAll(/[\d\r\0]/g, "")}`);
      const page = parsedPage(`<!doctype html><body>${made("svg", [text]).outerHTML}</body>`);
      expect(elementsOf(page).map(({ tagName }) => tagName)).toEqual(["html", "head", "body", "svg", "text"]);
      const [found] = elementsOf(page, "text");
      expect(Object.keys(found?.properties ?? {})).toEqual(["className"]);
      // A parser of HTML has its own idea of line ends and of the character zero.
      if (!/[\r\0]/.test(hostile)) expect(found === undefined ? "" : textOf(found)).toBe(hostile);
    }),
    { numRuns: 300 },
  );
});
