/** A view as part of an address, which is never sent to the server: things with their places, packed. */

import { address, base } from "../site";
import type { View } from "./view";

export interface Kept {
  /** Each thing: its name below the base, or its IRI; its place; whether it is held there. */
  n: [string, number, number, 0 | 1][];
  /** Kinds that are filtered out, and the other filters. */
  h?: string[];
  y?: string;
  a?: string;
  l?: 1;
  s?: string;
}

/** The address of a view. */
export async function linkTo(view: View, about: Omit<Kept, "n"> = {}): Promise<string> {
  return `${address("/explore")}#v=${await packed({ n: places(view), ...about })}`;
}

export function places(view: View): Kept["n"] {
  return [...view.spots].map(([iri, { x, y }]) => [
    iri.startsWith(base) ? iri.slice(base.length) : iri,
    Math.round(x),
    Math.round(y),
    view.pinned.has(iri) ? 1 : 0,
  ]);
}

/** A thing's IRI from its short name. */
export function whole(name: string): string {
  return /^[a-z][a-z0-9+.-]*:/i.test(name) ? name : base + name;
}

export async function packed(kept: Kept): Promise<string> {
  const bytes = await through(new TextEncoder().encode(JSON.stringify(kept)), new CompressionStream("deflate-raw"));
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** What was packed; raises an error for anything else. */
export async function unpacked(text: string): Promise<Kept> {
  const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));
  const plain = new TextDecoder().decode(await through(bytes, new DecompressionStream("deflate-raw")));
  const kept = JSON.parse(plain) as Kept;
  const good = Array.isArray(kept.n) && kept.n.every(([name, x, y]) => typeof name === "string" && Number.isFinite(x + y));
  if (!good) throw new Error("no view");
  return kept;
}

async function through(bytes: Uint8Array<ArrayBuffer>, stream: CompressionStream | DecompressionStream): Promise<Uint8Array> {
  const piped = new Blob([bytes]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(piped).arrayBuffer());
}
