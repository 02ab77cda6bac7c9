/** Layouts by force, worked out beside the page. */

import type { Found, Wanted } from "./layout.worker";
import type { Spot, View } from "./view";

let worker: Worker | undefined;
let turn = 0;

/** Places for the things of a view; those in `held` keep theirs. Nothing, if another layout was asked for meanwhile. */
export function laidOut(view: View, held: ReadonlySet<string>, aspect = 1.4): Promise<[string, Spot][] | undefined> {
  worker ??= new Worker(new URL("./layout.worker.ts", import.meta.url), { type: "module" });
  const mine = worker;
  turn += 1;
  const wanted: Wanted = {
    turn,
    width: Math.min(1.7, Math.max(1.05, aspect * 1.15)),
    nodes: [...view.things.keys()].map((id) => ({ id, ...(view.spots.get(id) ?? { x: 0, y: 0 }), held: held.has(id) })),
    links: [...view.ties.values()].filter((tie) => tie.source !== tie.target).map(({ source, target }) => ({ source, target })),
  };
  return new Promise((resolve) => {
    const heard = ({ data }: MessageEvent<Found>) => {
      if (data.turn !== wanted.turn) return;
      mine.removeEventListener("message", heard);
      resolve(data.turn === turn ? data.spots : undefined);
    };
    mine.addEventListener("message", heard);
    mine.postMessage(wanted);
  });
}
