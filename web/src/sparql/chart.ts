/** An answer as a chart: a column of numbers by a column of labels. */

import { BarChart, LineChart, PieChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { element } from "../element";
import type { Row, Solutions } from "../service";
import { say } from "../words";
import { isNumber, shown } from "./table";

echarts.use([BarChart, LineChart, PieChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

/** Beyond these, marks are no longer told apart. */
const MOST = 60;
const SLICES = 12;
const YEAR = /^(19|20)\d\d$/;
type Kind = "bars" | "lines" | "pie";

/** The chart with its choices, drawn once it is on the page; or why there is none. */
export function chart(solutions: Solutions): HTMLElement {
  const rows = solutions.results.bindings;
  const names = solutions.head.vars;
  const numbers = names.filter((name) => rows.some((row) => isNumber(row[name])));
  const years = numbers.filter((name) => rows.every((row) => YEAR.test(shown(row[name]))));
  const labels = names.filter((name) => !numbers.includes(name) || years.includes(name));
  const values = numbers.filter((name) => !years.includes(name));
  if (!values.length) return element("p", { class: "note" }, say("noChart"));

  const label = choice("label", labels.length ? labels : names, years[0] ?? named(labels, rows) ?? names[0] ?? "");
  const value = choice("value", values, values.at(-1) ?? "");
  const kind = choice("chartKind", ["bars", "lines", "pie"], years.length ? "lines" : "bars", (name) => say(name as Kind));
  const note = element("p", { class: "note" });
  const place = element("div", { class: "chart", role: "img" });
  const whole = element("div", {}, element("p", { class: "run" }, label.field, value.field, kind.field), place, note);

  let drawn: echarts.ECharts | undefined;
  function draw(): void {
    const most = kind.chosen() === "pie" ? SLICES : MOST;
    const kept = rows.filter((row) => isNumber(row[value.chosen()])).slice(0, most);
    note.textContent = rows.length > kept.length ? say("chartFirst", { n: kept.length }) : "";
    place.ariaLabel = say("chartOf", { value: value.chosen(), label: label.chosen() });
    place.style.height = `${kind.chosen() === "bars" ? Math.max(220, kept.length * 26 + 70) : 420}px`;
    drawn ??= echarts.init(place, null, { renderer: "svg" });
    drawn.resize();
    drawn.setOption(option(kept, label.chosen(), value.chosen(), kind.chosen() as Kind), true);
  }
  for (const each of [label, value, kind]) each.field.addEventListener("change", draw);
  const seen = new ResizeObserver(() => place.clientWidth && draw());
  seen.observe(whole);
  return whole;
}

/** The label column that reads best: text before names of things. */
function named(labels: string[], rows: Row[]): string | undefined {
  return labels.find((name) => rows.some((row) => row[name]?.type === "literal")) ?? labels[0];
}

function choice(word: "label" | "value" | "chartKind", names: string[], first: string, told = (name: string) => name) {
  const select = element("select", {}, ...names.map((name) => element("option", { value: name }, told(name))));
  select.value = first;
  return { field: element("label", {}, `${say(word)} `, select), chosen: () => select.value };
}

function option(rows: Row[], label: string, value: string, kind: Kind): echarts.EChartsCoreOption {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const ink = { color: colour("--ink"), fontFamily: style.fontFamily };
  const data = rows.map((row) => ({ name: shown(row[label]), value: Number(row[value]?.value) }));
  const common = {
    animation: false,
    textStyle: ink,
    // A tooltip of HTML would need styles in markup, which the page does not allow.
    tooltip: { renderMode: "richText", trigger: kind === "pie" ? "item" : "axis", confine: true },
    color: [colour("--link"), colour("--warn"), colour("--soft")],
  };
  if (kind === "pie") return { ...common, series: [{ type: "pie", radius: "70%", data, label: ink }] };
  const lines = { lineStyle: { color: colour("--line") } };
  const category = {
    type: "category",
    data: data.map((each) => each.name),
    axisLabel: { ...ink, width: 220, overflow: "truncate" },
    axisLine: lines,
    inverse: kind === "bars",
  };
  const values = { type: "value", axisLabel: ink, splitLine: lines };
  const grid = { left: 8, right: 24, top: 16, bottom: 8, containLabel: true };
  return kind === "bars"
    ? { ...common, grid, xAxis: values, yAxis: category, series: [{ type: "bar", data }] }
    : { ...common, grid, xAxis: category, yAxis: values, series: [{ type: "line", data, symbolSize: 7 }] };
}
