/** The editor of queries: colours, completion, and the place of an error. */

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { styleTags, tags } from "@lezer/highlight";
import { SparqlLanguage } from "codemirror-lang-sparql";
import { element } from "../element";
import { language } from "../site";
import { say } from "../words";
import { completions } from "./completion";
import colours from "./editor.css?inline";

// Colours come from the style sheet, which knows light and dark.
const COLOURS = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.definitionKeyword], class: "q-keyword" },
  { tag: [tags.string, tags.special(tags.string)], class: "q-string" },
  { tag: [tags.number, tags.bool], class: "q-number" },
  { tag: [tags.comment, tags.lineComment], class: "q-comment" },
  { tag: [tags.variableName, tags.special(tags.variableName)], class: "q-variable" },
  { tag: [tags.namespace, tags.propertyName, tags.typeName, tags.url, tags.link], class: "q-name" },
  { tag: tags.function(tags.variableName), class: "q-keyword" },
  { tag: tags.invalid, class: "q-invalid" },
]);
/** The language, with colours for names too. */
const LANGUAGE = SparqlLanguage.configure({
  props: [styleTags({ "Pname_ln Pname_ns": tags.namespace, A_predicate: tags.keyword, NumericLiteral: tags.number })],
});
const ZH = {
  Find: "查找",
  Replace: "替换",
  next: "下一个",
  previous: "上一个",
  all: "全部",
  "match case": "区分大小写",
  "by word": "整词",
  regexp: "正则",
  replace: "替换",
  "replace all": "全部替换",
  close: "关闭",
  Completions: "补全",
  Diagnostics: "错误",
  "No diagnostics": "没有错误",
};

/**
 * An editor in place of a text area, whose words it keeps up to date.
 *
 * It lives in a shadow root: there its styles are constructed sheets, which the page's policy allows; elsewhere they
 * would be style elements, which it does not.
 */
export function editor(area: HTMLTextAreaElement, run: () => void): EditorView {
  const host = element("div", { class: "code" });
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(colours);
  root.adoptedStyleSheets = [sheet];
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: area.value,
      extensions: [
        lineNumbers(),
        highlightSpecialChars(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        highlightActiveLine(),
        highlightSelectionMatches(),
        EditorView.lineWrapping,
        LANGUAGE,
        syntaxHighlighting(COLOURS),
        lintGutter(),
        autocompletion({ override: [completions], icons: false, maxRenderedOptions: 60 }),
        language === "zh" ? EditorState.phrases.of(ZH) : [],
        // Tab moves on to the next control, as everywhere else on the page.
        keymap.of([
          { key: "Mod-Enter", run: () => (run(), true) },
          ...closeBracketsKeymap,
          ...defaultKeymap,
          ...searchKeymap,
          ...historyKeymap,
          ...completionKeymap,
        ]),
        EditorView.contentAttributes.of({ "aria-label": say("editorLabel"), spellcheck: "false" }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) area.value = update.state.doc.toString();
        }),
      ],
    }),
  });
  area.before(host);
  area.hidden = true;
  area.required = false;
  return view;
}

/** Put other words into the editor, as one step that can be undone. */
export function replace(view: EditorView, text: string): void {
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor: 0 } });
  clearError(view);
  view.focus();
}

/** Mark an error at its line and column, both counted from 1. */
export function markError(view: EditorView, line: number, column: number, message: string): void {
  const at = view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines));
  const from = Math.min(at.from + Math.max(0, column - 1), at.to);
  const end = /^[\p{L}\p{N}_:?$-]+/u.exec(view.state.sliceDoc(from, at.to))?.[0].length ?? 1;
  const to = Math.max(Math.min(from + end, at.to), Math.min(from + 1, at.to));
  view.dispatch(setDiagnostics(view.state, [{ from: from === to ? at.from : from, to, severity: "error", message }]));
  view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
}

/** No error any more. */
export function clearError(view: EditorView): void {
  view.dispatch(setDiagnostics(view.state, []));
}
