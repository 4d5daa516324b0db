// What asks for a leader's eye, as the service says it: figures outside their range, limits about to be missed, cases too long open, queues that grow, people
// with too much. Each opens to its cases on the spot.

import { get, query } from './api.js';
import { fill, h } from './dom.js';
import { metricName, rangeText, show as say, spanText } from './figures.js';
import { daysBetween, gap, lang, percent, spoken, t } from './lang.js';
import { stockTable } from './open-cases.js';
import { badge, button, empty, loading, problemBox, section, stateBadge, table } from './widgets.js';
import { casesTable } from '../desks/cases.js';

const titles = {
  limit_near: ['审限即将届满', 'Limits that end soon'], limit_exceeded: ['超审限未结', 'Over the trial limit'], open_12_months: ['长期未结（十二个月）', 'Open for twelve months'], open_18_months: ['长期未结（十八个月）', 'Open for eighteen months'],
  mediation_overdue: ['调解超期', 'Mediations over their time'], queue_growing: ['收案快于结案', 'More comes in than is closed'], judge_overloaded: ['法官在办案件超过预警数', 'A judge with too many cases'], mediator_overloaded: ['调解员在办调解超过上限', 'A mediator with too many cases'],
};

const late = ['limit_exceeded', 'open_18_months', 'mediation_overdue'];

export function alerts({ defs, figures, period }) {
  const host = h('div', {}, loading());
  const part = section(t('请留意', 'Worth a look'), { class: 'alerts' }, h('p.hint', {}, t(`指标为${spanText(period.from, period.to)}的，与本页各项相同；审限、长期未结、调解超期和在办数是 ${figures.asOf} 的，收案快于结案看最近几个整月。`, `Figures are of ${spanText(period.from, period.to)}, as on this page; limits, long-open cases, mediations and loads as of ${figures.asOf}; growing queues over the last whole months.`)), host);
  (async () => {
    try {
      const { items } = await get(`/metrics/alerts${query(period)}`);
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
    await load(list, one.cases.replace('/api/v1', ''), asOf, one.metric);
  };
  return h('details.age', { data: { alert: one.kind }, ontoggle: e => { if (e.target.open) open(); } },
    h('summary', {}, badge(late.includes(one.kind) ? 'late' : 'near', def ? { low: t('▼ 偏低', '▼ low'), high: t('▲ 偏高', '▲ high') }[(one.value.value < (def.reference.from ?? -Infinity) ? 'low' : 'high')] ?? '' : one.count), ' ',
      def ? [h('strong', {}, `${metricName(def)} ${say(def, one.value.value)}`), ` ${rangeText(def)}`] : [h('strong', {}, (lang === 'en' && titles[one.kind]?.[1]) || one.title), lang !== 'en' && h('span.hint', {}, `${gap}${one.detail}`)],
      one.contributions.length > 0 && h('span.hint', {}, `${gap}${contributions(one, def)}`)),
    list);
}

/** Who adds how much to what pulls the figure out: the three largest and the rest, together the whole. */
function contributions({ contributions: all, value }, def) {
  const unit = def?.unit === 'days' ? t('天', ' days') : t('件', '');
  const name = c => c.name.replace(/^.*法院/, '').replace(/^（(.*)）$/, '$1');
  const whole = all.reduce((sum, c) => sum + c.counts, 0);
  const rest = all.slice(3).reduce((sum, c) => sum + c.counts, 0);
  const what = def?.unit === 'days' ? t('超出的', 'Beyond the range,') : value.value < (def?.reference?.from ?? -Infinity) ? t('差在', 'Missing') : t('计入的', 'Counted');
  return t(`${what} ${whole} ${unit}：`, `${what} ${whole}${unit}: `) + [...all.slice(0, 3).map(c => `${name(c)} ${c.counts}${t(` ${unit}（${percent(c.share)}）`, `${unit} (${percent(c.share)})`)}`), ...(rest ? [t(`其余 ${rest} ${unit}`, `others ${rest}${unit}`)] : [])].join(t('、', ', '));
}

const lateness = (due, done) => (due && done ? Math.max(0, daysBetween(due, done)) : null);
const days = n => (n === null || n === undefined ? '—' : t(`${n} 天`, `${n} days`));

/** What explains the figure, and nothing of another: when it came, when it was due, when it was done, how late. */
const reasons = {
  intake_on_time_rate: [[t('收件', 'Received'), c => c.receivedOn], [t('应处理', 'Due'), c => c.handling?.dueOn], [t('处理', 'Handled'), c => c.handling?.doneOn ?? t('未处理', 'not yet')], [t('超期', 'Late'), c => days(c.handling?.daysLate)]],
  handling_on_time_rate: [[t('任务', 'Task'), c => spoken(c.why)], [t('届满', 'Due'), c => c.handling?.dueOn], [t('办结', 'Done'), c => c.handling?.doneOn ?? t('未办结', 'not yet')], [t('超期', 'Late'), c => days(c.handling?.daysLate)]],
  within_limit_rate: [[t('立案', 'Filed'), c => c.filedOn], [t('审限届满', 'Limit'), c => c.dueOn], [t('结案', 'Closed'), c => c.closedOn], [t('超期', 'Late'), c => days(lateness(c.dueOn, c.closedOn))]],
  mean_days_to_close: [[t('立案', 'Filed'), c => c.filedOn], [t('结案', 'Closed'), c => c.closedOn], [t('审理天数', 'Days'), c => days(c.amount)]],
};

const explained = (rows, metric) => table({ caption: t('案件', 'Cases'), rows, href: c => `#/case/${c.id}`, columns: [
  { name: t('案号', 'Number'), cell: c => c.number ?? c.id.slice(0, 8), kind: 'no' }, { name: t('当事人', 'Parties'), cell: c => `${c.plaintiffs[0] ?? '—'} ${t('诉', 'v.')} ${c.defendants[0] ?? '—'}` },
  { name: t('案由', 'Cause'), cell: c => c.cause ?? '—' },
  ...(reasons[metric] ?? [[t('计入日', 'Counted on'), c => c.on], [t('为何在此', 'Why'), c => spoken(c.why)]]).map(([name, cell]) => ({ name, cell: c => cell(c) ?? '—', kind: name === t('任务', 'Task') || name === t('为何在此', 'Why') ? undefined : 'date' })),
  { name: t('状态', 'State'), cell: c => stateBadge(c.state) },
] });

async function load(host, path, asOf, metric, cursor, before = []) {
  try {
    const page = await get(`${path}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
    const rows = [...before, ...page.items];
    const counted = rows.every(c => Array.isArray(c.plaintiffs));
    fill(host, rows.length > 0 && h('p.hint', { role: 'status' }, page.note ? spoken(page.note) : t(`共 ${page.count ?? page.total} 件`, `${page.count ?? page.total} cases`)), rows.length ? (metric ? explained(rows, metric) : counted ? stockTable(rows.map(c => ({ ...c, age: c.filedOn ? daysBetween(c.filedOn, asOf) : 0, left: c.dueOn && !c.closedOn ? daysBetween(asOf, c.dueOn) : null })), t('案件', 'Cases')) : casesTable(rows)) : empty(t('没有案件。', 'No case.')),
      page.nextCursor && h('p.actions.more', {}, h('span.hint', {}, t(`已列 ${rows.length} 件`, `${rows.length} shown`)), button(t('再看', 'More'), () => load(host, path, asOf, metric, page.nextCursor, rows))));
  } catch (fault) { fill(host, problemBox(fault)); }
}
