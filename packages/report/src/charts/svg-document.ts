import { escapeHtml } from "../page-text.ts";

const SVG = "http://www.w3.org/2000/svg";

/** Two decimals are finer than any screen, and the same on every machine. */
const NUMBER = /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/g;

/** As much of a browser's document as it takes to draw an SVG without one: elements are made, filled and written. */
export class SvgDocument {
  /** What is made takes its namespace and its document from here. */
  readonly documentElement: SvgElement;

  constructor() {
    this.documentElement = new SvgElement(this, "svg");
  }

  createElementNS(namespace: string, name: string): SvgElement {
    if (namespace !== SVG) throw new TypeError(`An SVG holds no element of ${namespace}`);
    return new SvgElement(this, name);
  }
}

/** An element that can be changed as a browser's can, under the same names, and be written as text. */
export class SvgElement {
  readonly ownerDocument: SvgDocument;
  readonly namespaceURI = SVG;
  readonly tagName: string;
  parentNode: SvgElement | null = null;
  readonly #attributes = new Map<string, string>();
  #children: (SvgElement | string)[] = [];

  constructor(ownerDocument: SvgDocument, tagName: string) {
    this.ownerDocument = ownerDocument;
    this.tagName = tagName;
  }

  get children(): readonly SvgElement[] {
    return this.#children.filter((child) => typeof child !== "string");
  }

  get textContent(): string {
    return this.#children.map((child) => (typeof child === "string" ? child : child.textContent)).join("");
  }

  set textContent(text: string) {
    for (const child of this.children) child.parentNode = null;
    this.#children = text === "" ? [] : [String(text)];
  }

  hasAttribute(name: string): boolean {
    return this.#attributes.has(name);
  }

  getAttribute(name: string): string | null {
    return this.#attributes.get(name) ?? null;
  }

  /** Values may be anything that can be written as text. */
  setAttribute(name: string, value: unknown): void {
    this.#attributes.set(name, String(value));
  }

  removeAttribute(name: string): void {
    this.#attributes.delete(name);
  }

  appendChild(child: SvgElement): SvgElement {
    return this.insertBefore(child, null);
  }

  /** Before one of the children; null puts it last. A child that has a parent leaves it. */
  insertBefore(child: SvgElement, next: SvgElement | null): SvgElement {
    child.parentNode?.removeChild(child);
    const place = next === null ? this.#children.length : this.#children.indexOf(next);
    if (place < 0) throw new TypeError("An element is put before a child of the same parent");
    this.#children.splice(place, 0, child);
    child.parentNode = this;
    return child;
  }

  removeChild(child: SvgElement): SvgElement {
    this.#children = this.#children.filter((other) => other !== child);
    child.parentNode = null;
    return child;
  }

  /** The element as markup, all text and attributes escaped, numbers rounded to two decimals. */
  get outerHTML(): string {
    const attributes = [...this.#attributes].map(([name, value]) => ` ${name}="${escapeHtml(rounded(value))}"`);
    const inside = this.#children.map((child) => (typeof child === "string" ? escapeHtml(child) : child.outerHTML));
    return `<${this.tagName}${attributes.join("")}>${inside.join("")}</${this.tagName}>`;
  }
}

function rounded(value: string): string {
  return value.replace(NUMBER, (digits) => String(Number(Number(digits).toFixed(2)) + 0));
}
