/** An answer as a network: statements as they are, rows as the things of a row tied one to the next. */

import { Canvas } from "../graph/canvas";
import { linkTo } from "../graph/link";
import { described } from "../graph/known";
import { laidOut } from "../graph/layout";
import { MOST, View, type Thing, type Tie } from "../graph/view";
import { element } from "../element";
import { base } from "../site";
import { abbreviated } from "../vocabulary";
import { say } from "../words";
import type { Answer } from "./answer";

const TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

/** The relations between things of an answer, each once, until there are as many things as can be shown. */
export function tiesOf(answer: Answer): Tie[] {
  const found: Tie[] = [];
  if (answer.form === "statements") {
    for (const { subject, predicate, object } of answer.statements)
      if (subject.type === "uri" && object.type === "uri" && predicate !== TYPE)
        found.push({ source: subject.value, relation: predicate, target: object.value });
  } else if (answer.form === "rows") {
    const names = answer.solutions.head.vars;
    for (const row of answer.solutions.results.bindings) {
      const things = names.flatMap((name) => (row[name]?.type === "uri" ? [{ name, iri: row[name].value as string }] : []));
      const relation = things.find(({ name }) => /^(p|predicate|relation|property)$/.test(name));
      const ends = things.filter((thing) => thing !== relation);
      ends.slice(1).forEach((end, at) => {
        const before = ends[at];
        if (before) found.push({ source: before.iri, relation: relation?.iri ?? end.name, target: end.iri });
      });
    }
  }
  const seen = new Set<string>();
  return found.filter(({ source, target }) => {
    if (seen.size >= MOST && !(seen.has(source) && seen.has(target))) return false;
    seen.add(source).add(target);
    return true;
  });
}

/** The drawing, or why there is none. */
export function network(answer: Answer): HTMLElement {
  const ties = tiesOf(answer);
  if (!ties.length) return element("p", { class: "note" }, say("noGraph"));
  const place = element("div", { class: "canvas small", role: "img" });
  const onwards = element("p", { class: "note" });
  void draw(place, onwards, ties);
  return element("div", {}, place, onwards);
}

async function draw(place: HTMLElement, onwards: HTMLElement, ties: Tie[]): Promise<void> {
  const iris = [...new Set(ties.flatMap(({ source, target }) => [source, target]))];
  const bare = iris.map((iri): Thing => ({ iri, name: abbreviated(iri), type: undefined }));
  let view = View.empty.plus(bare, ties);
  view = view.plus(await described(iris).catch(() => bare));
  view = view.placed((await laidOut(view, new Set())) ?? []);
  place.ariaLabel = say("shown", { things: view.things.size, ties: view.ties.size });
  const canvas = new Canvas(place);
  canvas.show(view);
  canvas.fit();
  const own = iris.filter((iri) => iri.startsWith(base));
  onwards.append(place.ariaLabel);
  if (own.length) onwards.append(" · ", element("a", { href: await linkTo(view) }, say("explore")));
}
