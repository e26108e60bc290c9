import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { needProgram } from "../debian-packages.ts";

/** How a reader looks at a page. */
export interface Looks {
  readonly width: number;
  readonly colorScheme: "light" | "dark";
  /** Device pixels a pixel; 1 unless given. */
  readonly scale?: number;
}

const HEIGHT = 900;
/** By its path: its types want those of a browser, which nothing here has. */
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** A desktop and a phone, each by day and by night. */
export const LOOKS: readonly Looks[] = [1280, 390].flatMap((width) =>
  (["light", "dark"] as const).map((colorScheme) => ({ width, colorScheme })),
);

/** A page that is open, and what it did that a page of ours must not do. */
export interface OpenPage extends AsyncDisposable {
  readonly page: Page;
  /** Requests, messages on the console, errors: none is expected. */
  readonly trouble: readonly string[];
}

/** Chromium, installed where it is missing; CHROMIUM may say where it is. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env["CHROMIUM"] ?? (await needProgram("chromium"));
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
}

/** Opens a page from its HTML. Every request is refused and noted. */
export async function openPage(browser: Browser, html: string, looks: Looks): Promise<OpenPage> {
  const { width, colorScheme, scale = 1 } = looks;
  const context = await browser.newContext({
    viewport: { width, height: HEIGHT },
    colorScheme,
    deviceScaleFactor: scale,
  });
  const trouble: string[] = [];
  await refuseRequests(context, trouble);
  const page = await context.newPage();
  page.on("console", (message) => trouble.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => trouble.push(`error: ${error.message}`));
  await page.setContent(html, { waitUntil: "load" });
  return { page, trouble, [Symbol.asyncDispose]: () => context.close() };
}

/** What axe-core finds against a page: rules that are broken, each with the first elements that break it. */
export async function violationsOf(page: Page): Promise<readonly string[]> {
  // Evaluated, not added as a script: the page's own policy would refuse that, as it should.
  await page.evaluate(await readFile(AXE, "utf8"));
  return page.evaluate<string[]>(`axe.run().then(({ violations }) => violations.map(({ id, help, nodes }) => {
    const where = nodes.slice(0, 3).map(({ html, failureSummary }) => html.slice(0, 200) + " " + failureSummary);
    return [id + ": " + help + " (" + nodes.length + ")", ...where].join("\\n");
  }))`);
}

async function refuseRequests(context: BrowserContext, trouble: string[]): Promise<void> {
  await context.route("**/*", async (route) => {
    trouble.push(`request: ${route.request().url()}`);
    await route.abort();
  });
}
