// Where the cases of a period are on their way from receipt to archive, and how old the open ones have become.

import { get, query } from './api.js';
import { add, fill, h } from './dom.js';
import { monthText } from './figures.js';
import { daysBetween, inBrackets, percent, t } from './lang.js';
import { badge, daysLeft, empty, loading, problemBox, section, table } from './widgets.js';
import { stateName } from './words.js';

/** The stages in order. How many have reached one is what the service says where cases pass it by; of the ends, what stands there or further on. */
const stages = [
  { name: t('收件、待分流', 'Received'), states: ['received', 'in_triage', 'human_review', 'deficient'] },
  { name: t('调解与确认', 'Mediation, confirmation'), passed: 'mediated', states: ['awaiting_mediator', 'mediating', 'agreed', 'mediation_failed', 'confirmation_applied', 'confirmation_review', 'confirmation_refused', 'confirmed'] },
  { name: t('立案、审理', 'Filed, in trial'), passed: 'filed', states: ['filed', 'assigned', 'preparing', 'in_trial', 'suspended'] },
  { name: t('已结、上诉', 'Closed, appealed'), states: ['referred_out', 'not_accepted', 'withdrawn', 'closed', 'appealed'] },
  { name: t('生效、回访', 'In effect, followed up'), states: ['effective', 'follow_up', 'redo'] },
  { name: t('归档', 'Archived'), states: ['archived'] },
];

const lastDay = month => new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).toISOString().slice(0, 10);

export function funnel({ period, tribunals, figures }) {
  const host = h('div', {}, loading());
  const code = period.tribunal === 'tribunals' ? tribunals.map(one => one.tribunal).join(',') : period.tribunal;
  const range = { from: `${period.from}-01`, to: lastDay(period.to), tribunal: code };
  (async () => {
    try {
      const { states } = await get(`/metrics/stages${query(period)}`);
      const counts = new Map(states.map(one => [one.state, one.cases]));
      const here = stages.map(s => s.states.reduce((sum, state) => sum + (counts.get(state) ?? 0), 0));
      const all = here.reduce((a, b) => a + b, 0);
      const href = state => `#/cases/${encodeURIComponent(query({ ...range, state }).slice(1))}`;
      const [stock, filed] = ['opening_stock', 'new_cases'].map(id => figures.total[id].numerator);
      fill(host, h('p.hint', {}, t(`共收件 ${all} 件，按收件日计，未立案的（诉前调解、司法确认、告知其他途径等）也在内。上面的“新收 ${filed} 件”按立案日计，只计已立案的一审案件，其中有此前收件、本期立案的；旧存 ${stock} ＋ 新收 ${filed} ＝ 本期应办 ${stock + filed} 件。`,
        `${all} received, by the day of receipt, whether filed or not. “New”, ${filed}, goes by the day of filing: first-instance cases that were filed, some of them received earlier. Opening stock ${stock} + new ${filed} = ${stock + filed} to be handled in the period.`)),
      all === 0 ? empty(t('这一期间没有收件。', 'Nothing was received in this period.')) : table({ caption: t('从收件到归档', 'From receipt to archive'), rows: stages.map((s, i) => ({ ...s, reached: s.passed ? states.reduce((sum, one) => sum + one[s.passed], 0) : here.slice(i).reduce((a, b) => a + b, 0) })), columns: [
        { name: t('阶段', 'Stage'), cell: s => s.name },
        { name: t('到达', 'Reached'), cell: s => h('span.reach', {}, h('span.reach-bar', { 'aria-hidden': 'true', style: { width: percent(s.reached / all, 1) } }), h('span', {}, `${s.reached}${inBrackets(percent(s.reached / all, 1))}`)), kind: 'wide' },
        { name: t('现在停在这里', 'Stands here now'), cell: s => s.states.filter(state => counts.get(state)).map(state => h('a.stand', { href: href(state) }, `${stateName(state)} ${counts.get(state)}`)) },
      ] }));
    } catch (fault) { fill(host, problemBox(fault)); }
  })();
  return section(t('从收件到归档', 'From receipt to archive'), {}, h('p.hint', {}, t(`${monthText(period.from)}至${monthText(period.to)}收件的案件，现在走到了哪一步。“到达”按实际经过计：不是每件都经过调解，也不是每件都立案。`, `Cases received from ${period.from} to ${period.to}: how far they have come. “Reached” is what really happened: not every case is mediated, nor every one filed.`)), host);
}

const ages = [[t('一个月内', 'under 1 month'), 31], [t('一至三个月', '1–3 months'), 92], [t('三至六个月', '3–6 months'), 183], [t('六至十二个月', '6–12 months'), 365], [t('十二至十八个月', '12–18 months'), 548], [t('十八个月以上', 'over 18 months'), Infinity]];

/** All pages of the open cases; asked for once for the board. */
export function stock(board) {
  board.stock ??= (async () => {
    const items = [];
    let cursor = null;
    do {
      const page = await get(`/metrics/closing_stock/cases${query({ ...board.period, limit: 200, cursor })}`);
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor && items.length < 4000);
    return items.map(c => ({ ...c, age: daysBetween(c.filedOn ?? c.on, board.figures.asOf) }));
  })();
  return board.stock;
}

export function ageing(board) {
  const host = h('div', {}, loading());
  stock(board).then(items => {
    const most = Math.max(1, ...ages.map((_, i) => bucket(items, i).length));
    fill(host, items.length ? ages.map(([name], i) => {
      const rows = bucket(items, i);
      const line = [h('span.age-name', {}, name), h('span.reach', {}, h('span.reach-bar', { class: i >= 4 ? 'old' : null, 'aria-hidden': 'true', style: { width: percent(rows.length / most, 1) } })), h('strong.num', {}, rows.length), i >= 4 && rows.length > 0 && badge('ask', t('长期未结', 'long open'))];
      return rows.length ? h('details.age', { ontoggle: e => { if (e.target.open && !e.target.querySelector('.table')) add(e.target, stockTable(rows, name)); } }, h('summary', {}, line)) : h('p.age', {}, line);
    }) : empty(t('没有未结案件。', 'Nothing is open.')));
  }).catch(fault => fill(host, problemBox(fault)));
  return section(t('未结案件账龄', 'Age of open cases'), {}, h('p.hint', {}, t(`自立案起算，至 ${board.figures.asOf}；点开看案件。`, `Counted from filing to ${board.figures.asOf}; open a line for its cases.`)), host);
}

const bucket = (items, i) => items.filter(c => c.age <= ages[i][1] && c.age > (i ? ages[i - 1][1] : -Infinity)).sort((a, b) => b.age - a.age);

export const stockTable = (rows, caption) => table({ caption, rows, href: c => `#/case/${c.id}`, columns: [
  { name: t('案号', 'Number'), cell: c => c.number ?? c.id.slice(0, 8), kind: 'no' }, { name: t('当事人', 'Parties'), cell: c => `${c.plaintiffs[0] ?? '—'} ${t('诉', 'v.')} ${c.defendants[0] ?? '—'}` },
  { name: t('案由', 'Cause'), cell: c => c.cause ?? '—' }, { name: t('法官', 'Judge'), cell: c => c.judge ?? '—', kind: 'person' }, { name: t('立案', 'Filed'), cell: c => c.filedOn, kind: 'date' },
  { name: t('审限届满', 'Limit'), cell: c => c.dueOn ?? '—', kind: 'date' }, { name: t('还剩', 'Left'), cell: c => (Number.isInteger(c.left) ? daysLeft(c.left) : t(`已立案 ${c.age} 天`, `${c.age} days`)) },
] });
