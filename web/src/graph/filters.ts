/** What of a view is shown: by kind, year, amount, and whether a thing stands at the edge. */

import { element } from "../element";
import { say } from "../words";
import { kindName } from "./kinds";
import { mark } from "./mark";
import type { Thing, View } from "./view";

const YUAN_PER_WAN = 10_000;

export interface Choice {
  kinds: ReadonlySet<string>;
  year: string;
  /** In 万元. */
  amount: string;
  leaves: boolean;
}

/** The things that a choice hides. Things without a year or an amount stay: nothing is known against them. */
export function hiddenBy(choice: Choice, view: View): Set<string> {
  const degrees = choice.leaves ? view.degrees() : undefined;
  const least = Number(choice.amount) * YUAN_PER_WAN;
  const hides = (thing: Thing) =>
    choice.kinds.has(thing.type ?? "") ||
    (choice.year !== "" && thing.year !== undefined && String(thing.year) !== choice.year) ||
    (least > 0 && thing.amount !== undefined && Math.abs(Number(thing.amount)) < least) ||
    (degrees?.get(thing.iri) ?? 2) < 2;
  return new Set([...view.things.values()].filter(hides).map((thing) => thing.iri));
}

export class Filters {
  choice: Choice = { kinds: new Set(), year: "", amount: "", leaves: false };
  findings = true;
  private readonly legend = element("div", { class: "legend", role: "group", "aria-label": say("type") });
  private readonly year = element("select", { onchange: () => this.change({ year: this.year.value }) });
  private readonly amount = element("input", {
    inputmode: "decimal",
    size: 8,
    onchange: () => this.change({ amount: this.amount.value.trim() }),
  });
  readonly whole: HTMLElement;

  constructor(private readonly changed: () => void) {
    const leaves = element("input", { type: "checkbox", onchange: () => this.change({ leaves: leaves.checked }) });
    const marks = element("input", { type: "checkbox", checked: true, onchange: () => this.mark(marks.checked) });
    this.whole = element(
      "details",
      { class: "filters", open: innerWidth > 700 },
      element("summary", {}, say("filters")),
      this.legend,
      element(
        "p",
        { class: "run" },
        element("label", {}, `${say("year")} `, this.year),
        element("label", {}, `${say("amountFrom")} `, this.amount),
        element("label", {}, leaves, ` ${say("leaves")}`),
        element("label", {}, marks, ` ${say("onlyFindings")}`),
      ),
    );
  }

  private mark(on: boolean): void {
    this.findings = on;
    this.changed();
  }

  private change(part: Partial<Choice>): void {
    this.choice = { ...this.choice, ...part };
    this.changed();
  }

  /** As a link says. */
  set(choice: Choice): void {
    this.choice = choice;
    this.amount.value = choice.amount;
    const leaves = this.whole.querySelector<HTMLInputElement>("input[type=checkbox]");
    if (leaves) leaves.checked = choice.leaves;
  }

  /** Offer the kinds and years that a view has. */
  show(view: View): void {
    const counts = new Map<string, number>();
    const years = new Set<number>();
    for (const { type, year } of view.things.values()) {
      counts.set(type ?? "", (counts.get(type ?? "") ?? 0) + 1);
      if (year !== undefined) years.add(year);
    }
    const kinds = [...counts].sort(([, a], [, b]) => b - a);
    this.legend.replaceChildren(...kinds.map(([kind, count]) => this.toggle(kind, count)));
    const options = ["", ...[...years].sort().map(String)];
    this.year.replaceChildren(...options.map((year) => element("option", { value: year }, year || say("anyYear"))));
    this.year.value = options.includes(this.choice.year) ? this.choice.year : "";
  }

  private toggle(kind: string, count: number): HTMLElement {
    const swatch = mark(kind || undefined);
    const press = () => {
      const kinds = new Set(this.choice.kinds);
      if (!kinds.delete(kind)) kinds.add(kind);
      this.change({ kinds });
    };
    const pressed = String(!this.choice.kinds.has(kind));
    return element(
      "button",
      { type: "button", class: "kind", "aria-pressed": pressed, onclick: press },
      swatch,
      ` ${kindName(kind || undefined)} ${count}`,
    );
  }
}
