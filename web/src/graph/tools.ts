/** The buttons above the canvas. */

import { element } from "../element";
import { save } from "../saving";
import { say, type Word } from "../words";
import { asCsv, asGexf, asJson, asSvg, asTurtle } from "./exports";
import type { History } from "./history";
import { help } from "./keys";
import type { Kept } from "./link";
import type { View } from "./view";

export type Arrangement = "force" | "breadthfirst" | "concentric";
const ARRANGEMENTS: Record<Arrangement, Word> = { force: "force", breadthfirst: "tree", concentric: "rings" };
const FORMATS = ["png", "svg", "json", "csv", "ttl", "gexf"] as const;

export interface Turns {
  arrange(arrangement: Arrangement): void;
  fit(): void;
  zoom(factor: number): void;
  unpin(): void;
  clear(): void;
  picture(): Promise<Blob>;
  link(): string;
  shown(): View;
  open(kept: Kept): Promise<void>;
  tell(text: string): void;
}

export class Tools {
  readonly whole: HTMLElement;
  private readonly undo: HTMLButtonElement;
  private readonly redo: HTMLButtonElement;
  private readonly others: HTMLElement[];

  constructor(
    private readonly steps: History,
    private readonly turns: Turns,
  ) {
    const button = (word: Word, act: () => void, sign?: string) =>
      element("button", { type: "button", class: "quiet", onclick: act, title: sign ? say(word) : undefined, "aria-label": sign ? say(word) : undefined }, sign ?? say(word));
    this.undo = button("undo", () => steps.undo(), "↶");
    this.redo = button("redo", () => steps.redo(), "↷");
    const layout = choice("layout", Object.entries(ARRANGEMENTS).map(([name, word]) => [name, say(word)]), (name) =>
      turns.arrange(name as Arrangement),
    );
    const formats = choice("save", FORMATS.map((name) => [name, name.toUpperCase()]), (name) => void this.save(name as (typeof FORMATS)[number]));
    this.others = [
      button("fit", () => turns.fit(), "⤢"),
      button("zoomIn", () => turns.zoom(1.25), "+"),
      button("zoomOut", () => turns.zoom(0.8), "−"),
      layout,
      button("unpinAll", () => turns.unpin()),
      formats,
      button("share", () => void this.share()),
      button("clear", () => turns.clear()),
    ];
    const open = element("input", { type: "file", accept: ".json,application/json", hidden: true, onchange: () => void this.open(open) });
    this.whole = element(
      "div",
      { class: "buttons", role: "toolbar", "aria-label": say("graph") },
      this.undo,
      this.redo,
      ...this.others,
      button("open", () => open.click()),
      open,
      button("help", help, "?"),
    );
  }

  /** What can be done with a view. */
  show(view: View): void {
    this.undo.disabled = !this.steps.canUndo;
    this.redo.disabled = !this.steps.canRedo;
    for (const other of this.others) if ("disabled" in other) other.disabled = !view.things.size;
  }

  private async save(name: (typeof FORMATS)[number]): Promise<void> {
    const view = this.turns.shown();
    if (!view.things.size) return;
    const title = `${document.title} · ${new Date().toISOString().slice(0, 10)}`;
    switch (name) {
      case "png":
        return save("gouji.png", await this.turns.picture());
      case "svg":
        return save("gouji.svg", asSvg(view, title), "image/svg+xml");
      case "json":
        return save("gouji.json", asJson(view), "application/json");
      case "csv":
        return save("gouji.csv", asCsv(view), "text/csv");
      case "ttl":
        return save("gouji.ttl", await asTurtle(view), "text/turtle");
      case "gexf":
        return save("gouji.gexf", asGexf(view), "application/xml");
    }
  }

  private async share(): Promise<void> {
    const copied = await navigator.clipboard.writeText(this.turns.link()).then(
      () => true,
      () => false,
    );
    this.turns.tell(say(copied ? "copied" : "notCopied"));
  }

  private async open(input: HTMLInputElement): Promise<void> {
    const text = await input.files?.[0]?.text();
    input.value = "";
    try {
      const { nodes } = JSON.parse(text ?? "") as { nodes: { iri: string; x: number; y: number; pinned: boolean }[] };
      await this.turns.open({ n: nodes.map(({ iri, x, y, pinned }) => [String(iri), Number(x), Number(y), pinned ? 1 : 0]) });
    } catch {
      this.turns.tell(say("badLink"));
    }
  }
}

/** A choice that acts at once and then stands on its name again. */
function choice(word: Word, options: string[][], act: (name: string) => void): HTMLSelectElement {
  const head = element("option", { value: "" }, say(word));
  const select = element("select", { "aria-label": say(word) }, head, ...options.map(([value, text]) => element("option", { value: value ?? "" }, text ?? "")));
  select.addEventListener("change", () => {
    const name = select.value;
    select.value = "";
    if (name) act(name);
  });
  return select;
}
