// Clocks: what is left, and why the day is that day.

import { h } from './dom.js';
import { daysBetween, t, today } from './lang.js';
import { article, badge, daysLeft } from './widgets.js';

const lengthText = c => (typeof c.length === 'object' && c.length ? `${c.length.count ?? c.length.value ?? ''}${unit(c.length.unit)}` : c.length);
const unit = u => ({ days: t('天', ' days'), day: t('天', ' days'), working_days: t('个工作日', ' working days'), working_day: t('个工作日', ' working days'), months: t('个月', ' months'), month: t('个月', ' months'), hours: t('小时', ' hours') })[u] ?? u ?? '';

export const dueDay = c => c.rolledTo ?? c.dueOn ?? c.due;
export const stillRuns = c => !(c.stoppedOn ?? c.metOn ?? c.endedOn) && c.state !== 'stopped';

/** One line: name, due, days left. */
export const clockLine = c => h('p.clock-line', {}, h('strong', {}, c.name), ' ', dueDay(c) ?? '—', ' ', stillRuns(c) && dueDay(c) ? daysLeft(daysBetween(today(), dueDay(c))) : badge('good', t('已停', 'stopped')));

/** Everything: each day that was added or taken away, with its article. */
export function clockView(c) {
  const steps = c.steps ?? c.explanation ?? [];
  return h('details.clock', {}, h('summary', {}, clockLine(c)),
    h('table.factors', {}, h('tbody', {},
      row(t('起算', 'Starts'), c.start ?? c.startsOn ?? c.startedOn), row(t('长度', 'Length'), lengthText(c)),
      steps.map(s => row(s.days !== undefined ? `${s.days > 0 ? '+' : ''}${s.days}${t(' 天', ' d')}` : (s.from ?? s.on ?? ''), [s.text ?? s.why ?? s.reason ?? s.what, s.citation && article(s.citation)])),
      row(t('届满', 'Due'), dueDay(c)))),
    c.citation && article(c.citation), (c.warnings ?? []).map(w => h('p.notice.warn', {}, typeof w === 'string' ? w : w.text ?? w.detail)));
}

const row = (name, value) => value !== undefined && value !== null && value !== '' && h('tr', {}, h('th', { scope: 'row' }, name), h('td', {}, value));
