/** What can be done by keys, and the sheet that says so. */

import { element } from "../element";
import { say } from "../words";
import type { Spot, View } from "./view";

export interface Acts {
  search(): void;
  open(): void;
  remove(): void;
  pin(): void;
  undo(): void;
  redo(): void;
  fit(): void;
  zoom(factor: number): void;
  panel(): void;
  walk(towards: Spot): void;
}

const ARROWS: Record<string, Spot> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** Listen to keys on the canvas, and to `/` and `?` wherever no text is written. */
export function listen(canvas: HTMLElement, acts: Acts): void {
  canvas.addEventListener("keydown", (event) => {
    const act = actOf(event, acts);
    if (!act) return;
    event.preventDefault();
    act();
  });
  document.addEventListener("keydown", (event) => {
    const writing = (event.target as HTMLElement).closest("input, select, textarea, dialog, [contenteditable]");
    if (writing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") {
      event.preventDefault();
      acts.search();
    } else if (event.key === "?") help();
  });
}

function actOf(event: KeyboardEvent, acts: Acts): (() => void) | undefined {
  const command = event.ctrlKey || event.metaKey;
  if (command && event.key.toLowerCase() === "z") return event.shiftKey ? acts.redo : acts.undo;
  if (command && event.key.toLowerCase() === "y") return acts.redo;
  if (command || event.altKey) return undefined;
  if (event.shiftKey && event.key === "F10") return acts.panel;
  const towards = ARROWS[event.key];
  if (towards) return () => acts.walk(towards);
  const named: Record<string, () => void> = {
    Enter: acts.open,
    Delete: acts.remove,
    Backspace: acts.remove,
    ContextMenu: acts.panel,
    f: acts.fit,
    p: acts.pin,
    "+": () => acts.zoom(1.25),
    "=": () => acts.zoom(1.25),
    "-": () => acts.zoom(0.8),
  };
  return named[event.key];
}

/** The thing that lies most in a direction from another: a neighbour if there is one, else any. */
export function next(view: View, hidden: ReadonlySet<string>, from: string | undefined, towards: Spot): string | undefined {
  const shown = [...view.things.keys()].filter((iri) => !hidden.has(iri));
  const here = from === undefined ? undefined : view.spots.get(from);
  if (from === undefined || !here) return shown[0];
  const neighbours = view.neighbours(from);
  const best = (iris: string[]) => {
    const ranked = iris.flatMap((iri) => {
      const there = view.spots.get(iri);
      if (!there || iri === from) return [];
      const [x, y] = [there.x - here.x, there.y - here.y];
      const along = x * towards.x + y * towards.y;
      const aside = Math.abs(x * towards.y) + Math.abs(y * towards.x);
      return along > aside * 0.5 ? [{ iri, cost: along + 2 * aside }] : [];
    });
    return ranked.sort((a, b) => a.cost - b.cost)[0]?.iri;
  };
  return best(shown.filter((iri) => neighbours.has(iri))) ?? best(shown);
}

/** The sheet of keys. */
export function help(): void {
  const rows: [string, string][] = [
    ["/", say("keySearch")],
    ["↑ ↓ ← →", say("keyWalk")],
    ["Enter", say("expand")],
    ["Shift+F10", say("keyPanel")],
    ["Delete", say("remove")],
    ["P", `${say("pin")} / ${say("unpin")}`],
    ["Ctrl+Z / Ctrl+Y", `${say("undo")} / ${say("redo")}`],
    ["F", say("fit")],
    ["+ / −", `${say("zoomIn")} / ${say("zoomOut")}`],
    ["?", say("help")],
  ];
  const body = rows.map(([key, does]) => element("tr", {}, element("th", { scope: "row" }, element("kbd", {}, key)), element("td", {}, does)));
  const dialog = element("dialog", { "aria-label": say("help"), class: "keys" });
  dialog.append(
    element("h2", {}, say("help")),
    element("table", {}, element("tbody", {}, ...body)),
    element("p", { class: "run" }, element("button", { type: "button", onclick: () => dialog.close() }, say("close"))),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
