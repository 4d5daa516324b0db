// What asks for a leader's eye: figures outside their range, limits about to be missed, cases too long open, stock that grows. Each opens to its cases.

import { add, fill, h } from './dom.js';
import { casesHref, metricName, rangeText, show as say, standing } from './figures.js';
import { daysBetween, percent, t } from './lang.js';
import { stock, stockTable } from './open-cases.js';
import { badge, problemBox, section } from './widgets.js';

/** Stock that grew by a fifth in the period: more comes in than goes out. */
const GROWTH = 0.2;

export function alerts(board) {
  const { defs, figures, tribunals, period } = board;
  const open = h('div');
  const outside = [...defs.values()].filter(d => ['low', 'high'].includes(standing(d, figures.total[d.id]?.value)));
  const growing = tribunals.filter(one => { const [a, b] = ['opening_stock', 'closing_stock'].map(id => one.values[id].numerator); return b - a > 10 && b > a * (1 + GROWTH); });
  const none = h('p', { hidden: outside.length + growing.length > 0 }, badge('good', t('指标都在参考区间内', 'all figures within their ranges')));
  loadOpen(board, open);
  return section(t('请留意', 'Worth a look'), { class: 'alerts' }, none,
    h('ul.alert-list', {},
      outside.map(d => h('li', {}, badge('near', standing(d, figures.total[d.id].value) === 'low' ? t('▼ 偏低', '▼ low') : t('▲ 偏高', '▲ high')), ' ', h('a', { href: casesHref(d.id, 'numerator', period) }, `${metricName(d)} ${say(d, figures.total[d.id].value)}`), ` ${rangeText(d)}`, where(d, tribunals))),
      growing.map(one => h('li', {}, badge('near', t('▲ 存案增加', '▲ growing')), ' ', h('a', { href: casesHref('closing_stock', 'numerator', { ...period, tribunal: one.tribunal }) }, t(`${one.name}未结 ${one.values.closing_stock.numerator} 件`, `${one.name}: ${one.values.closing_stock.numerator} open`)), t(`，期初 ${one.values.opening_stock.numerator} 件`, `, ${one.values.opening_stock.numerator} at the start`)))),
    open);
}

/** Which tribunals are outside the range themselves, in the court's own order. */
function where(def, tribunals) {
  const out = tribunals.filter(one => ['low', 'high'].includes(standing(def, one.values[def.id]?.value)));
  return tribunals.length > 1 && out.length > 0 ? h('span.hint', {}, t(`　在区间外的：${out.map(one => `${one.name} ${say(def, one.values[def.id].value)}`).join('、')}`, ` — outside: ${out.map(one => `${one.name} ${say(def, one.values[def.id].value)}`).join(', ')}`)) : null;
}

async function loadOpen(board, host) {
  try {
    const asOf = board.figures.asOf;
    const items = (await stock(board)).map(c => ({ ...c, left: c.dueOn ? daysBetween(asOf, c.dueOn) : null }));
    const lists = [
      [t('已超审限仍未结', 'Over the limit and still open'), items.filter(c => c.left !== null && c.left < 0), 'late'],
      [t('十五日内审限届满', 'Limit ends within fifteen days'), items.filter(c => c.left !== null && c.left >= 0 && c.left <= 15), 'near'],
      [t('立案十八个月以上未结', 'Open for over eighteen months'), items.filter(c => c.age > 548), 'late'],
      [t('立案十二个月以上未结', 'Open for over twelve months'), items.filter(c => c.age > 365 && c.age <= 548), 'ask'],
    ].filter(([, rows]) => rows.length);
    fill(host, lists.map(([name, rows, tone]) => h('details.age', { ontoggle: e => { if (e.target.open && !e.target.querySelector('.table')) add(e.target, stockTable(rows.sort((a, b) => (a.left ?? 0) - (b.left ?? 0)), name)); } },
      h('summary', {}, badge(tone, t(`${rows.length} 件`, `${rows.length}`)), ` ${name}`, h('span.hint', {}, t(`　占未结 ${percent(rows.length / items.length, 1)}`, ` ${percent(rows.length / items.length, 1)} of what is open`))))));
  } catch (fault) { fill(host, problemBox(fault)); }
}
