// By when more time must be asked for, said before the form is sent: a request that comes too late is refused.

import { get, Problem } from './api.js';
import { h } from './dom.js';
import { daysBetween, t, today } from './lang.js';
import { article } from './widgets.js';

/**
 * @param {string} code of the clock: K7 the trial, K6 the review of an agreement
 * @returns the last day to ask and to decide, with the article; what the rule says in general where the day is not known
 */
export async function askingTime(c, code) {
  const clock = await read(c, code);
  if (!clock?.requestBy) return h('p.hint', {}, t('应在期限届满十五日前提出，届满五日前作出决定。', 'To be asked at least fifteen days before the limit ends, and decided five days before.'));
  const left = daysBetween(today(), clock.requestBy);
  const law = clock.askingCitation && article(clock.askingCitation);
  if (left < 0) {
    return h('div.notice.warn.asking-time', {}, h('strong', {}, t('提出申请的时间已经过了', 'The time for asking is over')),
      h('p', {}, t(`现届满日 ${clock.dueOn}，最迟应于 ${clock.requestBy} 提出，已过 ${-left} 天；现在提出，系统将按下列规定退回。`, `The limit ends on ${clock.dueOn}; the last day to ask was ${clock.requestBy}, ${-left} ${left === -1 ? 'day' : 'days'} ago. A request made now is refused by this rule.`)), law);
  }
  return h('div.notice.info.asking-time', {}, h('p', {}, t(`现届满日 ${clock.dueOn}。最迟 ${clock.requestBy} 提出（${left === 0 ? '就是今天' : `还有 ${left} 天`}），${clock.decideBy} 前作出决定。`,
    `The limit ends on ${clock.dueOn}. Ask by ${clock.requestBy} (${left === 0 ? 'today' : `${left} ${left === 1 ? 'day' : 'days'} left`}); it is decided by ${clock.decideBy}.`)), law);
}

async function read(c, code) {
  try {
    return (await get(`/cases/${c.id}/deadlines`)).clocks.find(k => k.code === code && !k.endedOn);
  } catch (fault) {
    // The form opens all the same: the service says the day when it refuses.
    if (fault instanceof Problem) return null;
    throw fault;
  }
}
