/** What is known of one figure, shown above what was read: its meaning, its parts, what it enters, its rules. */

import { element } from "../element";
import { say } from "../words";

export class Card {
  private readonly body = element("div");
  private readonly shown: HTMLElement;
  private asked = "";

  constructor(
    pane: HTMLElement,
    private readonly onClose: () => void,
  ) {
    const close = element("button", { type: "button", class: "quiet close", onclick: () => this.close() }, say("close"));
    this.shown = element("section", { class: "about", "aria-label": say("aboutFigure"), tabindex: 0, hidden: true });
    this.body.setAttribute("aria-live", "polite");
    this.shown.append(close, this.body);
    pane.prepend(this.shown);
  }

  /** Tell of the figure of this page; what it is held against or made of is given to `found`. */
  async tell(href: string, found: (links: HTMLAnchorElement[]) => void): Promise<void> {
    this.asked = href;
    this.shown.hidden = false;
    this.body.replaceChildren(element("p", { class: "note" }, say("running")));
    const told = await content(href).catch(() => [element("p", { class: "problem" }, say("failed"))]);
    if (this.asked !== href) return;
    this.body.replaceChildren(...told);
    const title = this.body.querySelector("h1");
    if (title) {
      const whole = element("a", { href }, ...title.childNodes);
      title.replaceWith(element("h2", {}, whole));
    }
    this.shown.scrollTop = 0;
    found([...this.body.querySelectorAll<HTMLAnchorElement>(".sides a")]);
  }

  close(): void {
    this.asked = "";
    this.shown.hidden = true;
    this.onClose();
  }
}

/** What the page of a figure says, without anchors of its own: they would stand on this page twice. */
async function content(href: string): Promise<Node[]> {
  const answer = await fetch(href, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(answer.statusText);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const main = page.querySelector("main");
  for (const each of main?.querySelectorAll("[id]") ?? []) each.removeAttribute("id");
  return main ? [...main.childNodes].map((each) => document.importNode(each, true)) : [];
}
