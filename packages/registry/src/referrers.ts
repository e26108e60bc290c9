import type { Descriptor } from "@airworthy/evidence";
import { MANIFEST_BYTES } from "./limits.ts";
import { nextLink } from "./link.ts";
import { INDEX_TYPE } from "./manifest.ts";
import { RegistryProblem } from "./problem.ts";
import { REDIRECTS, resolveUrl } from "./redirect.ts";
import { readEntry, readIndex } from "./referrers-index.ts";
import { readFallback } from "./referrers-tag.ts";
import type { Repository } from "./repository.ts";

/** Far more than anybody attaches to a package; below what hurts. */
const MOST_PAGES = 100;
const MOST_REFERRERS = 10_000;

/**
 * How registries say that they have no Referrers API. The specification knows 404; others turn the unknown address away.
 * GitHub's redirects it to a page of github.com that is not to be asked (https://github.com/artifacthub/hub/issues/4785).
 */
const ABSENT: readonly number[] = [400, 404, 405, 406, 501, ...REDIRECTS];

/**
 * What refers to a digest, by the Referrers API or, where that is missing, the fallback tag; without repetition, in the
 * registry's order. What they are is for whoever pulls them to check. Throws a RegistryProblem.
 */
export async function listReferrers(
  repository: Repository,
  digest: string,
  artifactType: string | null,
): Promise<Descriptor[]> {
  const entries = (await readPages(repository, digest, artifactType)) ?? (await readFallback(repository, digest));
  const found = new Map<string, Descriptor>();
  for (const entry of entries) {
    const descriptor = readEntry(entry);
    if (descriptor === null || descriptor.digest === digest) continue;
    // Registries may leave filtering to whoever asks.
    if (artifactType === null || descriptor.artifactType === artifactType) found.set(descriptor.digest, descriptor);
  }
  return [...found.values()];
}

/** null where the registry has no Referrers API. */
async function readPages(
  repository: Repository,
  digest: string,
  artifactType: string | null,
): Promise<unknown[] | null> {
  const { transport, url, pull } = repository;
  const what = `listing what refers to ${digest}`;
  const entries: unknown[] = [];
  const seen = new Set<string>();
  const first = new URL(`referrers/${digest}`, url);
  if (artifactType !== null) first.searchParams.set("artifactType", artifactType);
  for (let page: URL | null = first; page !== null; ) {
    if (seen.has(page.href) || seen.size >= MOST_PAGES) throw endless(what);
    seen.add(page.href);
    const headers = { accept: INDEX_TYPE };
    const expect = seen.size === 1 ? [200, ...ABSENT] : [200];
    const answer = await transport.send({
      what,
      method: "GET",
      url: page,
      access: pull,
      headers,
      expect,
      isRepeatable: true,
    });
    const isIndex = answer.status === 200 && answer.headers.get("content-type")?.split(";")[0]?.trim() === INDEX_TYPE;
    if (!isIndex) {
      await answer.discard();
      if (seen.size === 1) return null;
      throw new RegistryProblem("dishonest", `${what}: the registry answered with something other than an index`);
    }
    const index = readIndex(new TextDecoder().decode(await answer.bytes(MANIFEST_BYTES)));
    if (index === null) throw new RegistryProblem("dishonest", `${what}: the registry's index cannot be read`);
    entries.push(...index);
    if (entries.length > MOST_REFERRERS) throw endless(what);
    page = nextPage(what, page, nextLink(answer.headers.get("link")));
  }
  return entries;
}

function nextPage(what: string, page: URL, link: string | null): URL | null {
  if (link === null) return null;
  const url = resolveUrl(link, page);
  if (url?.origin === page.origin) return url;
  throw new RegistryProblem("dishonest", `${what}: the registry's next page is not its own`);
}

function endless(what: string): RegistryProblem {
  const most = `${MOST_PAGES} pages and ${MOST_REFERRERS} entries`;
  return new RegistryProblem("dishonest", `${what}: the registry's list has no end; ${most} are read`);
}
