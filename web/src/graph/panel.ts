/** What is known of the chosen thing, and what can be done with it. */

import { element } from "../element";
import { pageOf } from "../site";
import { abbreviated, called } from "../vocabulary";
import { say } from "../words";
import { wan } from "./amounts";
import { kindName } from "./kinds";
import { around, findingsOf, type Around, type Relation } from "./known";
import { mark } from "./mark";
import type { Thing, View } from "./view";

/** Things to pick from at a time. */
const PICKS = 200;
const STEP = 20;

export interface Deeds {
  expand(iri: string, of?: Relation): Promise<void>;
  take(iri: string, picked: Around): void;
  pathFrom(iri: string): void;
  pathTo(iri: string): void;
  pin(iri: string): void;
  remove(iri: string): void;
  keepOnly(iri: string): void;
}

export class Panel {
  readonly whole = element("aside", { class: "panel", tabindex: -1, "aria-live": "polite" });
  private turn = 0;

  constructor(private readonly deeds: Deeds) {}

  /** Nothing is chosen. */
  clear(...rest: (Node | string)[]): void {
    this.turn += 1;
    this.whole.replaceChildren(...rest);
  }

  /** Tell of one thing; its relations come when the server has counted them. */
  show(thing: Thing, view: View, from: Thing | undefined): void {
    const turn = ++this.turn;
    const relations = element("div", { class: "relations" });
    const findings = element("div");
    this.whole.replaceChildren(...this.card(thing, view, from), findings, relations);
    void around(thing.iri, [], undefined, 1)
      .then(({ relations: counted }) => {
        if (turn === this.turn) relations.replaceChildren(...this.relations(thing, view, counted));
      })
      .catch((error: Error) => turn === this.turn && relations.replaceChildren(element("p", { class: "note" }, error.message)));
    if (thing.findings)
      void findingsOf(thing.iri).then((told) => {
        if (turn === this.turn) findings.replaceChildren(...said(told));
      });
  }

  private card(thing: Thing, view: View, from: Thing | undefined): HTMLElement[] {
    const href = pageOf(thing.iri);
    const facts = [
      kindName(thing.type),
      thing.year === undefined ? "" : String(thing.year),
      thing.amount === undefined ? "" : `${wan(thing.amount)} 万元`,
    ].filter(Boolean);
    const { deeds } = this;
    const button = (words: string, act: () => void) =>
      element("button", { type: "button", class: "quiet", onclick: act }, words);
    const path =
      from && from.iri !== thing.iri
        ? button(say("pathTo", { name: from.name }), () => deeds.pathTo(thing.iri))
        : button(say("pathFrom"), () => deeds.pathFrom(thing.iri));
    return [
      element("h2", {}, mark(thing.type), ` ${thing.name}`),
      element("p", { class: "note" }, facts.join(" · ")),
      element("p", { class: "note iri" }, element("code", {}, abbreviated(thing.iri))),
      element(
        "p",
        { class: "deeds" },
        href ? element("a", { href }, say("page")) : undefined,
        button(say("expandAll"), () => void deeds.expand(thing.iri)),
        path,
        button(say(view.pinned.has(thing.iri) ? "unpin" : "pin"), () => deeds.pin(thing.iri)),
        button(say("keepOnly"), () => deeds.keepOnly(thing.iri)),
        button(say("remove"), () => deeds.remove(thing.iri)),
      ),
    ];
  }

  private relations(thing: Thing, view: View, counted: Relation[]): HTMLElement[] {
    const rows = counted.map((relation) => {
      const shown = [...view.ties.values()].filter(
        (tie) => tie.relation === relation.relation && (relation.direction === "out" ? tie.source : tie.target) === thing.iri,
      ).length;
      const name = (relation.direction === "in" ? say("incoming") : "") + (relation.name ?? called(relation.relation));
      const left = relation.things - shown;
      const add = element(
        "button",
        { type: "button", class: "quiet", onclick: () => void this.deeds.expand(thing.iri, relation), "aria-label": `${name} ${say("add", { n: Math.min(left, STEP) })}` },
        say("add", { n: Math.min(left, STEP) }),
      );
      const pick = element(
        "button",
        { type: "button", class: "quiet", onclick: () => void this.pick(thing, view, relation, name), "aria-label": say("pickTitle", { relation: name }) },
        say("pick"),
      );
      return element(
        "li",
        {},
        element("span", {}, name, " ", element("small", {}, say("remaining", { shown, n: relation.things.toLocaleString() }))),
        left > 0 && element("span", {}, add, " ", left > 1 && pick),
      );
    });
    return [element("h3", {}, say("relations")), element("ul", {}, ...rows)];
  }

  /** A list to choose some of many neighbours from. */
  private async pick(thing: Thing, view: View, relation: Relation, name: string): Promise<void> {
    const offered = await around(thing.iri, view.neighbours(thing.iri), relation, PICKS);
    const others = offered.things.filter(({ iri }) => iri !== thing.iri);
    const rows = others.map((other) => {
      const box = element("input", { type: "checkbox", value: other.iri });
      const about = [other.year, other.amount === undefined ? "" : `${wan(other.amount)} 万元`].filter(Boolean).join(" · ");
      return element("li", {}, element("label", {}, box, " ", other.name, " ", element("small", {}, about)));
    });
    const filter = element("input", {
      type: "search",
      placeholder: say("pickFilter"),
      "aria-label": say("pickFilter"),
      oninput: () => rows.forEach((row) => (row.hidden = !row.textContent?.includes(filter.value.trim()))),
    });
    const dialog = element("dialog", { "aria-label": say("pickTitle", { relation: name }) });
    const take = () => {
      const chosen = new Set([...dialog.querySelectorAll<HTMLInputElement>("input:checked")].map((box) => box.value));
      const kept = (iri: string) => iri === thing.iri || chosen.has(iri);
      dialog.close();
      if (chosen.size)
        this.deeds.take(thing.iri, {
          ...offered,
          things: offered.things.filter(({ iri }) => kept(iri)),
          ties: offered.ties.filter(({ source, target }) => kept(source) && kept(target)),
        });
    };
    dialog.append(
      element("h2", {}, say("pickTitle", { relation: name })),
      filter,
      element("ul", { class: "picks" }, ...rows),
      offered.truncated ? element("p", { class: "note" }, say("pickPart", { n: PICKS })) : "",
      element("p", { class: "run" }, element("button", { type: "button", onclick: take }, say("pickAdd")), element("button", { type: "button", class: "quiet", onclick: () => dialog.close() }, say("close"))),
    );
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }
}

function said(told: { message: string; page: string | undefined }[]): HTMLElement[] {
  const items = told.map(({ message, page }) => {
    const href = page && pageOf(page);
    return element("li", {}, message, " ", href ? element("a", { href }, say("page")) : undefined);
  });
  return [element("h3", { class: "warn" }, say("findings", { n: told.length })), element("ul", { class: "findings" }, ...items)];
}
