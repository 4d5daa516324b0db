// What has to be seen to today: late first.

import { questions } from './ahead.js';
import { get } from './api.js';
import { fill, h } from './dom.js';
import { lang, t } from './lang.js';
import { badge, daysLeft, section, table } from './widgets.js';

/** So many are seen at once; the rest opens. */
const FEW = 6;

/** Fills host with the urgent part of GET /worklist; leaves it empty where nothing is urgent or nothing can be asked. */
export async function showWorklist(host, hrefOf = item => `#/case/${item.caseId}`) {
  let list;
  try {
    list = await get(questions.worklist());
  } catch {
    return; // The list is a help beside the desk; the desk itself says when the line is cut.
  }
  const urgent = list.items.filter(item => item.level !== 'notice');
  if (!urgent.length) return;
  fill(host, section(t('今天要办', 'For today'), {},
    h('p.hint', {}, list.counts.overdue ? [badge('late', t(`已逾期 ${list.counts.overdue}`, `${list.counts.overdue} overdue`)), ' '] : null, t(`今天到期 ${list.counts.today ?? 0}，即将到期 ${(list.counts.urgent ?? 0) + (list.counts.notice ?? 0)}`, `${list.counts.today ?? 0} due today, ${(list.counts.urgent ?? 0) + (list.counts.notice ?? 0)} soon`)),
    listed(t('今天要办', 'For today'), urgent.slice(0, FEW), hrefOf),
    urgent.length > FEW && h('details', {}, h('summary', {}, t(`另有 ${urgent.length - FEW} 件`, `${urgent.length - FEW} more`)), listed(t('其余', 'The rest'), urgent.slice(FEW), hrefOf))));
}

const listed = (caption, rows, href) => table({ caption, rows, href, columns: [
  { name: t('编号', 'Number'), cell: item => item.number ?? item.caseId.slice(0, 8), kind: 'no' },
  { name: t('期限', 'Clock'), cell: item => [(lang === 'en' && item.nameEn) || item.name, item.subject && ` ${item.subject}`] },
  { name: t('届满', 'Due'), cell: item => item.dueOn, kind: 'date' },
  { name: t('还剩', 'Left'), cell: item => daysLeft(item.daysLeft) },
] });
