/** An answer as a table: a page of rows at a time, sorted by any column. */

import { element } from "../element";
import type { Row, Solutions, Term } from "../service";
import { pageOf } from "../site";
import { abbreviated } from "../vocabulary";
import { say } from "../words";

const PAGE = 100;
const NUMERIC = /#(decimal|integer|double|float|int|long)$/;

/** Whether a term is a number. */
export function isNumber(term: Term | undefined): boolean {
  return term?.type === "literal" && NUMERIC.test(term.datatype ?? "");
}

/** A term as a person reads it. */
export function shown(term: Term | undefined): string {
  if (!term) return "";
  if (term.type === "uri") return abbreviated(term.value);
  return typeof term.value === "string" ? term.value : JSON.stringify(term.value);
}

/** The table. */
export function table(solutions: Solutions): HTMLElement {
  const names = solutions.head.vars;
  let rows = solutions.results.bindings;
  let count = PAGE;
  let order: { name: string; down: boolean } | undefined;
  const body = element("tbody");
  const more = element("button", { type: "button", class: "quiet", onclick: () => ((count += 10 * PAGE), fill()) });
  const heads = names.map((name) => {
    const numeric = rows.some((row) => isNumber(row[name]));
    const sort = element("button", { type: "button", class: "sort", onclick: () => sorted(name) }, name);
    return element("th", { scope: "col", class: numeric ? "n" : undefined, "data-name": name }, sort);
  });

  function sorted(name: string): void {
    order = { name, down: order?.name === name && !order.down };
    rows = [...solutions.results.bindings].sort((a, b) => compared(a[name], b[name]) * (order?.down ? -1 : 1));
    for (const head of heads)
      if (head.dataset["name"] === name) head.setAttribute("aria-sort", order.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    fill();
  }

  function fill(): void {
    body.replaceChildren(...rows.slice(0, count).map((row) => element("tr", {}, ...names.map((name) => cell(row, name)))));
    more.hidden = rows.length <= count;
    more.textContent = say("more", { n: Math.min(10 * PAGE, rows.length - count).toLocaleString() });
  }

  fill();
  const head = element("thead", {}, element("tr", {}, ...heads));
  const wide = element("div", { class: "wide", tabindex: 0, role: "group", "aria-label": say("table") });
  wide.append(element("table", { class: "list" }, head, body));
  return element("div", {}, wide, more);
}

function cell(row: Row, name: string): HTMLElement {
  const term = row[name];
  const text = shown(term);
  if (term?.type === "uri") {
    const href = pageOf(term.value) ?? (/^https?:/.test(term.value) ? term.value : undefined);
    return element("td", { title: term.value }, href ? element("a", { href, rel: "noreferrer" }, text) : text);
  }
  const tag = term?.type === "literal" ? term["xml:lang"] : undefined;
  return element("td", { class: isNumber(term) ? "n" : undefined, lang: tag }, text);
}

function compared(a: Term | undefined, b: Term | undefined): number {
  if (!a || !b) return Number(!a) - Number(!b);
  if (isNumber(a) && isNumber(b)) return Number(a.value) - Number(b.value);
  return shown(a).localeCompare(shown(b), "zh");
}
