import type { Answer } from "./message.ts";

/** One page of a list, with the Link header that GitHub sets: https://docs.github.com/en/rest/using-the-rest-api */
export function page(items: readonly unknown[], url: URL, wrap: (items: unknown[]) => unknown = (all) => all): Answer {
  const size = Math.min(100, Number(url.searchParams.get("per_page") ?? 30));
  const number = Number(url.searchParams.get("page") ?? 1);
  const last = Math.max(1, Math.ceil(items.length / size));
  const body = wrap(items.slice((number - 1) * size, number * size));
  if (number >= last) return { status: 200, body };
  return { status: 200, body, headers: { link: `${link(url, number + 1, "next")}, ${link(url, last, "last")}` } };
}

function link(url: URL, number: number, rel: string): string {
  const target = new URL(url);
  target.searchParams.set("page", String(number));
  return `<${target}>; rel="${rel}"`;
}
