/** What can be written next, from what the graph says of itself. */

import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { language } from "../site";
import { abbreviated, vocabulary, type Named, type Vocabulary } from "../vocabulary";
import { say } from "../words";

const KEYWORDS = (
  "SELECT DISTINCT REDUCED WHERE FILTER OPTIONAL UNION MINUS GRAPH BIND VALUES EXISTS CONSTRUCT DESCRIBE ASK FROM " +
  "PREFIX BASE LIMIT OFFSET HAVING ASC DESC UNDEF IN NOT AS"
).split(" ");
const PHRASES = ["GROUP BY", "ORDER BY", "FILTER NOT EXISTS", "FILTER EXISTS", "FROM NAMED", "NOT IN"];
const FUNCTIONS = (
  "COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT STR LANG DATATYPE IRI BOUND IF COALESCE CONTAINS STRSTARTS STRENDS " +
  "STRBEFORE STRAFTER STRLEN SUBSTR UCASE LCASE CONCAT REPLACE REGEX ABS ROUND CEIL FLOOR YEAR ISIRI ISLITERAL " +
  "ISNUMERIC LANGMATCHES SAMETERM"
).split(" ");
const WORD = /[\p{L}\p{N}_:?$@.-]*$/u;
const TEXTS = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*/g;

/** The completions at a place of a query. */
export async function completions(context: CompletionContext): Promise<CompletionResult | null> {
  const before = context.state.sliceDoc(0, context.pos);
  const word = WORD.exec(before)?.[0] ?? "";
  if (!word && !context.explicit) return null;
  const known = await vocabulary();
  const told = before.slice(0, before.length - word.length);
  const options = fitting(word, told, context.state.doc.toString(), known);
  return options.length ? { from: context.pos - word.length, options, filter: false } : null;
}

function fitting(word: string, told: string, whole: string, known: Vocabulary): Completion[] {
  if (/^[?$]/.test(word)) return variables(word, whole);
  if (/\bPREFIX\s*$/i.test(told)) return prefixes(word, known);
  const place = told.replace(TEXTS, '""');
  const classes = () => terms(word, known.classes, "class");
  if (/(?:^|\s)(?:a|rdf:type)\s+$/.test(place)) return classes();
  const own = properties(place, known);
  const found = word.includes(":")
    ? [...terms(word, known.properties, "property", own), ...classes()]
    : [...keywords(word), ...terms(word, known.properties, "property", own), ...classes(), ...prefixes(word, known)];
  return found.slice(0, 60);
}

function variables(word: string, whole: string): Completion[] {
  const names = new Set(whole.match(/[?$][\p{L}\p{N}_]+/gu) ?? []);
  names.delete(word);
  return [...names].filter((name) => name.startsWith(word)).map((label) => ({ label, type: "variable" }));
}

function prefixes(word: string, known: Vocabulary): Completion[] {
  return Object.entries(known.prefixes)
    .filter(([prefix]) => word && prefix.startsWith(word.toLowerCase()))
    .map(([prefix, iri]) => ({ label: `${prefix}:`, detail: iri, type: "namespace", boost: -1 }));
}

function keywords(word: string): Completion[] {
  const upper = word.toUpperCase();
  const found = (names: string[], type: string, rest = "") =>
    names.filter((name) => name.startsWith(upper)).map((name) => ({ label: name, apply: name + rest, type }));
  if (!word) return [];
  return [...found(KEYWORDS, "keyword", " "), ...found(PHRASES, "keyword", " "), ...found(FUNCTIONS, "function", "(")];
}

/** Terms whose name, or what they are called in either language, has the word; those that begin with it first. */
function terms(word: string, known: Named[], type: string, own: ReadonlySet<string> = new Set()): Completion[] {
  const lower = word.toLowerCase();
  const part = lower.slice(lower.indexOf(":") + 1);
  const prefix = lower.slice(0, lower.indexOf(":") + 1);
  const ranked: [number, Named, string][] = [];
  for (const one of known) {
    const name = abbreviated(one.iri);
    const low = name.toLowerCase();
    if (!low.startsWith(prefix)) continue;
    const called = `${one.label.zh} ${one.label.en}`.toLowerCase();
    const local = low.slice(low.indexOf(":") + 1);
    if (part && !local.includes(part) && !called.includes(part)) continue;
    const rank = (own.has(one.iri) ? 0 : 4) + (local.startsWith(part) ? 0 : local.includes(part) ? 1 : 2);
    ranked.push([rank, one, name]);
  }
  return ranked
    .sort(([a, one], [b, other]) => a - b || other.count - one.count)
    .slice(0, 50)
    .map(([, one, name]) => ({
      label: name,
      detail: one.label[language],
      type,
      info: [one.about[language], say("times", { n: one.count.toLocaleString() })].filter(Boolean).join("\n"),
    }));
}

/** The properties of the classes that the subject under way was said to be of. */
function properties(place: string, known: Vocabulary): ReadonlySet<string> {
  const subject = /(?:^|[.{}])\s*([?$]\w+)(?:(?!\s\.\s|[{}])[^])*$/.exec(place)?.[1];
  if (!subject) return new Set();
  const escaped = subject.replace(/[?$]/g, "\\$&");
  const said = [...place.matchAll(new RegExp(`${escaped}\\s+(?:a|rdf:type)\\s+([\\w:-]+)`, "g"))].map((found) => found[1]);
  return new Set(known.classes.filter((each) => said.includes(abbreviated(each.iri))).flatMap((each) => each.properties));
}
