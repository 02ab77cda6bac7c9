/** The page of a document: choosing a figure or a finding shows it in what was read and in the text beside it. */

import { byId, element } from "../element";
import { say } from "../words";
import { Card } from "./card";
import { Figures, named, target } from "./figures";

const pane = byId("read");
const figures = new Figures(byId("text"));
const card = new Card(pane, clear);

/** Nothing is chosen any more. */
function clear(): void {
  for (const each of document.querySelectorAll(".lit, .kin")) each.classList.remove("lit", "kin");
}

/** Whether what was read and the text stand side by side; on a narrow screen one stands below the other. */
function beside(): boolean {
  return pane.getBoundingClientRect().top === byId("text").getBoundingClientRect().top;
}

/** Bring it into view, unless it is there already. */
function reveal(spot: HTMLElement | undefined): void {
  if (!spot) return;
  const around = (spot.closest(".pane") ?? document.documentElement).getBoundingClientRect();
  const box = spot.getBoundingClientRect();
  const top = Math.max(around.top, 0);
  if (box.top < top || box.bottom > Math.min(around.bottom, innerHeight)) spot.scrollIntoView({ block: "center" });
}

/** Show a figure on both sides and tell what is known of it; on a narrow screen who chose it `at` a place stays there. */
function choose(name: string, at?: HTMLElement): void {
  clear();
  const spots = figures.all(name);
  for (const spot of spots) spot.classList.add("lit");
  if (beside()) spots.forEach(reveal);
  else (at?.closest(".about") ? spots[0] : (at ?? spots[0]))?.scrollIntoView({ block: "start" });
  history.replaceState(null, "", `#${name}`);
  const link = figures.read(name)?.querySelector<HTMLAnchorElement>("a[href*='/figures/']");
  if (!link) return;
  void card.tell(link.href, (links) => {
    const others = links.map(named).filter((other) => other !== undefined && other !== name);
    for (const other of new Set(others)) for (const spot of figures.all(other ?? "")) spot.classList.add("kin");
  });
}

/** Mark all sides of a finding; the first one is brought into view. */
function light(finding: Element): void {
  card.close();
  const links = [...finding.querySelectorAll<HTMLAnchorElement>(".sides a, .note a")];
  const spots = links.flatMap((link) => {
    const name = named(link);
    return name ? figures.all(name) : [target(link)];
  });
  for (const spot of spots) spot?.classList.add("lit");
  reveal(spots.find((spot) => spot?.closest("#text")));
}

for (const heading of pane.querySelectorAll(".finding > h3")) {
  const mark = () => light(heading.parentElement as Element);
  heading.append(element("button", { type: "button", class: "quiet light", onclick: mark }, say("markSides")));
}

document.addEventListener("click", (event) => {
  const link = (event.target as Element).closest<HTMLAnchorElement>(".panes a");
  // The card's own title leads to the figure's page.
  if (!link || link.closest(".about h2") || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const name = named(link);
  if (name && figures.all(name).length) {
    event.preventDefault();
    choose(name, link);
  } else if (link.classList.contains("ref")) {
    const finding = target(link);
    if (finding) light(finding);
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") card.close();
});

const asked = decodeURIComponent(location.hash.slice(1));
if (asked && figures.read(asked)?.querySelector("a[href*='/figures/']")) choose(asked);
