/** The query page: an editor in place of the plain form, and the answer in the shape that suits it. */

import "./page.css";
import type { EditorView } from "@codemirror/view";
import { byId, element } from "../element";
import { save } from "../saving";
import { ask, Refusal } from "../service";
import { address, language } from "../site";
import { abbreviated, vocabulary } from "../vocabulary";
import { say, type Word } from "../words";
import { answer, cancel, makesGraph, type Answer } from "./answer";
import { clearError, editor, markError, replace } from "./editor";
import { shown, table } from "./table";

type Shape = "table" | "chart" | "graph" | "raw";
const ENDINGS: Record<string, string> = { csv: "csv", json: "json", tsv: "tsv", xml: "xml", turtle: "ttl", ntriples: "nt", jsonld: "jsonld" };

const form = byId<HTMLFormElement>("query-form");
const area = byId<HTMLTextAreaElement>("query");
const served = byId("answer");
const status = element("p", { class: "note", role: "status" });
const problem = element("div", { class: "problem", role: "alert", hidden: true });
const shapes = element("div", { class: "shapes", role: "group", "aria-label": say("table"), hidden: true });
const place = element("div", { class: "place" });
const run = form.querySelector<HTMLButtonElement>("button[type=submit]:not([name])");
const stopButton = element("button", { type: "button", class: "quiet", hidden: true, onclick: () => cancel() }, say("cancel"));

const view: EditorView = editor(area, () => void asked());
let last: Answer | undefined;

async function asked(): Promise<void> {
  const query = area.value;
  if (!query.trim()) return;
  history.replaceState(null, "", address("/sparql", { query }));
  clearError(view);
  problem.hidden = true;
  busy(true);
  try {
    last = await answer(query);
    tell(last);
    await shaped(last.form === "statements" ? "graph" : "table");
  } catch (error) {
    refused(error);
  } finally {
    busy(false);
  }
}

function busy(on: boolean): void {
  stopButton.hidden = !on;
  place.ariaBusy = String(on);
  if (on) status.textContent = say("running");
}

function tell(found: Answer): void {
  served.hidden = true;
  const seconds = found.seconds.toFixed(2);
  const n = found.form === "rows" ? found.solutions.results.bindings.length : found.form === "statements" ? found.statements.length : 1;
  status.textContent = say(found.form === "statements" ? "statements" : "took", { n: n.toLocaleString(), seconds });
  if (found.truncated) status.append(" ", element("b", { class: "warn" }, say("truncated")));
}

function refused(error: unknown): void {
  if (error instanceof DOMException && error.name === "AbortError") {
    status.textContent = say("cancelled");
    return;
  }
  status.textContent = "";
  served.hidden = true;
  shapes.hidden = true;
  place.replaceChildren();
  const known = error instanceof Refusal ? error : undefined;
  problem.replaceChildren(element("p", {}, known?.message ?? say("failed")));
  problem.hidden = false;
  if (known?.line !== undefined) markError(view, known.line, known.column ?? 1, known.message);
}

async function shaped(shape: Shape): Promise<void> {
  if (!last) return;
  for (const button of shapes.children) button.setAttribute("aria-pressed", String((button as HTMLElement).dataset["shape"] === shape));
  shapes.hidden = last.form === "boolean";
  for (const button of shapes.children) {
    const name = (button as HTMLElement).dataset["shape"];
    (button as HTMLElement).hidden = last.form === "statements" ? name === "table" || name === "chart" : name === "raw";
  }
  place.replaceChildren(await drawn(last, shape));
}

async function drawn(found: Answer, shape: Shape): Promise<HTMLElement> {
  if (found.form === "boolean") return element("p", { class: "answer" }, say(found.value ? "yes" : "no"));
  await vocabulary().catch(() => undefined);
  if (shape === "graph") return (await import("./network")).network(found);
  if (found.form === "statements") {
    const lines = found.statements.slice(0, 2000).map((one) => `${shown(one.subject)}  ${abbreviated(one.predicate)}  ${shown(one.object)}`);
    return element("pre", {}, lines.join("\n"));
  }
  if (!found.solutions.results.bindings.length) return element("p", {}, say("noRows"));
  return shape === "chart" ? (await import("./chart")).chart(found.solutions) : table(found.solutions);
}

async function download(name: string): Promise<void> {
  try {
    const response = await ask(area.value, { format: name, bom: name === "csv" });
    save(`gouji.${ENDINGS[name] ?? name}`, await response.blob());
  } catch (error) {
    refused(error);
  }
}

/** Buttons that fetched the answer as a file now save it; which fit depends on the query. */
function downloads(): void {
  const buttons = [...form.querySelectorAll<HTMLButtonElement>("button[name=format]")];
  const fitting = () => {
    const graph = makesGraph(area.value);
    for (const button of buttons) button.hidden = graph === ["json", "xml", "csv", "tsv"].includes(button.value);
  };
  for (const button of buttons) {
    button.type = "button";
    button.addEventListener("click", () => void download(button.value));
  }
  view.dom.addEventListener("input", fitting);
  fitting();
}

async function examples(): Promise<void> {
  const known = await vocabulary();
  const choose = element("select", { "aria-label": say("examplesLabel") }, element("option", { value: "" }, say("examples")));
  for (const example of known.examples) choose.append(element("option", { value: example.name }, example.label[language]));
  choose.addEventListener("change", () => {
    const chosen = known.examples.find(({ name }) => name === choose.value);
    if (chosen) replace(view, `${chosen.query.trim()}\n`);
    choose.value = "";
  });
  run?.after(choose);
}

async function share(): Promise<void> {
  const link = new URL(address("/sparql", { query: area.value }), location.href).href;
  const copied = await navigator.clipboard.writeText(link).then(
    () => true,
    () => false,
  );
  history.replaceState(null, "", link);
  status.textContent = say(copied ? "copied" : "notCopied");
}

function begin(): void {
  for (const shape of ["table", "chart", "graph", "raw"] as const) {
    const button = element("button", { type: "button", class: "quiet", "data-shape": shape, onclick: () => void shaped(shape) }, say(shape as Word));
    shapes.append(button);
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void asked();
  });
  const copy = element("button", { type: "button", class: "quiet", onclick: () => void share() }, say("share"));
  run?.after(stopButton, copy);
  form.append(element("p", { class: "note" }, say("editorHelp")));
  served.before(status, problem, shapes, place);
  const line = Number(served.dataset["line"]);
  if (line) markError(view, line, Number(served.dataset["column"]) || 1, served.textContent?.trim() ?? "");
  else if (served.dataset["answered"]) void asked();
  downloads();
  void examples();
}

begin();
