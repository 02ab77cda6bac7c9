/** What the graph knows of things, asked for many at a time. */

import { get, select, type Row } from "../service";
import { base, language } from "../site";
import { abbreviated } from "../vocabulary";
import { CELL, kindName, NS, ROW } from "./kinds";
import type { Thing, Tie } from "./view";

/** Where something is printed and what kind it is are no relations between things. */
const NO_RELATIONS =
  "rdf:type, gj:anchor, prov:wasDerivedFrom, prov:wasGeneratedBy, gj:measure, gj:form, skos:inScheme";

export interface Relation {
  relation: string;
  direction: "out" | "in";
  name: string | null;
  things: number;
}
export interface Around {
  things: Thing[];
  ties: Tie[];
  relations: Relation[];
  truncated: boolean;
}
interface Told {
  data: {
    relations: Relation[];
    nodes: { iri: string; name: string | null; type: string | null }[];
    edges: Tie[];
    paths?: string[][];
  };
  meta: { truncated: boolean };
}

/** What stands around a thing, without the things that stand there already. */
export async function around(iri: string, shown: Iterable<string>, of?: Relation, limit = 20): Promise<Around> {
  const pairs: [string, string][] = [
    ["node", iri],
    ["limit", String(limit)],
    ["lang", language],
    ...[...shown].map((each): [string, string] => ["exclude", each.replace(base, "")]),
  ];
  if (of) pairs.push(["relation", of.relation], ["direction", of.direction]);
  const { data, meta } = await get<Told>("/api/v1/graph/expand", pairs);
  const things = await described(data.nodes.map((node) => node.iri));
  return { things, ties: data.edges, relations: data.relations, truncated: meta.truncated };
}

/** The shortest ways between two things. */
export async function ways(from: string, to: string): Promise<{ paths: string[][]; things: Thing[]; ties: Tie[] }> {
  const { data } = await get<Told>("/api/v1/graph/path", [
    ["from", from],
    ["to", to],
    ["lang", language],
  ]);
  return { paths: data.paths ?? [], things: await described(data.nodes.map((node) => node.iri)), ties: data.edges };
}

export interface Hit {
  iri: string;
  name: string | null;
  type: string | null;
  snippet: string | null;
}

/** Things whose name, code, number or text has the words. */
export async function found(words: string, signal: AbortSignal): Promise<Hit[]> {
  const { data } = await get<{ data: Hit[] }>("/api/v1/search", [["words", words], ["limit", "12"]], signal);
  const once = new Map(data.map((hit) => [hit.iri, hit]));
  return [...once.values()];
}

/** Things with their names, kinds, years, amounts and findings; things the graph does not know have their IRI for a name. */
export async function described(iris: Iterable<string>): Promise<Thing[]> {
  const wanted = [...new Set(iris)];
  if (!wanted.length) return [];
  const [told, counted] = await Promise.all([select(about(wanted)), select(findings(wanted))]);
  const problems = new Map(counted.map((row) => [text(row, "n"), Number(text(row, "findings"))]));
  const rows = new Map(wanted.map((iri): [string, Row[]] => [iri, []]));
  for (const row of told) rows.get(text(row, "n") ?? "")?.push(row);
  return wanted.map((iri) => {
    const thing = thingOf(iri, rows.get(iri) ?? []);
    const count = problems.get(iri);
    return count ? { ...thing, findings: count } : thing;
  });
}

function thingOf(iri: string, rows: Row[]): Thing {
  const first = (name: string) => rows.map((row) => text(row, name)).find(Boolean);
  const year = Number(first("year"));
  const amount = first("amount");
  const [item, measure] = [named(rows, "item"), named(rows, "measure")];
  const type = classOf(first("types")?.split(" ") ?? []) ?? (measure ? CELL : item ? ROW : undefined);
  const printed = [item, measure].filter(Boolean).join(" · ") || first("quote");
  const own = [type && kindName(type), named(rows, "whose") ?? short(iri)].filter(Boolean).join(" · ");
  const name = named(rows, "name") ?? (printed || own);
  return { iri, name, type, ...(year ? { year } : {}), ...(amount ? { amount } : {}) };
}

/** The class that tells most: one of ours before those of others, a special one before the general. */
function classOf(classes: string[]): string | undefined {
  const rank = (iri: string) => (iri.startsWith(NS) ? (iri.endsWith("#Claim") || iri.endsWith("#CitedDocument") ? 1 : 0) : 2);
  return classes.sort((a, b) => rank(a) - rank(b) || a.localeCompare(b))[0];
}

/** The label in the language of the page, else the one in no language, else any. */
function named(rows: Row[], name: string): string | undefined {
  const rank = (tag: string) => [language, "", "zh", "en"].indexOf(tag);
  const labels = rows.flatMap((row) => {
    const term = row[name];
    return term?.type === "literal" ? [{ value: term.value, rank: rank(term["xml:lang"] ?? "") }] : [];
  });
  return labels.sort((a, b) => a.rank - b.rank)[0]?.value;
}

function short(iri: string): string {
  const name = iri.startsWith(base) ? iri.slice(base.length) : abbreviated(iri);
  const parts = name.split("/");
  return name.startsWith("doc/") && parts.length > 3 ? parts.slice(3).join("/") : (parts.at(-1) ?? name);
}

function text(row: Row, name: string): string | undefined {
  const value = row[name]?.value;
  return typeof value === "string" ? value : undefined;
}

function nodes(iris: readonly string[]): string {
  return iris.map((iri) => `<${iri.replace(/[<>"{}|\\^`\s]/g, encodeURIComponent)}>`).join(" ");
}

function about(iris: readonly string[]): string {
  return `SELECT ?n ?types ?name ?item ?measure ?quote ?whose ?year ?amount {
  VALUES ?n { ${nodes(iris)} }
  OPTIONAL { { SELECT ?n (GROUP_CONCAT(DISTINCT STR(?class)) AS ?types) { VALUES ?n { ${nodes(iris)} } ?n a ?class } GROUP BY ?n } }
  OPTIONAL { ?n rdfs:label|skos:prefLabel|dcterms:title ?name }
  OPTIONAL { ?n gj:item|gj:line/gj:item ?i . ?i rdfs:label|skos:prefLabel ?item }
  OPTIONAL { ?n gj:measure ?m . ?m rdfs:label|skos:prefLabel ?measure }
  OPTIONAL { ?n oa:exact|gj:spelling|gj:targetText ?quote }
  OPTIONAL { ?n gj:project|gj:of/gj:project ?p . ?p rdfs:label ?whose }
  OPTIONAL { ?n gj:year|gj:startYear|gj:table/gj:year|gj:line/gj:table/gj:year|gj:document/gj:year|gj:of/gj:document/gj:year ?year }
  OPTIONAL { ?n gj:value|gj:budget ?amount }
}`;
}

/** Findings of a document, and of a figure on either side. */
function findings(iris: readonly string[]): string {
  return `SELECT ?n (COUNT(DISTINCT ?f) AS ?findings) {
  VALUES ?n { ${nodes(iris)} }
  { ?f gj:focus|gj:against|sh:value|sh:focusNode ?n } UNION { ?f gj:document ?n . ?f a gj:Finding }
  ?f gj:severity ?severity FILTER(?severity != "info")
} GROUP BY ?n`;
}

/** What is said of the findings of a thing. */
export async function findingsOf(iri: string): Promise<{ message: string; page: string | undefined }[]> {
  const rows = await select(`SELECT DISTINCT ?f ?message ?document {
  VALUES ?n { ${nodes([iri])} }
  { ?f gj:focus|gj:against|sh:value|sh:focusNode ?n } UNION { ?f gj:document ?n . ?f a gj:Finding }
  ?f gj:severity ?severity ; sh:resultMessage|gj:message ?message FILTER(?severity != "info" && LANG(?message) = "${language}")
  OPTIONAL { ?f gj:document ?document }
} LIMIT 20`);
  return rows.map((row) => ({ message: text(row, "message") ?? "", page: text(row, "document") }));
}

/** The relations between things that are shown. */
export async function between(iris: readonly string[]): Promise<Tie[]> {
  if (iris.length < 2) return [];
  const rows = await select(`SELECT DISTINCT ?s ?p ?o {
  VALUES ?s { ${nodes(iris)} } ?s ?p ?o
  FILTER(ISIRI(?o) && ?s != ?o && ?p NOT IN (${NO_RELATIONS}))
  FILTER(?o IN (${nodes(iris).replaceAll("> <", ">, <")}))
}`);
  return rows.map((row) => ({ source: text(row, "s") ?? "", relation: text(row, "p") ?? "", target: text(row, "o") ?? "" }));
}

/** Things that are good to start from: what most documents cite, and who publishes most. */
export async function starts(): Promise<Thing[]> {
  const rows = await select(`SELECT ?n {
  { SELECT ?n (COUNT(*) AS ?c) { ?x gj:cited ?n } GROUP BY ?n ORDER BY DESC(?c) LIMIT 2 } UNION
  { SELECT ?n (COUNT(*) AS ?c) { ?x a gj:Document ; gj:unit ?n } GROUP BY ?n ORDER BY DESC(?c) LIMIT 2 } UNION
  { SELECT ?n (COUNT(*) AS ?c) { ?x gj:project ?n } GROUP BY ?n ORDER BY DESC(?c) LIMIT 1 }
}`);
  return described(rows.flatMap((row) => text(row, "n") ?? []));
}
