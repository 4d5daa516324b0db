// The judge's desk: my cases by the day on which their limit ends, applications for confirmation, and what I have closed.

import { inHand, query, questions } from '../core/ahead.js';
import { get } from '../core/api.js';
import { fill, h } from '../core/dom.js';
import { t, today } from '../core/lang.js';
import { lane } from '../core/proposal.js';
import { showWorklist } from '../core/worklist.js';
import { badge, daysLeft, empty, loading, pageHead, problemBox, stateBadge, table } from '../core/widgets.js';
import { caseNumber, nextHearing, title } from '../core/words.js';

const tabs = {
  mine: { name: t('在办', 'In hand'), states: inHand, mine: true, none: t('手上没有在办案件。', 'You have no case in hand.') },
  confirm: { name: t('司法确认', 'Confirmation'), states: ['confirmation_applied', 'confirmation_review'], none: t('没有等待裁定的确认申请。', 'No application is waiting.') },
  closed: { name: t('已结、上诉期内', 'Closed'), states: ['closed', 'appealed'], mine: true, none: t('没有刚结的案件。', 'Nothing was closed lately.') },
};

/** The day to go by: the trial limit, or the review of an application while it runs. */
export const limitOf = c => {
  const open = (c.deadlines ?? []).filter(d => !d.endedOn && d.status !== 'lapsed');
  const order = c.state.startsWith('confirmation_') ? ['K6', 'K7'] : ['K7', 'K6'];
  return order.map(code => open.find(d => d.code === code)).find(Boolean) ?? null;
};

/** 延长审限规定 1: more time is asked for fifteen days before the limit. From then on the list and its head warn alike. */
const SOON = 15;

export function limitBadge(c) {
  const limit = limitOf(c);
  if (c.state === 'suspended') return badge('ask', t('停算', 'paused'));
  return limit && Number.isInteger(limit.daysLeft) ? daysLeft(limit.daysLeft, SOON) : '—';
}

export async function open(main, [tab = 'mine'], { user }) {
  const shown = tabs[tab] ?? tabs.mine;
  const list = h('div', {}, loading());
  const urgent = h('div');
  fill(main, pageHead(t('审判', 'Trial')),
    h('nav.subnav', { 'aria-label': t('审判', 'Trial') }, Object.entries(tabs).map(([name, one]) => h('a', { href: `#/judge/${name}`, 'aria-current': one === shown ? 'page' : null }, one.name))), list, urgent);
  try {
    const page = await get(shown.mine ? questions.docket(shown.states, user) : `/cases${query({ state: shown.states.join(','), limit: 200 })}`);
    const cases = page.items.sort((a, b) => (limitOf(a)?.dueOn ?? '9').localeCompare(limitOf(b)?.dueOn ?? '9'));
    fill(list, cases.length ? [summary(cases, shown), casesTable(cases, shown)] : empty(shown.none));
  } catch (fault) { fill(list, problemBox(fault)); }
  if (shown === tabs.mine) showWorklist(urgent, item => `#/trial/${item.caseId}`);
  return undefined;
}

function summary(cases, shown) {
  if (shown !== tabs.mine) return h('p.hint', {}, t(`共 ${cases.length} 件`, `${cases.length} in all`));
  const left = cases.filter(c => c.state !== 'suspended').map(c => limitOf(c)?.daysLeft).filter(Number.isInteger);
  const over = left.filter(d => d < 0).length;
  const soon = left.filter(d => d >= 0 && d <= SOON).length;
  return h('p.summary', {}, t(`在办 ${cases.length} 件`, `${cases.length} in hand`), over > 0 && [' ', badge('late', t(`超审限 ${over} 件`, `${over} over the limit`))], soon > 0 && [' ', badge('near', t(`十五日内届满 ${soon} 件`, `${soon} end within 15 days`))]);
}

const casesTable = (cases, shown) => table({
  caption: shown.name, rows: cases, href: c => `#/trial/${c.id}`, columns: [
    { name: t('案号', 'Number'), cell: caseNumber, kind: 'no' },
    { name: t('当事人', 'Parties'), cell: title },
    { name: t('案由', 'Cause'), cell: c => c.cause?.name ?? '—' },
    shown === tabs.confirm ? { name: t('申请', 'Applied'), cell: c => c.confirmation?.appliedOn ?? '—', kind: 'date' } : { name: t('程序', 'Procedure'), cell: c => lane({ procedure: c.procedure, bench: c.bench }) || '—' },
    shown === tabs.closed ? { name: t('结案', 'Closed'), cell: c => c.closedOn ?? '—', kind: 'date' } : { name: t('立案', 'Filed'), cell: c => c.filedOn ?? '—', kind: 'date' },
    { name: shown === tabs.mine ? t('审限届满', 'Limit ends') : t('期限', 'Due'), cell: c => limitOf(c)?.dueOn ?? '—', kind: 'date' },
    { name: t('还剩', 'Left'), cell: limitBadge },
    shown === tabs.mine && { name: t('开庭', 'Hearing'), cell: c => nextHearing(c, today()) ?? '—', kind: 'date' },
    { name: t('状态', 'State'), cell: c => stateBadge(c.state) },
  ].filter(Boolean),
});
