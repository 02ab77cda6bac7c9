/** Finding places for things so that relations are short and nothing overlaps; here, so that the page stays awake. */

import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationNodeDatum } from "d3-force";

export interface Wanted {
  turn: number;
  /** Labels are wider than things are high: places are sought on a plane narrower by this, and drawn apart again. */
  width: number;
  nodes: { id: string; x: number; y: number; held: boolean }[];
  links: { source: string; target: string }[];
}
export interface Found {
  turn: number;
  spots: [string, { x: number; y: number }][];
}
interface Node extends SimulationNodeDatum {
  id: string;
}

const STEPS = 320;

self.onmessage = ({ data }: MessageEvent<Wanted>) => {
  const nodes: Node[] = data.nodes.map(({ id, x, y, held }) => {
    const spot = { x: x / data.width, y };
    return { id, ...spot, ...(held ? { fx: spot.x, fy: spot.y } : {}) };
  });
  const simulation = forceSimulation(nodes)
    .force("links", forceLink<Node, { source: string; target: string }>(data.links).id((node) => node.id).distance(95))
    .force("apart", forceManyBody<Node>().strength(-420).distanceMax(700))
    .force("collide", forceCollide<Node>(42).iterations(2))
    .force("x", forceX<Node>(0).strength(0.035))
    .force("y", forceY<Node>(0).strength(0.055))
    .stop();
  simulation.tick(STEPS);
  const spots = nodes.map((node): [string, { x: number; y: number }] => [node.id, { x: (node.x ?? 0) * data.width, y: node.y ?? 0 }]);
  self.postMessage({ turn: data.turn, spots } satisfies Found);
};
