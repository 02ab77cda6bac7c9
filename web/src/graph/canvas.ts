/** A view drawn on a canvas. */

import cytoscape, { type Core, type ElementDefinition, type EventObject, type StylesheetJson } from "cytoscape";
import { called } from "../vocabulary";
import { look } from "./kinds";
import type { Spot, View } from "./view";

/** Cytoscape adds a style sheet to the page unless one of this id is there; the page's policy would forbid it, and its one rule is in ours. */
const SHEET = "__________cytoscape_stylesheet";
const LABEL = 18;
/** The scale below which labels are too small. */
const READABLE = 0.65;
/** A thing with more relations has them drawn in colour, but not named, when it is chosen. */
const MOST_NAMED = 14;

export interface Doings {
  choose(iri: string | undefined, more: boolean): void;
  open(iri: string): void;
  menu(iri: string): void;
  moved(spots: [string, Spot][]): void;
}
export interface Marks {
  hidden: ReadonlySet<string>;
  chosen: ReadonlySet<string>;
  way: ReadonlySet<string>;
  findings: boolean;
}
export const UNMARKED: Marks = { hidden: new Set(), chosen: new Set(), way: new Set(), findings: false };

export class Canvas {
  private readonly drawn: Core;

  constructor(place: HTMLElement, doings?: Doings) {
    if (!document.getElementById(SHEET)) document.querySelector('link[rel="stylesheet"]')?.setAttribute("id", SHEET);
    this.drawn = cytoscape({
      container: place,
      style: sheet(),
      layout: { name: "preset" },
      minZoom: 0.08,
      maxZoom: 3,
      boxSelectionEnabled: false,
      selectionType: "single",
      autounselectify: true,
    });
    if (doings) this.listen(doings);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", () => this.drawn.style(sheet()));
    new ResizeObserver(() => this.drawn.resize()).observe(place);
  }

  private listen(doings: Doings): void {
    const node = (event: EventObject) => String(event.target.id());
    this.drawn.on("tap", "node", (event) => {
      const original = event.originalEvent as MouseEvent;
      doings.choose(node(event), original.shiftKey || original.ctrlKey || original.metaKey);
    });
    this.drawn.on("tap", (event) => event.target === this.drawn && doings.choose(undefined, false));
    this.drawn.on("dbltap", "node", (event) => doings.open(node(event)));
    this.drawn.on("cxttap taphold", "node", (event) => doings.menu(node(event)));
    this.drawn.on("dragfree", "node", (event) => doings.moved([[node(event), event.target.position()]]));
    this.drawn.on("mouseover", "node, edge", (event) => event.target.addClass("near"));
    this.drawn.on("mouseout", "node, edge", (event) => event.target.removeClass("near"));
  }

  /** Draw a view; what it no longer has goes, what is new comes. */
  show(view: View, marks: Marks = UNMARKED): void {
    this.drawn.batch(() => {
      const kept = new Set([...view.things.keys(), ...view.ties.keys()]);
      this.drawn.elements().filter((one) => !kept.has(one.id())).remove();
      for (const element of elements(view)) {
        const there = this.drawn.getElementById(String(element.data.id));
        if (there.empty()) this.drawn.add(element);
        else {
          there.data(element.data);
          if (element.position) there.position(element.position);
        }
      }
      this.mark(view, marks);
    });
  }

  private mark(view: View, marks: Marks): void {
    for (const node of this.drawn.nodes()) {
      const iri = node.id();
      node.toggleClass("hidden", marks.hidden.has(iri));
      node.toggleClass("chosen", marks.chosen.has(iri));
      node.toggleClass("way", marks.way.has(iri));
      node.toggleClass("pinned", view.pinned.has(iri));
      node.toggleClass("doubtful", marks.findings && (view.things.get(iri)?.findings ?? 0) > 0);
    }
    const degrees = view.degrees();
    const few = (iri: string) => marks.chosen.has(iri) && (degrees.get(iri) ?? 0) <= MOST_NAMED;
    for (const edge of this.drawn.edges()) {
      const [source, target] = [edge.source().id(), edge.target().id()];
      edge.toggleClass("hidden", marks.hidden.has(source) || marks.hidden.has(target));
      edge.toggleClass("way", marks.way.has(source) && marks.way.has(target));
      edge.toggleClass("lit", marks.chosen.has(source) || marks.chosen.has(target));
      edge.toggleClass("said", few(source) || few(target));
    }
  }

  /** Places that one of Cytoscape's own layouts finds: a hierarchy, or rings. */
  arranged(name: "breadthfirst" | "concentric"): [string, Spot][] {
    const options = {
      fit: false,
      animate: false,
      spacingFactor: name === "breadthfirst" ? 1.1 : 0.9,
      avoidOverlap: true,
      minNodeSpacing: 40,
      directed: false,
      boundingBox: { x1: 0, y1: 0, w: 1100, h: 800 },
    };
    this.drawn.elements(":visible").layout({ name, ...options }).run();
    return this.drawn.nodes(":visible").map((node) => [node.id(), { ...node.position() }]);
  }

  /** Have everything in sight, or as near as labels can be read. */
  fit(): void {
    this.drawn.resize();
    this.drawn.fit(this.drawn.elements(":visible"), 48);
    if (this.drawn.zoom() > 1.2) {
      this.drawn.zoom(1.2);
      this.drawn.center(this.drawn.elements(":visible"));
    }
  }

  /** Have everything in sight; where that would leave nothing to read, what is around one thing instead. */
  settle(iri: string | undefined): void {
    this.fit();
    if (iri === undefined || this.drawn.zoom() >= READABLE) return;
    this.drawn.zoom(READABLE);
    this.drawn.center(this.drawn.getElementById(iri));
  }

  /** How much wider than high the canvas is. */
  get aspect(): number {
    return this.drawn.width() / Math.max(1, this.drawn.height());
  }

  /** Bring one thing into sight. */
  reveal(iri: string): void {
    const node = this.drawn.getElementById(iri);
    if (node.empty()) return;
    const { x1, x2, y1, y2 } = this.drawn.extent();
    const { x, y } = node.position();
    if (x < x1 || x > x2 || y < y1 || y > y2) this.drawn.center(node);
  }

  /** Larger or smaller about the middle. */
  zoom(factor: number): void {
    const middle = { x: this.drawn.width() / 2, y: this.drawn.height() / 2 };
    this.drawn.zoom({ level: this.drawn.zoom() * factor, renderedPosition: middle });
  }

  /** A picture of everything shown, at twice the size. */
  picture(): Promise<Blob> {
    const background = getComputedStyle(document.documentElement).getPropertyValue("--paper").trim();
    return this.drawn.png({ output: "blob-promise", full: true, scale: 2, bg: background, maxWidth: 8000, maxHeight: 8000 });
  }
}

function elements(view: View): ElementDefinition[] {
  const nodes = [...view.things.values()].map((thing): ElementDefinition => {
    const { colour, shape } = look(thing.type);
    const label = thing.name.length > LABEL ? `${thing.name.slice(0, LABEL - 1)}…` : thing.name;
    const data = { id: thing.iri, label, name: thing.name, colour, shape };
    return { group: "nodes", data, position: { ...(view.spots.get(thing.iri) ?? { x: 0, y: 0 }) } };
  });
  const edges = [...view.ties].map(([id, { source, target, relation }]): ElementDefinition => {
    return { group: "edges", data: { id, source, target, label: called(relation) } };
  });
  return [...nodes, ...edges];
}

/** Colours come from the page's own sheet, which knows light and dark. */
function sheet(): StylesheetJson {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const text = {
    color: colour("--ink"),
    "font-family": style.fontFamily,
    "text-outline-color": colour("--paper"),
    "text-outline-width": 2,
  };
  return [
    {
      selector: "node",
      style: {
        ...text,
        label: "data(label)",
        shape: "data(shape)" as never,
        "background-color": "data(colour)",
        width: 26,
        height: 26,
        "font-size": 12,
        "text-valign": "bottom",
        "text-margin-y": 4,
        "text-wrap": "wrap",
        "text-max-width": "112px",
        "text-overflow-wrap": "anywhere",
        "min-zoomed-font-size": 6,
        "border-width": 0,
      },
    },
    {
      selector: "edge",
      style: {
        ...text,
        width: 1.2,
        "line-color": colour("--rule"),
        "target-arrow-color": colour("--rule"),
        "target-arrow-shape": "triangle",
        "arrow-scale": 0.8,
        "curve-style": "bezier",
        "font-size": 10,
        "min-zoomed-font-size": 8,
        "text-rotation": "autorotate",
      },
    },
    { selector: "edge.near, edge.said, edge.way", style: { label: "data(label)" } },
    {
      selector: "edge.near, edge.lit, edge.way",
      style: { width: 2, "line-color": colour("--link"), "target-arrow-color": colour("--link") },
    },
    { selector: "node.near", style: { label: "data(name)", "z-index": 10 } },
    { selector: "node.pinned", style: { "border-width": 3, "border-style": "double", "border-color": colour("--ink") } },
    { selector: "node.doubtful", style: { "underlay-color": "#c62828", "underlay-opacity": 0.45, "underlay-padding": 7 } },
    { selector: "node.way", style: { "border-width": 3, "border-color": colour("--link") } },
    { selector: "node.chosen", style: { label: "data(name)", "border-width": 4, "border-color": colour("--focus"), "z-index": 20 } },
    { selector: ".hidden", style: { display: "none" } },
  ] as StylesheetJson;
}
