/** Little pictures of kinds, for lists and legends. */

import { look } from "./kinds";

const POINTS: Record<string, string> = {
  diamond: "8,1 15,8 8,15 1,8",
  hexagon: "4,2 12,2 15,8 12,14 4,14 1,8",
  triangle: "8,1 15,14 1,14",
  octagon: "5,1 11,1 15,5 15,11 11,15 5,15 1,11 1,5",
  tag: "1,2 11,2 15,8 11,14 1,14",
  star: "8,0 10,6 16,6 11,10 13,16 8,12 3,16 5,10 0,6 6,6",
  rectangle: "1,2 15,2 15,14 1,14",
};

/** A kind's colour and shape, as a little picture. */
export function mark(kind: string | undefined): SVGSVGElement {
  const { colour, shape } = look(kind);
  const made = <Name extends keyof SVGElementTagNameMap>(name: Name, attributes: Record<string, string>) => {
    const one = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) one.setAttribute(key, value);
    return one;
  };
  const picture = made("svg", { viewBox: "0 0 16 16", width: "14", height: "14", "aria-hidden": "true" });
  const points = POINTS[shape];
  if (points) picture.append(made("polygon", { points, fill: colour }));
  else if (shape === "round-rectangle")
    picture.append(made("rect", { x: "1", y: "2", width: "14", height: "12", rx: "4", fill: colour }));
  else picture.append(made("circle", { cx: "8", cy: "8", r: "7", fill: colour }));
  return picture;
}
