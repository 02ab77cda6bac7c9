/** Running a query: one at a time, which can be stopped. */

import { ask, stop, type Solutions } from "../service";
import { statements, type Statement } from "../statements";

export type Answer = { seconds: number; truncated: boolean } & (
  | { form: "rows"; solutions: Solutions }
  | { form: "boolean"; value: boolean }
  | { form: "statements"; statements: Statement[] }
);

let under: { id: string; leave: AbortController } | undefined;

/** What a query gives; raises a `Refusal`, or an `AbortError` when it was stopped. */
export async function answer(query: string): Promise<Answer> {
  cancel();
  const began = performance.now();
  const mine = { id: crypto.randomUUID?.() ?? `q${Date.now()}${Math.random()}`, leave: new AbortController() };
  under = mine;
  try {
    const response = await ask(query, { format: format(query), id: mine.id, signal: mine.leave.signal });
    const text = await response.text();
    const about = {
      seconds: (performance.now() - began) / 1000,
      truncated: response.headers.get("X-Gouji-Truncated") === "true",
    };
    if (!response.headers.get("Content-Type")?.includes("json"))
      return { ...about, form: "statements", statements: statements(text) };
    const told = JSON.parse(text) as Solutions & { boolean?: boolean };
    if (told.boolean !== undefined) return { ...about, form: "boolean", value: told.boolean };
    return { ...about, form: "rows", solutions: told };
  } finally {
    if (under === mine) under = undefined;
  }
}

/** Stop the query under way, here and on the server. */
export function cancel(): void {
  if (!under) return;
  void stop(under.id).catch(() => undefined);
  under.leave.abort();
  under = undefined;
}

/** The format to ask for: rows as JSON, statements one a line. */
export function format(query: string): string {
  return makesGraph(query) ? "ntriples" : "json";
}

/** Whether a query gives statements instead of rows. */
export function makesGraph(query: string): boolean {
  const words = query.replace(/<[^>\s]*>|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|#[^\n]*/g, " ");
  return /^(CONSTRUCT|DESCRIBE)$/i.test(/\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b/i.exec(words)?.[0] ?? "");
}
