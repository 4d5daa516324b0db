// What asks for a leader's eye, as the service says it: figures outside their range, limits about to be missed, cases too long open, queues that grow, people
// with too much. Each opens to its cases on the spot.

import { get, query } from './api.js';
import { fill, h } from './dom.js';
import { metricName, rangeText, show as say, standing } from './figures.js';
import { daysBetween, lang, t } from './lang.js';
import { stockTable } from './open-cases.js';
import { badge, button, empty, loading, problemBox, section } from './widgets.js';
import { casesTable } from '../desks/cases.js';

const titles = {
  limit_near: ['审限即将届满', 'Limits that end within fifteen days'], limit_exceeded: ['超审限未结', 'Over the trial limit'], open_12_months: ['长期未结（十二个月）', 'Open for twelve months'], open_18_months: ['长期未结（十八个月）', 'Open for eighteen months'],
  mediation_overdue: ['调解超期', 'Mediations over their time'], queue_growing: ['收案快于结案', 'More comes in than is closed'], judge_overloaded: ['法官在办案件超过预警数', 'A judge with too many cases'], mediator_overloaded: ['调解员在办调解超过上限', 'A mediator with too many cases'],
};

const late = ['limit_exceeded', 'open_18_months', 'mediation_overdue'];

export function alerts({ defs, figures, period }) {
  const host = h('div', {}, loading());
  const part = section(t('请留意', 'Worth a look'), { class: 'alerts' }, host);
  (async () => {
    try {
      const { items } = await get(`/metrics/alerts${query({ tribunal: period.tribunal })}`);
      fill(host, items.length ? items.map(one => alert(one, defs, figures.asOf)) : badge('good', t('没有需要留意的事项', 'nothing stands out')));
    } catch (fault) {
      if (fault.status === 404) part.remove(); // An older service gives no alerts.
      else fill(host, problemBox(fault));
    }
  })();
  return part;
}

function alert(one, defs, asOf) {
  const list = h('div');
  const def = defs.get(one.metric);
  const open = async () => {
    if (list.childNodes.length) return;
    fill(list, loading());
    await load(list, one.cases.replace('/api/v1', ''), asOf);
  };
  return h('details.age', { data: { alert: one.kind }, ontoggle: e => { if (e.target.open) open(); } },
    h('summary', {}, badge(late.includes(one.kind) ? 'late' : 'near', def ? { low: t('▼ 偏低', '▼ low'), high: t('▲ 偏高', '▲ high') }[(one.value.value < (def.reference.from ?? -Infinity) ? 'low' : 'high')] ?? '' : one.count), ' ',
      def ? [h('strong', {}, `${metricName(def)} ${say(def, one.value.value)}`), ` ${rangeText(def)}`] : [h('strong', {}, (lang === 'en' && titles[one.kind]?.[1]) || one.title), lang !== 'en' && h('span.hint', {}, `　${one.detail}`)],
      one.contributions.length > 0 && h('span.hint', {}, t('　主要出在：', ' Mostly in: '), one.contributions.map(c => t(`${c.name.replace(/^.*法院/, '').replace(/^（(.*)）$/, '$1')}（${c.cases} ${def?.unit === 'days' ? '天' : '件'}）`, `${c.name} (${c.cases}${def?.unit === 'days' ? ' days' : ''})`)).join('、'))),
    list);
}

async function load(host, path, asOf, cursor, before = []) {
  try {
    const page = await get(`${path}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
    const rows = [...before, ...page.items];
    const counted = rows.every(c => Array.isArray(c.plaintiffs));
    fill(host, rows.length > 0 && h('p.hint', { role: 'status' }, page.note ?? t(`共 ${page.count ?? page.total} 件`, `${page.count ?? page.total} cases`)), rows.length ? (counted ? stockTable(rows.map(c => ({ ...c, age: c.filedOn ? daysBetween(c.filedOn, asOf) : 0, left: c.dueOn && !c.closedOn ? daysBetween(asOf, c.dueOn) : null })), t('案件', 'Cases')) : casesTable(rows)) : empty(t('没有案件。', 'No case.')),
      page.nextCursor && h('p.actions.more', {}, h('span.hint', {}, t(`已列 ${rows.length} 件`, `${rows.length} shown`)), button(t('再看', 'More'), () => load(host, path, asOf, page.nextCursor, rows))));
  } catch (fault) { fill(host, problemBox(fault)); }
}
