/** What the graph says of itself: prefixes, classes, properties, prepared questions. */

import { get } from "./service";
import { language } from "./site";

interface Words {
  zh: string;
  en: string;
}
export interface Named {
  iri: string;
  label: Words;
  about: Words;
  count: number;
}
export interface Kind extends Named {
  properties: string[];
}
export interface Example {
  name: string;
  label: Words;
  query: string;
}
export interface Vocabulary {
  prefixes: Record<string, string>;
  classes: Kind[];
  properties: Named[];
  examples: Example[];
  /** What terms of others are called, whether the graph counts them or not. */
  names: Record<string, Words>;
}

let asked: Promise<Vocabulary> | undefined;

/** The vocabulary, fetched once. */
export function vocabulary(): Promise<Vocabulary> {
  asked ??= get<Vocabulary>("/explore/vocabulary.json").then((found) => {
    for (const [iri, words] of Object.entries(found.names)) names.set(iri, words[language]);
    for (const one of [...found.classes, ...found.properties]) names.set(one.iri, one.label[language]);
    prefixes = Object.entries(found.prefixes).sort(([, a], [, b]) => b.length - a.length);
    return found;
  });
  return asked;
}

const names = new Map<string, string>();
let prefixes: [string, string][] = [];

/** What a class or property is called in the language of the page. */
export function called(iri: string): string {
  return names.get(iri) || abbreviated(iri);
}

/** An IRI by its prefix, where it has one. */
export function abbreviated(iri: string): string {
  const found = prefixes.find(([, namespace]) => iri.startsWith(namespace) && iri.length > namespace.length);
  return found ? `${found[0]}:${iri.slice(found[1].length)}` : iri;
}

/** An IRI as SPARQL and Turtle write it. */
export function written(iri: string): string {
  const short = abbreviated(iri);
  return /^[A-Za-z][\w-]*:[A-Za-z_][\w-]*$/.test(short) && short !== iri ? short : `<${iri}>`;
}
