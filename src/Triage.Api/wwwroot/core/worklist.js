// What has to be seen to today: late first.

import { questions } from './ahead.js';
import { get } from './api.js';
import { fill, h } from './dom.js';
import { t } from './lang.js';
import { badge, daysLeft, section, table } from './widgets.js';

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
    table({
      caption: t('今天要办', 'For today'), rows: urgent, href: hrefOf, columns: [
        { name: t('编号', 'Number'), cell: item => item.number ?? item.caseId.slice(0, 8), kind: 'no' },
        { name: t('期限', 'Clock'), cell: item => [item.name, item.subject && ` ${item.subject}`] },
        { name: t('届满', 'Due'), cell: item => item.dueOn, kind: 'date' },
        { name: t('还剩', 'Left'), cell: item => daysLeft(item.daysLeft) },
      ],
    })));
}
