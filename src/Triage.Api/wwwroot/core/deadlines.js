// Clocks: what is left, and why the day is that day.

import { get, Problem } from './api.js';
import { fill, h } from './dom.js';
import { lang, t } from './lang.js';
import { article, badge, daysLeft, empty, problemBox } from './widgets.js';

const units = { hour: t('小时', ' hours'), day: t('日', ' days'), working_day: t('个工作日', ' working days'), month: t('个月', ' months') };
const kinds = {
  not_counted: t('不计', 'not counted'), counted: t('计入', 'counted'), skipped: t('跳过', 'skipped'), rolled_over: t('顺延', 'rolled over'), extended: t('延长', 'extended'),
  deducted: t('扣除', 'deducted'), paused: t('停算', 'paused'),
};

/** What began or ended a clock, as the service says it; an English reader gets the word, where it is one of these. */
const causes = { 收件: 'receipt', 告知补正: 'deficiency notice', 收到补正材料: 'corrections received', 决定立案: 'decision to register', 立案: 'registration', 分案: 'assignment', 送达: 'service', 送达副本: 'service of the copy', 举证通知: 'notice of evidence', 移交调解: 'handed to mediation', 交办: 'offer', 调解员接受: 'mediator accepted', 调解员签收材料: 'mediator received the papers', 调解终止: 'mediation ended', 达成调解协议: 'agreement', 调解协议生效: 'agreement in effect', 申请司法确认: 'application for confirmation', 受理申请: 'application accepted', 作出裁定: 'ruling', 申请回避: 'recusal asked', 作出决定: 'decision', 申请复议: 'review asked', 作出复议决定: 'review decided', 结案: 'closing', 提起上诉: 'appeal', 收到上诉状: 'appeal received', 报送案卷: 'file sent up', 归档: 'archived', 回访不满意: 'dissatisfied', 已回访: 'followed up', 履行期满: 'performance due', 已履行: 'performed', 期限届满: 'expired', 告知其他途径: 'referred out', 撤回起诉: 'withdrawn', 裁定不予受理: 'ruled inadmissible', 作出保护令: 'order made', 驳回申请: 'refused', 申请撤回: 'withdrawn', 收到申请: 'application received' };
const cause = words => (lang === 'en' ? causes[words] ?? words : words);

/** The trial limit warns fifteen days ahead (延长审限规定 1), so does the review of an application; the others seven. */
export const nearOf = c => (['K6', 'K7'].includes(c.code) ? 15 : 7);

/** One line: name, due, days left. */
function clockLine(c) {
  const name = (lang === 'en' && c.nameEn) || c.name;
  const late = c.inTime === false && badge('late', t('超期', 'late'));
  const left = c.endedOn ? [badge('good', t('已完成', 'done')), late]
    : c.status === 'lapsed' ? badge('end', t('已届满', 'has run out'))
    : c.status === 'upcoming' ? badge('wait', t('尚未起算', 'not begun'))
    : c.pausedSince ? badge('ask', t(`自 ${c.pausedSince} 停算`, `paused since ${c.pausedSince}`))
    : c.daysLeft !== null && c.daysLeft !== undefined ? daysLeft(c.daysLeft, nearOf(c)) : badge('wait', t('待定', 'open'));
  return h('span.clock-line', {}, h('strong', {}, name), c.subject && ` ${c.subject}`, ' ', h('span.date', {}, c.dueOn ?? '—'), ' ', left);
}

/** Everything: each run of days, what became of it, and the article that says so. */
function clockView(c) {
  return h('details.clock', { data: { clock: c.clock } }, h('summary', {}, clockLine(c)),
    h('p.hint', {}, t(`自 ${c.startOn}（${c.startedBy}，当日不计）起 ${c.length}${units[c.unit] ?? ''}`, `${c.length}${units[c.unit] ?? ''} from ${c.startOn} (${cause(c.startedBy)}, that day not counted)`),
      c.deductedDays > 0 && t(`，扣除 ${c.deductedDays} 日`, `, ${c.deductedDays} days left out`), c.endedOn && t(`；${c.endedOn} 终了（${c.endedBy}）`, `; ended ${c.endedOn} (${cause(c.endedBy)})`)),
    (c.warnings ?? []).map(w => h('p.notice.warn', {}, w)),
    h('table.factors', {}, h('caption.hidden', {}, t('逐日说明', 'Every day explained')), h('tbody', {}, (c.steps ?? []).map(s => h('tr', {},
      h('th.date', { scope: 'row' }, s.from === s.to ? s.from : `${s.from} — ${s.to.slice(5)}`),
      h('td', {}, badge('role', kinds[s.kind] ?? s.kind), s.days ? t(` ${s.days > 0 ? '+' : ''}${s.days} 日`, ` ${s.days} d`) : ''),
      h('td', {}, s.text, s.citation && article(s.citation)))))),
    c.rolledOn && c.nominalOn && c.rolledOn !== c.nominalOn && h('p.hint', {}, t(`原届满日 ${c.nominalOn}，顺延至 ${c.rolledOn}。`, `Nominally ${c.nominalOn}, rolled to ${c.rolledOn}.`)),
    c.provisional && h('p.hint', {}, t('该年度节假日安排尚未公布，日期可能变动。', 'The holidays of that year are not announced yet; the date may move.')),
    (c.doubts ?? []).map(d => h('p.hint', {}, t('另一种理解：', 'Another reading: '), d.text, d.dueOn && ` → ${d.dueOn}`)),
    c.citation ? article(c.citation, t(`期限依据：${c.citation.law}第${c.citation.article}条`, `Length: ${c.citation.law}, art. ${c.citation.article}`)) : c.source && h('p.hint', {}, c.source));
}

/** The clocks of a case; the running ones first. */
export async function showClocks(c, host) {
  const none = empty(t('现在没有期限在走。', 'No clock is running.'));
  try {
    const { clocks, tasks } = await get(`/cases/${c.id}/deadlines`);
    const ordered = [...clocks].sort((a, b) => Number(Boolean(a.endedOn)) - Number(Boolean(b.endedOn)) || (a.dueOn ?? '9').localeCompare(b.dueOn ?? '9'));
    fill(host, tasks?.length > 0 && h('ul.tasks', {}, tasks.map(one => h('li', {}, badge('ask', one.dueOn), ` ${one.text}`))), ordered.length ? ordered.map(clockView) : none);
  } catch (fault) {
    fill(host, fault instanceof Problem && fault.status === 404 ? none : problemBox(fault));
  }
}
