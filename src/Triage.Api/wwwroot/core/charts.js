// Charts: the library is large, so only the pages that draw ask for it, and a table with the same numbers always stands beside.
// Ink only: lines differ by dash and sign, bars by pattern, so that a black-and-white print says as much as the screen.

import { fill, h } from './dom.js';
import { t } from './lang.js';

let library = null;
const load = () => {
  library ??= import('../lib/echarts/echarts.js').catch(fault => { library = null; throw fault; });
  return library;
};

/** A4 less its margins, in CSS pixels. */
const PAPER = 680;

const ink = '#1d2733';
const soft = '#4f5d6b';
const plain = { animation: false, textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: ink }, aria: { enabled: true, label: { enabled: false }, decal: { show: true } }, grid: { left: 8, right: 18, top: 34, bottom: 6, containLabel: true }, legend: { top: 0, left: 0, itemWidth: 26, textStyle: { color: ink } } };
export const axis = { axisLine: { lineStyle: { color: soft } }, axisLabel: { color: soft, hideOverlap: true }, splitLine: { lineStyle: { color: '#d3d9e0', type: 'dashed' } } };
export const colours = { first: '#17497f', second: '#8693a1', third: '#7a4b00', band: 'rgb(27 94 58 / 10%)' };

/** A figure with a chart; `label` says in one sentence what it shows. Returns the element; `draw(option)` may be called again and again. */
export function chart(label, height = 260) {
  const box = h('div.chart', { role: 'img', 'aria-label': label, style: { height: `${height}px` } });
  let drawn = null;
  let turn = 0;
  const watch = new ResizeObserver(() => { if (box.isConnected) drawn?.resize(); });
  watch.observe(box);
  box.draw = async (option, said) => {
    const mine = ++turn;
    if (said) box.setAttribute('aria-label', said);
    try {
      const echarts = await load();
      if (mine !== turn || !box.isConnected) return;
      drawn ??= echarts.init(box, null, { renderer: 'canvas', devicePixelRatio: Math.max(2, window.devicePixelRatio) });
      drawn.setOption({ ...plain, ...option }, true);
    } catch {
      // Without npm at build time, or on a cut line: the table says it all.
      box.style.height = 'auto';
      fill(box, h('p.hint', {}, t('图没有载入，数据见旁边的表。', 'The chart did not load; the table has the numbers.')));
    }
  };
  // The page of a printer is narrower than the screen: drawn again to fit, and back.
  const narrow = () => drawn?.resize({ width: Math.min(box.clientWidth, PAPER) });
  const back = () => drawn?.resize({ width: 'auto' });
  window.addEventListener('beforeprint', narrow);
  window.addEventListener('afterprint', back);
  box.close = () => { watch.disconnect(); window.removeEventListener('beforeprint', narrow); window.removeEventListener('afterprint', back); drawn?.dispose(); };
  return box;
}
