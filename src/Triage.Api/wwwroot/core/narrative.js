// The party's own words, with the words that spoke for the proposal underlined.

import { add, fill, h } from './dom.js';
import { chinese, t } from './lang.js';

/** @param {{start: number, length: number, weight: number}[]} evidence UTF-16 offsets into text */
function pieces(text, evidence) {
  const out = [];
  let at = 0;
  const strongest = Math.max(0.0001, ...evidence.map(e => Math.abs(e.weight)));
  for (const e of [...evidence].sort((a, b) => a.start - b.start)) {
    if (e.start < at || e.start + e.length > text.length) continue;
    out.push(text.slice(at, e.start), h('mark', { class: Math.abs(e.weight) > strongest / 2 ? 'strong' : null, title: t(`权重 ${e.weight.toFixed(2)}`, `weight ${e.weight.toFixed(2)}`) }, text.slice(e.start, e.start + e.length)));
    at = e.start + e.length;
  }
  out.push(text.slice(at));
  return out;
}

/** Reading. */
export const narrativeView = (text, evidence = []) => h('p.narrative', chinese, pieces(text, evidence));

/** Writing: a text area over a copy of itself that carries the underlines and sets the height. */
export function narrativeEditor(value, oninput, props) {
  const paper = h('div.paper', { ...chinese, 'aria-hidden': 'true' });
  const input = h('textarea', { ...props, spellcheck: 'false', oninput: () => { shift(); draw(); oninput(input.value); } });
  input.value = value ?? '';
  let before = input.value;
  let marks = [];

  const draw = () => { add(fill(paper, pieces(input.value, marks)), '\u200b\n'); };

  /** Underlines outside the changed stretch stay and move with their words. */
  function shift() {
    const now = input.value;
    const shorter = Math.min(before.length, now.length);
    let head = 0;
    while (head < shorter && before[head] === now[head]) head += 1;
    let tail = 0;
    while (tail < shorter - head && before[before.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1;
    const moved = now.length - before.length;
    marks = marks.flatMap(m => (m.start + m.length <= head ? [m] : m.start >= before.length - tail ? [{ ...m, start: m.start + moved }] : []));
    before = now;
  }

  const editor = h('div.narrative-editor', {}, paper, input);
  editor.input = input;
  /** Underlines what the proposal said of exactly this text; of another text it says nothing. */
  editor.mark = (text, evidence) => { if (text === input.value) { marks = evidence; draw(); } };
  draw();
  return editor;
}
