/** Statements as N-Triples write them, one a line. */

import type { Term } from "./service";

export interface Statement {
  subject: Term;
  predicate: string;
  object: Term;
}

const LINE = /^(<[^>]*>|_:\S+)\s+<([^>]*)>\s+(.+?)\s*\.$/u;
const LITERAL = /^"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?$/u;
const ESCAPES: Record<string, string> = { t: "\t", n: "\n", r: "\r", b: "\b", f: "\f" };

/** The statements of a text; lines that are none are passed over. */
export function statements(text: string): Statement[] {
  const found: Statement[] = [];
  for (const line of text.split("\n")) {
    const [, subject, predicate, object] = LINE.exec(line) ?? [];
    if (subject && predicate && object)
      found.push({ subject: term(subject), predicate: unescaped(predicate), object: term(object) });
  }
  return found;
}

function term(text: string): Term {
  if (text.startsWith("<")) return { type: "uri", value: unescaped(text.slice(1, -1)) };
  if (text.startsWith("_:")) return { type: "bnode", value: text.slice(2) };
  const [, value, tag, datatype] = LITERAL.exec(text) ?? [undefined, text];
  return {
    type: "literal",
    value: unescaped(value ?? ""),
    ...(tag ? { "xml:lang": tag } : {}),
    ...(datatype ? { datatype } : {}),
  };
}

function unescaped(text: string): string {
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (_, short, long, one: string) =>
    short || long ? String.fromCodePoint(Number.parseInt(short ?? long, 16)) : (ESCAPES[one] ?? one),
  );
}
