// Clocks: what is left, and why the day is that day.

import { get, once as remember, Problem } from './api.js';
import { fill, h } from './dom.js';
import { chinese, lang, spoken, t } from './lang.js';
import { nameOf } from './who.js';
import { article, badge, daysLeft, empty, problemBox } from './widgets.js';

const units = { hour: t('小时', ' hours'), day: t('日', ' days'), working_day: t('个工作日', ' working days'), month: t('个月', ' months') };
const kinds = {
  not_counted: t('不计', 'not counted'), counted: t('计入', 'counted'), skipped: t('跳过', 'skipped'), rolled_over: t('顺延', 'rolled over'), extended: t('延长', 'extended'),
  deducted: t('扣除', 'deducted'), paused: t('停算', 'paused'),
};

/** What another reading of the law does to the days. */
const readings = { rolled_over: '按顺延', left_out: '按扣除', other_length: '按这一期限', next_hour: '按次时起算' };

/** The trial limit warns fifteen days ahead (延长审限规定 1), so does the review of an application; the others seven. */
export const nearOf = c => (['K6', 'K7'].includes(c.code) ? 15 : 7);

/** One line: name, due, days left. */
function clockLine(c) {
  const name = (lang === 'en' && c.nameEn) || c.name;
  const late = c.inTime === false && badge('late', t('超期', 'late'));
  // A period that nobody used was not kept either: the agreement went another way.
  const left = c.code === 'K5' && c.endedOn && c.endedBy !== '申请司法确认' ? badge('end', t('不再适用', 'no longer applies'))
    : c.endedOn ? [badge('good', t('已完成', 'done')), ' ', late]
    : c.status === 'lapsed' ? badge('end', t('已届满', 'has run out'))
    : c.status === 'upcoming' ? badge('wait', t('尚未起算', 'not begun'))
    : c.pausedSince ? badge('ask', t(`自 ${c.pausedSince} 停算`, `paused since ${c.pausedSince}`))
    : c.daysLeft !== null && c.daysLeft !== undefined ? daysLeft(c.daysLeft, nearOf(c)) : badge('wait', t('待定', 'open'));
  // Several visits have their day of performance for a name.
  const whose = /^\d{4}-\d\d-\d\d$/.test(c.subject ?? '') ? t(`（应履行日 ${c.subject}）`, ` (performance due ${c.subject})`) : c.subject && ` ${spoken(c.subject)}`;
  return h('span.clock-line', {}, h('strong', {}, name), whose, ' ', h('small', {}, c.endedOn ? t('应于', 'due') : t('届满', 'ends')), ' ', h('span.date', {}, c.dueOn ?? '—'), ' ', left);
}

/** Everything: each run of days, what became of it, and the article that says so. */
function clockView(c) {
  return h('details.clock', { data: { clock: c.clock } }, h('summary', {}, clockLine(c)),
    h('p.hint', {}, c.setTo ? t(`自 ${c.startOn}（${c.startedBy}）起，至${c.code === 'K7' ? '台账载明' : '法院指定'}的 ${c.setTo}`, `from ${c.startOn} (${spoken(c.startedBy)}) to ${c.setTo}, ${c.code === 'K7' ? 'by the ledger' : 'set by the court'}`)
      : t(`自 ${c.startOn}（${c.startedBy}，当日不计）起 ${c.length}${units[c.unit] ?? ''}${c.lengthSet ? '（法院确定）' : ''}`, `${c.length}${units[c.unit] ?? ''}${c.lengthSet ? ', set by the court,' : ''} from ${c.startOn} (${spoken(c.startedBy)}, that day not counted)`),
      c.deductedDays > 0 && t(`，扣除 ${c.deductedDays} 日`, `, ${c.deductedDays} days left out`), c.endedOn && t(`；${c.endedOn} 终了（${c.endedBy}）`, `; ended ${c.endedOn} (${spoken(c.endedBy)})`)),
    // What is in doubt is said once, below, with both days.
    (c.warnings ?? []).filter(w => !(c.doubts ?? []).some(d => w.startsWith(d.text))).map(w => h('p.notice.warn', {}, spoken(w))),
    h('table.factors', {}, h('caption.hidden', {}, t('逐日说明', 'Every day explained')), h('tbody', {}, (c.steps ?? []).map(s => h('tr', {},
      h('th.date', { scope: 'row' }, s.from === s.to ? s.from : `${s.from} — ${s.to.slice(0, 4) === s.from.slice(0, 4) ? s.to.slice(5) : s.to}`),
      h('td', {}, badge('role', kinds[s.kind] ?? s.kind), s.days ? t(` ${s.days > 0 ? '+' : ''}${s.days} 日`, ` ${s.days} d`) : ''),
      h('td', {}, spoken(s.text), s.citation && article(s.citation)))))),
    c.rolledOn && c.nominalOn && c.rolledOn !== c.nominalOn && c.dueOn === c.rolledOn && h('p.hint', {}, t(`原届满日 ${c.nominalOn}，顺延至 ${c.rolledOn}。`, `Nominally ${c.nominalOn}, rolled to ${c.rolledOn}.`)),
    (c.doubts ?? []).map(d => h('p.hint', {}, t('另一种理解：', 'Another reading: '), spoken(d.text), d.dueOn && t(`（${readings[d.reading]}的理解为 ${d.dueOn}，提醒仍以 ${c.dueOn} 为准）`, ` (${d.dueOn} by that reading; warnings go by ${c.dueOn})`))),
    c.code === 'K5' && c.note && h('p.hint', {}, spoken(c.note)),
    c.citation ? article(c.citation, t(`期限依据：${c.citation.law}第${c.citation.article}条`, `Length: ${c.citation.law}, art. ${c.citation.article}`)) : c.source && h('p.hint', lang === 'en' ? chinese : {}, c.source));
}

const coded = /^[A-Z]+\d+$/;

/** The clocks of a case; the running ones first. */
export async function showClocks(c, host) {
  const none = empty(t('现在没有期限在走。', 'No clock is running.'));
  try {
    const { clocks, tasks } = await get(`/cases/${c.id}/deadlines`);
    // A clock may run for one person of the court, who is known here by an id.
    const court = clocks.some(k => coded.test(k.subject ?? '')) ? await remember('/court/names').catch(() => undefined) : undefined;
    const named = clocks.map(k => (coded.test(k.subject ?? '') ? { ...k, subject: nameOf(k.subject, court, c.names) } : k));
    const ordered = [...named].sort((a, b) => Number(Boolean(a.endedOn)) - Number(Boolean(b.endedOn)) || (a.dueOn ?? '9').localeCompare(b.dueOn ?? '9'));
    fill(host, tasks?.length > 0 && h('ul.tasks', {}, tasks.map(one => h('li', {}, badge('ask', one.dueOn), ` ${spoken(one.text)}`))), ordered.length ? ordered.map(clockView) : none);
  } catch (fault) {
    fill(host, fault instanceof Problem && fault.status === 404 ? none : problemBox(fault));
  }
}
