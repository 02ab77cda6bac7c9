/** Where a figure stands on the page: in what was read, and in the text beside it. */

const FIGURES = "/figures/";
/** Region and unit, year and kind: what a document's name consists of. */
const PARTS = 3;

/** The name within its document of the figure that a link leads to; `undefined` for other links and other documents. */
export function named(link: HTMLAnchorElement): string | undefined {
  const told = link.getAttribute("href") ?? "";
  if (told.startsWith("#")) return link.classList.contains("fig") ? told.slice(1) : undefined;
  const at = link.pathname.indexOf(FIGURES);
  if (at < 0) return undefined;
  const path = decodeURIComponent(link.pathname.slice(at + FIGURES.length)).split("/");
  if (!decodeURIComponent(location.pathname).endsWith(`/${path.slice(0, PARTS).join("/")}`)) return undefined;
  return path.slice(PARTS).join("/");
}

/** The places of figures on the page. */
export class Figures {
  private readonly inText = new Map<string, HTMLElement>();

  constructor(text: HTMLElement) {
    for (const link of text.querySelectorAll<HTMLAnchorElement>("a.fig")) {
      const name = named(link);
      const spot = link.parentElement;
      if (name && spot && !this.inText.has(name)) this.inText.set(name, spot);
    }
  }

  /** Where it stands among what was read. */
  read(name: string): HTMLElement | undefined {
    return document.getElementById(name) ?? undefined;
  }

  /** Where it stands in the text: itself, or else what the place of its row leads to. */
  text(name: string): HTMLElement | undefined {
    const own = this.inText.get(name);
    if (own) return own;
    const place = this.read(name)?.closest("tr")?.querySelector<HTMLAnchorElement>(".at a");
    return place ? target(place) : undefined;
  }

  /** Everywhere it stands. */
  all(name: string): HTMLElement[] {
    return [this.text(name), this.read(name)].filter((each) => each !== undefined);
  }
}

/** What a link within the page leads to. */
export function target(link: HTMLAnchorElement): HTMLElement | undefined {
  if (link.pathname !== location.pathname || !link.hash) return undefined;
  return document.getElementById(decodeURIComponent(link.hash.slice(1))) ?? undefined;
}
