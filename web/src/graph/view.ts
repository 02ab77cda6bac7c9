/** What a graph shows: things with their places, and the relations between them. A view never changes; a step makes another. */

export interface Thing {
  iri: string;
  name: string;
  /** Classes that bear a name of their own; `undefined` for things of no class. */
  type: string | undefined;
  year?: number;
  /** In yuan, as the graph writes it. */
  amount?: string;
  findings?: number;
}

export interface Tie {
  source: string;
  relation: string;
  target: string;
}

export interface Spot {
  x: number;
  y: number;
}

/** Things of one view: more cannot be read, and take too long to lay out. */
export const MOST = 300;

export class View {
  private constructor(
    readonly things: ReadonlyMap<string, Thing>,
    readonly ties: ReadonlyMap<string, Tie>,
    readonly spots: ReadonlyMap<string, Spot>,
    readonly pinned: ReadonlySet<string>,
  ) {}

  static readonly empty = new View(new Map(), new Map(), new Map(), new Set());

  /** With more things and relations; new things stand around `near` until they are laid out. */
  plus(things: Iterable<Thing>, ties: Iterable<Tie> = [], near?: string): View {
    const all = new Map(this.things);
    const spots = new Map(this.spots);
    const middle = (near && this.spots.get(near)) || { x: 0, y: 0 };
    const added = [...things].filter((thing) => all.size < MOST || all.has(thing.iri));
    let turn = spots.size;
    for (const thing of added) {
      if (all.size >= MOST && !all.has(thing.iri)) break;
      all.set(thing.iri, { ...all.get(thing.iri), ...thing });
      if (spots.has(thing.iri)) continue;
      turn += 1;
      // The golden angle: no two stand on top of each other.
      spots.set(thing.iri, {
        x: middle.x + 90 * Math.cos(turn * 2.399963) + turn * 0.1,
        y: middle.y + 90 * Math.sin(turn * 2.399963),
      });
    }
    const tied = new Map(this.ties);
    for (const tie of ties) if (all.has(tie.source) && all.has(tie.target)) tied.set(key(tie), tie);
    return new View(all, tied, spots, this.pinned);
  }

  /** Only the things that are kept, and the relations between them. */
  only(kept: (iri: string) => boolean): View {
    return new View(
      new Map([...this.things].filter(([iri]) => kept(iri))),
      new Map([...this.ties].filter(([, tie]) => kept(tie.source) && kept(tie.target))),
      new Map([...this.spots].filter(([iri]) => kept(iri))),
      new Set([...this.pinned].filter(kept)),
    );
  }

  /** With things at other places. */
  placed(spots: Iterable<readonly [string, Spot]>): View {
    const all = new Map(this.spots);
    for (const [iri, spot] of spots)
      if (this.things.has(iri)) all.set(iri, { x: Math.round(spot.x), y: Math.round(spot.y) });
    return new View(this.things, this.ties, all, this.pinned);
  }

  /** With these things held at their places. */
  holding(pinned: Iterable<string>): View {
    return new View(this.things, this.ties, this.spots, new Set([...pinned].filter((iri) => this.things.has(iri))));
  }

  /** The things next to one. */
  neighbours(iri: string): Set<string> {
    const found = new Set<string>();
    for (const tie of this.ties.values()) {
      if (tie.source === iri) found.add(tie.target);
      if (tie.target === iri) found.add(tie.source);
    }
    found.delete(iri);
    return found;
  }

  /** How many relations each thing has. */
  degrees(): Map<string, number> {
    const found = new Map<string, number>([...this.things.keys()].map((iri) => [iri, 0]));
    for (const { source, target } of this.ties.values())
      for (const end of source === target ? [source] : [source, target]) found.set(end, (found.get(end) ?? 0) + 1);
    return found;
  }
}

/** What tells one relation from another. */
export function key(tie: Tie): string {
  return `${tie.source} ${tie.relation} ${tie.target}`;
}
