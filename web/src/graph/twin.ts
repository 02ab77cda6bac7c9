/** The same as the canvas, as tables: for who reads by ear, by keys, or on paper. */

import { element } from "../element";
import { pageOf } from "../site";
import { called } from "../vocabulary";
import { say } from "../words";
import { wan } from "./amounts";
import { kindName } from "./kinds";
import type { Thing, View } from "./view";

type Column = "name" | "type" | "year" | "amount" | "ties" | "findings";

export class Twin {
  private readonly things = element("tbody");
  private readonly ties = element("tbody");
  private order: { by: Column; down: boolean } = { by: "ties", down: true };
  private shown: { view: View; hidden: ReadonlySet<string>; chosen: ReadonlySet<string> } | undefined;
  readonly whole: HTMLDetailsElement;

  constructor(private readonly choose: (iri: string) => void) {
    const heads = (["name", "type", "year", "amount", "ties", "findings"] as const).map((name) => this.heading(name));
    const ends = (["from", "relation", "to"] as const).map((name) => element("th", { scope: "col" }, say(name)));
    this.whole = element(
      "details",
      { class: "twin", ontoggle: () => this.fill() },
      element("summary", {}, say("twin")),
      table(say("twinThings"), heads, this.things),
      table(say("twinTies"), ends, this.ties),
    );
  }

  private heading(name: Column): HTMLElement {
    const words = say(name === "findings" ? "findingsHead" : name);
    const sort = element("button", { type: "button", class: "sort", onclick: () => this.sort(name) }, words);
    const numeric = ["year", "amount", "ties", "findings"].includes(name);
    return element("th", { scope: "col", "data-name": name, class: numeric ? "n" : undefined }, sort);
  }

  private sort(by: Column): void {
    this.order = { by, down: this.order.by === by ? !this.order.down : by !== "name" && by !== "type" };
    for (const head of this.whole.querySelectorAll<HTMLElement>("th[data-name]"))
      if (head.dataset["name"] === by) head.setAttribute("aria-sort", this.order.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    this.fill();
  }

  /** Tell a view, without what is filtered out. */
  show(view: View, hidden: ReadonlySet<string>, chosen: ReadonlySet<string>): void {
    this.shown = { view, hidden, chosen };
    this.fill();
  }

  private fill(): void {
    if (!this.whole.open || !this.shown) return;
    const { view, hidden, chosen } = this.shown;
    const degrees = view.degrees();
    const value = (thing: Thing): string | number =>
      ({
        name: thing.name,
        type: kindName(thing.type),
        year: thing.year ?? 0,
        amount: Number(thing.amount ?? 0),
        ties: degrees.get(thing.iri) ?? 0,
        findings: thing.findings ?? 0,
      })[this.order.by];
    const things = [...view.things.values()]
      .filter(({ iri }) => !hidden.has(iri))
      .sort((a, b) => compared(value(a), value(b)) * (this.order.down ? -1 : 1));
    this.things.replaceChildren(...things.map((thing) => this.row(thing, degrees.get(thing.iri) ?? 0, chosen.has(thing.iri))));
    const name = (iri: string) => view.things.get(iri)?.name ?? iri;
    const ties = [...view.ties.values()].filter(({ source, target }) => !hidden.has(source) && !hidden.has(target));
    this.ties.replaceChildren(
      ...ties.map(({ source, relation, target }) =>
        element("tr", {}, ...[name(source), called(relation), name(target)].map((text) => element("td", {}, text))),
      ),
    );
  }

  private row(thing: Thing, ties: number, chosen: boolean): HTMLElement {
    const select = element("button", { type: "button", class: "plain", onclick: () => this.choose(thing.iri) }, thing.name);
    const href = pageOf(thing.iri);
    const numbers = [thing.year ?? "", thing.amount === undefined ? "" : wan(thing.amount), ties, thing.findings ?? ""];
    return element(
      "tr",
      { "aria-current": chosen ? "true" : undefined },
      element("th", { scope: "row" }, select, " ", href ? element("a", { href, "aria-label": say("page") + " " + thing.name }, "↗") : undefined),
      element("td", {}, kindName(thing.type)),
      ...numbers.map((each) => element("td", { class: "n" }, String(each))),
    );
  }
}

function table(caption: string, heads: HTMLElement[], body: HTMLElement): HTMLElement {
  const head = element("thead", {}, element("tr", {}, ...heads));
  const whole = element("table", { class: "list" }, element("caption", {}, caption), head, body);
  return element("div", { class: "wide", tabindex: 0, role: "group", "aria-label": caption }, whole);
}

function compared(a: string | number, b: string | number): number {
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "zh");
}
