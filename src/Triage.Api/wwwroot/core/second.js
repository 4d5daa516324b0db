// A second triage that waits for an answer: what raised it in words, and who can answer it with which step.

import { get, query } from './api.js';
import { fill, h } from './dom.js';
import { lang, t } from './lang.js';
import { daysLeft } from './widgets.js';
import { trialEvents } from './words.js';

/** 'mediation_failed', an event of the trial, or the ids of the facts that were added. */
export function triggerName(trigger, facts) {
  if (trigger === 'mediation_failed') return t('调解未达成协议', 'mediation failed');
  if (trigger === 'other') return t('审理中的新情况', 'something new in the trial');
  if (trigger in trialEvents) return trialEvents[trigger][lang === 'en' ? 1 : 0];
  return trigger.split('、').map(id => (id === 'cause' ? t('更正案由', 'cause corrected') : (lang === 'en' ? facts?.get(id)?.nameEn : facts?.get(id)?.name) ?? t('补充的事实', 'a new fact'))).join('、');
}

/** The steps that answer it, as the service offers them to whoever looks. */
export const answeredBy = ['file', 'change_procedure', 'confirm_route', 'assign'];

/** In the officer's queue, below the doubtful cases. */
export async function secondOpen(host) {
  try {
    const list = await get(`/worklist${query({ limit: 500 })}`);
    const waiting = list.items.filter(item => item.kind === 'second_triage');
    if (waiting.length) fill(host, h('h2.queue-head', {}, t(`二次分流待答复 ${waiting.length} 件`, `${waiting.length} second triage(s) to answer`)), h('ol.queue.second', {}, waiting.map(item => h('li', {}, h('a', { href: `#/case/${item.caseId}` },
      h('span.row', {}, h('strong', {}, item.number ?? item.caseId.slice(0, 8)), daysLeft(item.daysLeft)), h('span.row.small', {}, h('span', {}, item.cause ?? '')), h('span.why', {}, item.text))))));
  } catch { /* the queue itself says when the line is cut */ }
}
