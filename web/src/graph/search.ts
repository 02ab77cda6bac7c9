/** A box to find things in, with suggestions to choose from by mouse or keys. */

import { element } from "../element";
import { say } from "../words";
import { kindName } from "./kinds";
import { found, type Hit } from "./known";
import { mark } from "./mark";

const WAIT = 220;
const IRI = /^(https?:\/\/|(id|doc)\/)\S+$/;

export class Search {
  private readonly list = element("ul", { id: "hits", role: "listbox", "aria-label": say("searchLabel"), hidden: true });
  private readonly told = element("p", { class: "unseen", role: "status" });
  readonly box = element("input", {
    type: "search",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: say("search"),
    "aria-label": say("searchLabel"),
    "aria-controls": "hits",
    "aria-expanded": "false",
    "aria-autocomplete": "list",
    oninput: () => this.typed(),
    onkeydown: (event) => this.pressed(event as KeyboardEvent),
    onblur: () => setTimeout(() => this.close(), 150),
  });
  readonly whole = element("div", { class: "search" }, this.box, this.list, this.told);
  private hits: Hit[] = [];
  private at = -1;
  private timer = 0;
  private leave = new AbortController();

  constructor(private readonly chosen: (iri: string) => void) {}

  private typed(): void {
    clearTimeout(this.timer);
    this.leave.abort();
    const words = this.box.value.trim();
    if (!words || IRI.test(words)) return this.close();
    this.timer = window.setTimeout(() => void this.look(words), WAIT);
  }

  private async look(words: string): Promise<void> {
    this.leave = new AbortController();
    try {
      this.hits = await found(words, this.leave.signal);
    } catch {
      if (this.leave.signal.aborted) return;
      this.hits = [];
    }
    this.at = -1;
    this.list.replaceChildren(...(this.hits.length ? this.hits.map((hit, at) => this.option(hit, at)) : []));
    this.list.hidden = !this.hits.length;
    this.box.setAttribute("aria-expanded", String(!this.list.hidden));
    this.told.textContent = this.hits.length ? "" : say("nothingFound");
    this.told.className = this.hits.length ? "unseen" : "note";
  }

  private option(hit: Hit, at: number): HTMLElement {
    return element(
      "li",
      { id: `hit-${at}`, role: "option", "aria-selected": "false", onmousedown: () => this.take(hit.iri) },
      mark(hit.type ?? undefined),
      element("span", {}, ` ${hit.name ?? hit.snippet ?? hit.iri} `),
      element("small", {}, kindName(hit.type ?? undefined)),
    );
  }

  private pressed(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.hits.length) {
      event.preventDefault();
      this.at = (this.at + step + this.hits.length) % this.hits.length;
      [...this.list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === this.at)));
      this.list.children[this.at]?.scrollIntoView({ block: "nearest" });
      this.box.setAttribute("aria-activedescendant", `hit-${this.at}`);
    } else if (event.key === "Enter") {
      event.preventDefault();
      const words = this.box.value.trim();
      const hit = this.hits[Math.max(0, this.at)];
      if (IRI.test(words)) this.take(words);
      else if (hit && !this.list.hidden) this.take(hit.iri);
    } else if (event.key === "Escape") this.close();
  }

  private take(iri: string): void {
    this.box.value = "";
    this.close();
    this.chosen(iri);
  }

  private close(): void {
    this.list.hidden = true;
    this.hits = [];
    this.box.setAttribute("aria-expanded", "false");
    this.box.removeAttribute("aria-activedescendant");
  }
}
