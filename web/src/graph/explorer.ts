/** The page's parts, and how what one does reaches the others. */

import { element } from "../element";
import { Refusal } from "../service";
import { vocabulary } from "../vocabulary";
import { say } from "../words";
import { Canvas } from "./canvas";
import { Filters, hiddenBy } from "./filters";
import { History } from "./history";
import { listen, next } from "./keys";
import { around, between, described, starts, ways, type Around, type Relation } from "./known";
import { laidOut } from "./layout";
import { places, packed, unpacked, whole, type Kept } from "./link";
import { Panel } from "./panel";
import { Search } from "./search";
import { Tools, type Arrangement } from "./tools";
import { Twin } from "./twin";
import { MOST, View, type Spot, type Thing, type Tie } from "./view";

const LARGE = 200;

export class Explorer {
  private readonly steps = new History();
  private readonly search = new Search((iri) => void this.bring(iri));
  private readonly filters = new Filters(() => this.draw());
  private readonly twin = new Twin((iri) => this.choose(iri, false));
  private readonly status = element("p", { class: "note state", role: "status" });
  private readonly place = element("div", { class: "canvas", tabindex: 0, role: "application", "aria-label": say("canvas") });
  private readonly panel: Panel;
  private readonly tools: Tools;
  private readonly canvas: Canvas;
  private chosen = new Set<string>();
  private way = new Set<string>();
  private from: string | undefined;
  private hidden = new Set<string>();

  constructor(mount: HTMLElement) {
    this.panel = new Panel({
      expand: (iri, of) => this.expand(iri, of),
      take: (iri, picked) => void this.add(picked.things, picked.ties, iri),
      pathFrom: (iri) => this.pathFrom(iri),
      pathTo: (iri) => void this.pathTo(iri),
      pin: (iri) => this.pin(iri),
      remove: (iri) => this.remove([iri]),
      keepOnly: (iri) => this.keepOnly(iri),
    });
    this.tools = new Tools(this.steps, {
      arrange: (arrangement) => void this.arrange(arrangement),
      fit: () => this.canvas.fit(),
      zoom: (factor) => this.canvas.zoom(factor),
      unpin: () => this.steps.show(this.steps.view.holding([])),
      clear: () => this.clear(),
      picture: () => this.canvas.picture(),
      link: () => location.href,
      shown: () => this.shown(),
      open: (view) => this.restore(view),
      tell: (text) => this.tell(text),
    });
    const stage = element("div", { class: "stage" }, this.place, this.panel.whole);
    const bar = element("div", { class: "tools" }, this.search.whole, this.tools.whole);
    mount.append(bar, this.status, stage, this.filters.whole, this.twin.whole);
    this.canvas = new Canvas(this.place, {
      choose: (iri, more) => this.choose(iri, more),
      open: (iri) => void this.expand(iri),
      menu: (iri) => this.menu(iri),
      moved: (spots) => this.moved(spots),
    });
    this.steps.follow(() => this.draw());
    this.keys();
  }

  private keys(): void {
    const one = () => [...this.chosen].at(-1);
    const withOne = (act: (iri: string) => void) => () => {
      const iri = one();
      if (iri) act(iri);
    };
    listen(this.place, {
      search: () => this.search.box.focus(),
      open: withOne((iri) => void this.expand(iri)),
      remove: () => this.remove([...this.chosen]),
      pin: withOne((iri) => this.pin(iri)),
      undo: () => this.steps.undo(),
      redo: () => this.steps.redo(),
      fit: () => this.canvas.fit(),
      zoom: (factor) => this.canvas.zoom(factor),
      panel: () => this.panel.whole.focus(),
      walk: (towards) => {
        const iri = next(this.steps.view, this.hidden, one(), towards);
        if (iri) this.choose(iri, false);
      },
    });
  }

  /** Show what the address asks for, or offer something to start from. */
  async begin(wanted: string[]): Promise<void> {
    await vocabulary().catch(() => undefined);
    const kept = new URLSearchParams(location.hash.slice(1)).get("v");
    if (kept) await this.restoreFrom(kept);
    else if (wanted.length) for (const iri of wanted) await this.bring(whole(iri));
    else await this.offer();
    this.draw();
    addEventListener("hashchange", () => {
      const other = new URLSearchParams(location.hash.slice(1)).get("v");
      if (other && other !== this.written) void this.restoreFrom(other);
    });
  }

  private async offer(): Promise<void> {
    const things = await starts().catch(() => []);
    if (!things.length) return;
    const buttons = things.map((thing) =>
      element("button", { type: "button", class: "quiet", onclick: () => void this.bring(thing.iri) }, thing.name),
    );
    this.panel.clear(element("p", {}, say("starts")), element("p", { class: "deeds" }, ...buttons));
  }

  /** Put a thing into the graph with what stands around it. */
  private async bring(iri: string): Promise<void> {
    const full = whole(iri);
    await this.attempt(async () => {
      const [thing] = await described([full]);
      if (!thing) return;
      if (this.from && this.from !== full) await this.pathTo(full);
      else if (this.steps.view.things.has(full)) this.choose(full, false);
      else if (await this.add([thing], [])) {
        this.choose(full, false);
        await this.expand(full);
      }
    });
  }

  private async expand(iri: string, of?: Relation): Promise<void> {
    await this.attempt(async () => {
      const before = this.steps.view;
      const found: Around = await around(iri, before.neighbours(iri), of);
      const others = found.things.filter((thing) => thing.iri !== iri);
      if (!others.length) return this.tell(say("noMore"));
      if (!(await this.add(found.things, found.ties, iri))) return;
      const added = this.steps.view.things.size - before.things.size;
      this.tell(say("added", { n: added }) + (found.truncated && !of ? say("beyond") : ""));
      this.choose(iri, false);
    });
  }

  /** Add things with the relations among all; whether there was room. */
  private async add(things: Thing[], ties: Tie[], near?: string): Promise<boolean> {
    const before = this.steps.view;
    const fresh = things.filter(({ iri }) => !before.things.has(iri));
    if (before.things.size + fresh.length > MOST) {
      this.tell(say("full", { n: MOST }));
      return false;
    }
    const grown = before.plus(things, ties, near);
    const complete = fresh.length ? grown.plus([], await between([...grown.things.keys()])) : grown;
    // What was there stays where it is; the new finds its place around it.
    const held = new Set([...before.things.keys()].filter((iri) => iri !== near || before.things.size > 1));
    const spots = await laidOut(complete, before.things.size > 1 ? held : before.pinned, this.canvas.aspect);
    this.steps.show(complete.placed(spots ?? []));
    this.canvas.settle(near);
    if (complete.things.size > LARGE) this.tell(say("large", { n: complete.things.size }));
    return true;
  }

  private choose(iri: string | undefined, more: boolean): void {
    this.chosen = new Set(more ? this.chosen : []);
    if (iri && !(more && this.chosen.delete(iri))) this.chosen.add(iri);
    this.draw();
    const last = [...this.chosen].at(-1);
    const { view } = this.steps;
    const thing = last === undefined ? undefined : view.things.get(last);
    if (!thing) return void this.panel.clear();
    this.canvas.reveal(thing.iri);
    const other = this.chosen.size === 2 ? view.things.get([...this.chosen][0] ?? "") : undefined;
    this.panel.show(thing, view, other ?? (this.from ? view.things.get(this.from) : undefined));
    if (other) this.from = other.iri;
  }

  private menu(iri: string): void {
    this.choose(iri, false);
    this.panel.whole.focus();
    this.panel.whole.scrollIntoView({ block: "nearest" });
  }

  private pathFrom(iri: string): void {
    this.from = iri;
    this.tell(say("pathWait"));
    this.search.box.focus();
  }

  private async pathTo(iri: string): Promise<void> {
    const from = this.from;
    if (!from) return;
    this.from = undefined;
    await this.attempt(async () => {
      const found = await ways(from, iri);
      if (!found.paths.length) {
        this.tell(say("pathNone"));
        return;
      }
      if (!(await this.add(found.things, found.ties, from))) return;
      this.way = new Set(found.paths.flat());
      this.choose(iri, false);
      this.tell(say("pathFound", { n: found.paths.length, steps: (found.paths[0]?.length ?? 1) - 1 }));
    });
  }

  private pin(iri: string): void {
    const { view } = this.steps;
    const pinned = new Set(view.pinned);
    if (!pinned.delete(iri)) pinned.add(iri);
    this.steps.show(view.holding(pinned));
    this.choose(iri, false);
  }

  private moved(spots: [string, Spot][]): void {
    const { view } = this.steps;
    this.steps.show(view.placed(spots).holding([...view.pinned, ...spots.map(([iri]) => iri)]));
  }

  private remove(iris: string[]): void {
    const gone = new Set(iris);
    if (!gone.size) return;
    const { view } = this.steps;
    const neighbour = [...view.neighbours(iris[0] ?? "")].find((iri) => !gone.has(iri));
    this.steps.show(view.only((iri) => !gone.has(iri)));
    this.choose(neighbour, false);
  }

  private keepOnly(iri: string): void {
    const kept = this.steps.view.neighbours(iri).add(iri);
    this.steps.show(this.steps.view.only((each) => kept.has(each)));
    this.canvas.fit();
  }

  private clear(): void {
    this.steps.show(View.empty);
    this.choose(undefined, false);
    void this.offer();
  }

  private async arrange(arrangement: Arrangement): Promise<void> {
    const { view } = this.steps;
    const spots = arrangement === "force" ? await laidOut(view, view.pinned, this.canvas.aspect) : this.canvas.arranged(arrangement);
    if (spots) this.steps.show(view.placed(spots.filter(([iri]) => !view.pinned.has(iri))));
    this.canvas.fit();
  }

  private shown(): View {
    return this.steps.view.only((iri) => !this.hidden.has(iri));
  }

  private draw(): void {
    const { view } = this.steps;
    this.hidden = hiddenBy(this.filters.choice, view);
    this.chosen = new Set([...this.chosen].filter((iri) => view.things.has(iri)));
    this.filters.show(view);
    const { hidden, chosen, way } = this;
    this.canvas.show(view, { hidden, chosen, way, findings: this.filters.findings });
    this.twin.show(view, hidden, chosen);
    this.tools.show(view);
    this.place.ariaDescription = this.summary();
    void this.write();
  }

  private summary(): string {
    const { view } = this.steps;
    const chosen = [...this.chosen].map((iri) => view.things.get(iri)?.name ?? "");
    const counts = say("shown", { things: view.things.size - this.hidden.size, ties: view.ties.size });
    const filtered = this.hidden.size ? say("hidden", { n: this.hidden.size }) : "";
    const told = chosen.length > 1 ? say("several", { n: chosen.length }) : chosen[0] ? say("chosen", { name: chosen[0] }) : "";
    const text = counts + filtered + (told ? ` · ${told}` : "");
    if (view.things.size) this.status.textContent = text;
    return text;
  }

  private tell(text: string): void {
    this.status.textContent = text;
  }

  private written = "";

  /** Keep the address in step, so that it can be copied at any time. */
  private async write(): Promise<void> {
    const { view } = this.steps;
    const { kinds, year, amount, leaves } = this.filters.choice;
    const kept: Kept = {
      n: places(view),
      ...(kinds.size ? { h: [...kinds] } : {}),
      ...(year ? { y: year } : {}),
      ...(amount ? { a: amount } : {}),
      ...(leaves ? { l: 1 as const } : {}),
    };
    const text = view.things.size ? await packed(kept) : "";
    if (view !== this.steps.view) return;
    this.written = text;
    const query = new URLSearchParams(location.search);
    query.delete("node");
    const search = query.size ? `?${query}` : "";
    history.replaceState(null, "", location.pathname + search + (text ? `#v=${text}` : ""));
  }

  private async restoreFrom(text: string): Promise<void> {
    const kept = await unpacked(text).catch(() => undefined);
    if (!kept) return this.tell(say("badLink"));
    await this.restore(kept);
  }

  private async restore(kept: Kept): Promise<void> {
    await this.attempt(async () => {
      const nodes = kept.n.slice(0, MOST).map(([name, x, y, held]) => ({ iri: whole(name), x, y, held: held === 1 }));
      const iris = nodes.map(({ iri }) => iri);
      const [things, ties] = await Promise.all([described(iris), between(iris)]);
      this.filters.set({ kinds: new Set(kept.h ?? []), year: kept.y ?? "", amount: kept.a ?? "", leaves: kept.l === 1 });
      const pinned = nodes.filter(({ held }) => held).map(({ iri }) => iri);
      const view = View.empty.plus(things, ties).placed(nodes.map(({ iri, x, y }) => [iri, { x, y }] as const));
      this.steps.show(view.holding(pinned));
      this.canvas.fit();
    });
  }

  private async attempt(act: () => Promise<void>): Promise<void> {
    this.place.ariaBusy = "true";
    try {
      await act();
    } catch (error) {
      this.tell(error instanceof Refusal ? error.message : say("failed"));
    } finally {
      this.place.ariaBusy = "false";
    }
  }
}
