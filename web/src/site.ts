/** Where the pages are served, and in which language they speak. */

const mount = document.querySelector<HTMLElement>("[data-root]");

export const root = mount?.dataset["root"] ?? "";
export const language: "zh" | "en" = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
/** What names of things of this graph begin with. */
export const base = mount?.dataset["base"] ?? "https://w3id.org/gouji/";

/** An address within the site, in the language of the page. */
export function address(path: string, parameters: Record<string, string> = {}): string {
  const pairs = new URLSearchParams(parameters);
  if (language === "en") pairs.set("lang", "en");
  const query = pairs.toString();
  return root + path + (query ? `?${query}` : "");
}

/** The page about a thing of this graph; `undefined` for things of others. */
export function pageOf(iri: string): string | undefined {
  if (!iri.startsWith(base)) return undefined;
  const path = iri.slice(base.length).replace(/^id\//, "doc/");
  const [name, fragment] = path.split("#", 2) as [string, string | undefined];
  const encoded = name.split("/").map(encodeURIComponent).join("/");
  return address(`/${encoded}`) + (fragment ? `#${encodeURI(fragment)}` : "");
}
