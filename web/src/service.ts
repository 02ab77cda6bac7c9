/** Talking to the server that sent the page, and to no other. */

import { language, root } from "./site";

export type Term =
  | { type: "uri"; value: string }
  | { type: "bnode"; value: string }
  | { type: "triple"; value: unknown }
  | { type: "literal"; value: string; datatype?: string; "xml:lang"?: string };
export type Row = Record<string, Term | undefined>;
export interface Solutions {
  head: { vars: string[] };
  results: { bindings: Row[] };
}

/** A refusal of the server, with the place in the query where there is one. */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly status: number,
    readonly line?: number,
    readonly column?: number,
  ) {
    super(message);
  }
}

interface Told {
  zh?: string;
  en?: string;
  line?: number;
  column?: number;
}

export interface Sent {
  format?: string;
  id?: string;
  signal?: AbortSignal;
  bom?: boolean;
}

/** The response to a query; raises a `Refusal`. */
export async function ask(query: string, sent: Sent = {}): Promise<Response> {
  const body = new URLSearchParams({ query, format: sent.format ?? "json" });
  if (sent.bom) body.set("bom", "1");
  return accepted(
    await fetch(`${root}/sparql`, {
      method: "POST",
      body,
      ...(sent.id ? { headers: { "X-Query-Id": sent.id } } : {}),
      ...(sent.signal ? { signal: sent.signal } : {}),
    }),
  );
}

/** The rows of a SELECT query. */
export async function select(query: string, signal?: AbortSignal): Promise<Row[]> {
  const response = await ask(query, signal ? { signal } : {});
  return ((await response.json()) as Solutions).results.bindings;
}

/** End a query of this id on the server. */
export async function stop(id: string): Promise<void> {
  await fetch(`${root}/sparql/queries/${encodeURIComponent(id)}`, { method: "DELETE" });
}

/** What an address of the interface for programs tells. */
export async function get<Answer>(path: string, pairs: [string, string][] = [], signal?: AbortSignal): Promise<Answer> {
  const query = new URLSearchParams(pairs).toString();
  const response = await fetch(root + path + (query ? `?${query}` : ""), signal ? { signal } : {});
  return (await (await accepted(response)).json()) as Answer;
}

async function accepted(response: Response): Promise<Response> {
  if (response.ok) return response;
  const told = (await response.json().catch(() => ({}))) as Told;
  throw new Refusal(told[language] ?? `HTTP ${response.status}`, response.status, told.line, told.column);
}
