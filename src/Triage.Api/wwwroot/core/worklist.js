// What has to be seen to today: late first.

import { questions } from './ahead.js';
import { get } from './api.js';
import { fill, h } from './dom.js';
import { nearOf } from './deadlines.js';
import { lang, spoken, t } from './lang.js';
import * as session from './session.js';
import { badge, daysLeft, section, table } from './widgets.js';

/** So many are seen at once; the rest opens. */
const FEW = 6;

/** Null where nothing can be asked: a list is a help beside the desk, and the desk itself says when the line is cut. */
const beside = path => get(path).catch(() => null);

/** Fills host with the urgent part of GET /worklist; leaves it empty where nothing is urgent or nothing can be asked. */
export async function showWorklist(host, hrefOf = item => `#/case/${item.caseId}`) {
  const list = await beside(questions.worklist());
  if (!list) return;
  const urgent = list.items.filter(item => item.level !== 'notice');
  if (!urgent.length) return;
  // What I hold myself, or nobody holds, comes first, but for visits to parties (K11), which anybody may pay; who looks after everybody's work sees all of it at once.
  const me = session.me().personId;
  const held = item => [item.judge, item.mediator].filter(Boolean);
  const all = session.has('tribunal_head', 'president', 'leader') || !me;
  const shownFirst = all ? urgent : urgent.filter(item => (held(item).length ? held(item).includes(me) : item.code !== 'K11'));
  const others = urgent.filter(item => !shownFirst.includes(item));
  const late = items => items.filter(item => item.level === 'overdue').length;
  fill(host, section(t('今天要办', 'For today'), {},
    h('p.hint', {}, late(shownFirst) ? [badge('late', t(`已逾期 ${late(shownFirst)}`, `${late(shownFirst)} overdue`)), ' '] : null, t(`今天到期 ${list.counts.today ?? 0}，即将到期 ${(list.counts.urgent ?? 0) + (list.counts.notice ?? 0)}`, `${list.counts.today ?? 0} due today, ${(list.counts.urgent ?? 0) + (list.counts.notice ?? 0)} soon`)),
    shownFirst.length > 0 && listed(t('今天要办', 'For today'), shownFirst.slice(0, FEW), hrefOf),
    shownFirst.length > FEW && h('details', {}, h('summary', {}, t(`另有 ${shownFirst.length - FEW} 件`, `${shownFirst.length - FEW} more`)), listed(t('其余', 'The rest'), shownFirst.slice(FEW), hrefOf)),
    others.length > 0 && h('details', {}, h('summary', {}, t(`同事承办的和待人回访的 ${others.length} 项`, `${others.length} of colleagues, or visits for anybody`), late(others) > 0 && [' ', badge('late', t(`其中逾期 ${late(others)}`, `${late(others)} overdue`))]), listed(t('同事承办的和待人回访的', 'Of colleagues, or visits for anybody'), others, hrefOf))));
}

/** What the president is asked for, whenever it is due: without a word from the president the time runs out. */
export async function decisions(host) {
  const list = await beside('/worklist?role=president&limit=500');
  const asked = (list?.items ?? []).filter(item => item.kind.endsWith('_decision'));
  if (asked.length) fill(host, section(t(`等您决定（${asked.length}）`, `Waiting for your decision (${asked.length})`), {}, listed(t('等您决定', 'Waiting for your decision'), asked, item => `#/case/${item.caseId}`)));
}

const listed = (caption, rows, href) => table({ caption, rows, href, columns: [
  { name: t('编号', 'Number'), cell: item => item.number ?? item.caseId.slice(0, 8), kind: 'no' },
  { name: t('期限', 'Clock'), cell: item => [(lang === 'en' && item.nameEn) || spoken(item.name), item.kind === 'extension_request' && t('（申请延长的最后一天）', ' (last day to ask for more)'), item.subject && ` ${item.subject}`] },
  { name: t('届满', 'Due'), cell: item => item.dueOn, kind: 'date' },
  { name: t('还剩', 'Left'), cell: item => daysLeft(item.daysLeft, nearOf(item)) },
] });
