/** How each kind of thing looks: a colour that the colour-blind can tell, and a shape besides. */

import { called } from "../vocabulary";
import { say } from "../words";

export const NS = "https://w3id.org/gouji/ns#";
/** Kinds that the graph leaves without a class, because there are too many of them. */
export const ROW = `${NS}Line`;
export const CELL = `${NS}Cell`;

export type Shape =
  | "ellipse"
  | "round-rectangle"
  | "diamond"
  | "hexagon"
  | "triangle"
  | "rectangle"
  | "octagon"
  | "tag"
  | "star";
export interface Look {
  colour: string;
  shape: Shape;
}

const OTHER: Look = { colour: "#7a8793", shape: "ellipse" };
const LOOKS: Record<string, Look> = {
  Unit: { colour: "#0072b2", shape: "ellipse" },
  Region: { colour: "#6b7780", shape: "octagon" },
  FundingDocument: { colour: "#d55e00", shape: "tag" },
  CitedDocument: { colour: "#d55e00", shape: "tag" },
  Project: { colour: "#009e73", shape: "hexagon" },
  Document: { colour: "#5b7fb5", shape: "rectangle" },
  Table: { colour: "#8aa4c8", shape: "rectangle" },
  Line: { colour: "#b39ddb", shape: "round-rectangle" },
  Cell: { colour: "#8e63b5", shape: "round-rectangle" },
  Indicator: { colour: "#cc79a7", shape: "triangle" },
  Goal: { colour: "#b0578a", shape: "triangle" },
  Evaluation: { colour: "#b0578a", shape: "triangle" },
  Allocation: { colour: "#e69f00", shape: "diamond" },
  Citation: { colour: "#c9a227", shape: "diamond" },
  Check: { colour: "#a3262a", shape: "star" },
  Finding: { colour: "#a3262a", shape: "star" },
};

/** How things of a class look. */
export function look(type: string | undefined): Look {
  if (!type?.startsWith(NS)) return OTHER;
  const name = type.slice(NS.length);
  return LOOKS[name] ?? (name.endsWith("Claim") ? { colour: "#56a3c9", shape: "diamond" } : OTHER);
}

/** What a class is called. */
export function kindName(type: string | undefined): string {
  return type ? called(type) : say("untyped");
}
