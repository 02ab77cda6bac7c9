/** What is shown, as files: pictures, tables, statements, networks. */

import { csv } from "../saving";
import { abbreviated, called, vocabulary, written } from "../vocabulary";
import { say } from "../words";
import { kindName, look, type Shape } from "./kinds";
import type { Spot, View } from "./view";

const LABEL = "http://www.w3.org/2000/01/rdf-schema#label";

/** Two tables in one file: things, and the relations between them. */
export function asCsv(view: View): string {
  const things = [...view.things.values()].map((thing) => [thing.iri, thing.name, kindName(thing.type), thing.year, thing.amount]);
  const name = (iri: string) => view.things.get(iri)?.name;
  const ties = [...view.ties.values()].map((tie) => [tie.source, name(tie.source), called(tie.relation), tie.target, name(tie.target)]);
  return csv([
    ["IRI", say("name"), say("type"), say("year"), say("amount")],
    ...things,
    [],
    ["IRI", say("from"), say("relation"), "IRI", say("to")],
    ...ties,
  ]);
}

/** Everything about the view, for programs, and to be opened here again. */
export function asJson(view: View): string {
  const nodes = [...view.things.values()].map((thing) => ({ ...thing, ...view.spots.get(thing.iri), pinned: view.pinned.has(thing.iri) }));
  return `${JSON.stringify({ nodes, edges: [...view.ties.values()] }, null, 1)}\n`;
}

/** The statements shown, with the names of things. */
export async function asTurtle(view: View): Promise<string> {
  const { prefixes } = await vocabulary();
  const lines = [
    ...[...view.ties.values()].map(({ source, relation, target }) => `${written(source)} ${written(relation)} ${written(target)} .`),
    ...[...view.things.values()].map(({ iri, name }) => `${written(iri)} ${written(LABEL)} ${JSON.stringify(name)} .`),
    ...[...view.things.values()].flatMap(({ iri, type }) => (type ? [`${written(iri)} a ${written(type)} .`] : [])),
  ].sort();
  const used = Object.entries(prefixes).filter(([prefix]) => lines.some((line) => line.includes(`${prefix}:`)));
  return [...used.map(([prefix, iri]) => `@prefix ${prefix}: <${iri}> .`), "", ...lines, ""].join("\n");
}

/** For Gephi and its kin. */
export function asGexf(view: View): string {
  const nodes = [...view.things.values()].map(({ iri, name, type, year, amount }) => {
    const { x, y } = view.spots.get(iri) ?? { x: 0, y: 0 };
    const values = [kindName(type), year, amount].map((value, at) => (value === undefined ? "" : `<attvalue for="${at}" value="${escaped(String(value))}"/>`));
    return `<node id="${escaped(iri)}" label="${escaped(name)}"><attvalues>${values.join("")}</attvalues><viz:position x="${x}" y="${-y}" z="0"/></node>`;
  });
  const edges = [...view.ties.values()].map(
    ({ source, relation, target }, at) =>
      `<edge id="${at}" source="${escaped(source)}" target="${escaped(target)}" label="${escaped(abbreviated(relation))}"/>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
<graph defaultedgetype="directed">
<attributes class="node"><attribute id="0" title="kind" type="string"/><attribute id="1" title="year" type="integer"/><attribute id="2" title="yuan" type="string"/></attributes>
<nodes>
${nodes.join("\n")}
</nodes>
<edges>
${edges.join("\n")}
</edges>
</graph>
</gexf>
`;
}

const SIZE = 13;
const MARGIN = 70;
const CORNERS: Partial<Record<Shape, [number, number][]>> = {
  diamond: [[0, -1], [1, 0], [0, 1], [-1, 0]],
  hexagon: [[-0.5, -0.87], [0.5, -0.87], [1, 0], [0.5, 0.87], [-0.5, 0.87], [-1, 0]],
  triangle: [[0, -1], [1, 0.8], [-1, 0.8]],
  octagon: [[-0.4, -1], [0.4, -1], [1, -0.4], [1, 0.4], [0.4, 1], [-0.4, 1], [-1, 0.4], [-1, -0.4]],
  tag: [[-1, -0.8], [0.4, -0.8], [1, 0], [0.4, 0.8], [-1, 0.8]],
  star: [[0, -1], [0.25, -0.3], [1, -0.3], [0.4, 0.2], [0.6, 1], [0, 0.5], [-0.6, 1], [-0.4, 0.2], [-1, -0.3], [-0.25, -0.3]],
  rectangle: [[-1, -0.8], [1, -0.8], [1, 0.8], [-1, 0.8]],
  "round-rectangle": [[-1, -0.8], [1, -0.8], [1, 0.8], [-1, 0.8]],
};

/** A drawing that stays sharp at every size, on white so that it can be printed. */
export function asSvg(view: View, title: string): string {
  const spots = [...view.spots.values()];
  const [left, right] = [Math.min(...spots.map(({ x }) => x)) - MARGIN, Math.max(...spots.map(({ x }) => x)) + MARGIN];
  const [top, bottom] = [Math.min(...spots.map(({ y }) => y)) - MARGIN, Math.max(...spots.map(({ y }) => y)) + MARGIN];
  const at = (iri: string): Spot => view.spots.get(iri) ?? { x: 0, y: 0 };
  const lines = [...view.ties.values()].map(({ source, relation, target }) => {
    const [from, to] = [at(source), at(target)];
    const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
    const end = { x: to.x - ((to.x - from.x) / length) * (SIZE + 3), y: to.y - ((to.y - from.y) / length) * (SIZE + 3) };
    const path = `x1="${from.x}" y1="${from.y}" x2="${end.x.toFixed(1)}" y2="${end.y.toFixed(1)}"`;
    return `<line ${path} stroke="#9aa5b0" marker-end="url(#arrow)"><title>${escaped(called(relation))}</title></line>`;
  });
  const things = [...view.things.values()].map(({ iri, name, type }) => {
    const { x, y } = at(iri);
    const { colour, shape } = look(type);
    const corners = CORNERS[shape]?.map(([across, down]) => `${(x + across * SIZE).toFixed(1)},${(y + down * SIZE).toFixed(1)}`);
    const figure = corners ? `<polygon points="${corners.join(" ")}" fill="${colour}"/>` : `<circle cx="${x}" cy="${y}" r="${SIZE}" fill="${colour}"/>`;
    return `<g>${figure}<text x="${x}" y="${y + SIZE + 13}">${escaped(name)}</text></g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${top} ${right - left} ${bottom - top}" font-family="sans-serif" font-size="12" text-anchor="middle">
<title>${escaped(title)}</title>
<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="#9aa5b0"/></marker></defs>
<rect x="${left}" y="${top}" width="${right - left}" height="${bottom - top}" fill="#fff"/>
${lines.join("\n")}
${things.join("\n")}
</svg>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (each) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[each] ?? each);
}
