// A second triage that waits for an answer: what raised it in words, and who can answer it with which step.

import { get, once as remember, query } from './api.js';
import { fill, h } from './dom.js';
import { lang, listed, spoken, t } from './lang.js';
import { openForm } from './open-form.js';
import { inShort } from './proposal.js';
import { secondWaits } from './step-when.js';
import { article, badge, button, daysLeft, once } from './widgets.js';
import { trialEvents } from './words.js';

/** 'mediation_failed', an event of the trial, or the ids of the facts that were added. */
export function triggerName(trigger, facts) {
  if (trigger === 'mediation_failed') return t('调解未达成协议', 'mediation failed');
  if (trigger === 'other') return t('审理中的新情况', 'something new in the trial');
  if (trigger in trialEvents) return trialEvents[trigger][lang === 'en' ? 1 : 0];
  return listed(trigger.split('、').map(id => (id === 'cause' ? t('更正案由', 'cause corrected') : (lang === 'en' ? facts?.get(id)?.nameEn : facts?.get(id)?.name) ?? t('补充的事实', 'a new fact'))));
}

/** The steps that answer it, as the service offers them to whoever looks. */
const answeredBy = ['answer_second_triage', 'file', 'change_procedure', 'confirm_route'];

/** Who can answer where the reader cannot. */
const waitsFor = c => (['awaiting_mediator', 'mediating', 'confirmation_applied', 'confirmation_review', 'confirmation_refused'].includes(c.state) ? t('由程序分流员、庭长答复。', 'The triage officer or the head answers it.') : ['mediation_failed', 'filed', 'agreed'].includes(c.state) ? t('由程序分流员、庭长答复，或者在转入审理时一并答复。', 'The officer or the head answers it, or whoever passes the case to trial.') : t('由承办法官、庭长确认或者转换程序时答复。', 'The judge or the head answers it by keeping or changing the procedure.'));

/**
 * What whoever opens the case must see first; nothing where no answer is due.
 * @param {(actions: string[]) => any} buttons of the steps that answer it
 */
export function secondNotice(c, buttons) {
  if (!secondWaits(c)) return null;
  const second = c.secondTriage;
  const answers = (c.actions ?? []).map(one => one.action).filter(action => answeredBy.includes(action));
  const trigger = h('span', {}, triggerName(second.trigger));
  remember('/rules/facts').then(catalogue => { trigger.textContent = triggerName(second.trigger, new Map(catalogue.items.map(f => [f.id, f]))); }, () => undefined);
  return h('div.notice.warn.second-triage', {}, h('strong', {}, t('有新情况，已重新甄别，待答复', 'Triage has looked again and waits for an answer')),
    h('p', {}, t('因“', 'Raised by “'), trigger, t(`”于 ${second.raisedOn} 提出，现在的建议：${inShort(second.proposal)}`, `” on ${second.raisedOn}; it now proposes ${inShort(second.proposal)}`), second.dueOn && t(`；${second.dueOn} 前答复`, `; answer by ${second.dueOn}`)),
    second.barring?.citation && article(second.barring.citation),
    answers.length ? h('div.actions', { role: 'group', 'aria-label': t('答复', 'Answer') }, buttons(answers)) : h('p.hint', {}, waitsFor(c)));
}

/** Before a judge has the case, the officer answers; afterwards it is the judge's ruling. */
const officers = ['awaiting_mediator', 'mediating', 'mediation_failed', 'agreed', 'confirmation_applied', 'confirmation_review', 'confirmation_refused'];

/** In the officer's queue, below the doubtful cases: those that the officer answers with a button of their own. */
export async function secondOpen(host) {
  const answer = item => {
    const b = button(t('答复', 'Answer'), null, { 'aria-label': t(`答复 ${item.number ?? ''} 的二次分流`, `Answer the second triage of ${item.number ?? 'this case'}`) });
    b.addEventListener('click', once(b, async () => openForm('answerSecond', await get(`/cases/${item.caseId}`), () => secondOpen(host))));
    return b;
  };
  try {
    const list = await get(`/worklist${query({ limit: 500 })}`);
    const waiting = list.items.filter(item => item.kind === 'second_triage');
    fill(host, waiting.length > 0 && [h('h2.queue-head', {}, t(`二次分流待答复 ${waiting.length} 件`, `${waiting.length} second triage(s) to answer`)), h('ol.queue.second', {}, waiting.map(item => h('li', {}, h('a', { href: `#/case/${item.caseId}` },
      h('span.row', {}, h('strong', {}, item.number ?? item.caseId.slice(0, 8)), daysLeft(item.daysLeft)), h('span.row.small', {}, h('span', {}, item.cause ?? '')), h('span.why', {}, spoken(item.text))),
    h('p.row.answer', {}, officers.includes(item.state) ? answer(item) : item.state === 'filed' ? badge('wait', t('转入审理时答复', 'answered when passed to trial')) : badge('wait', t('由承办法官转换程序答复', 'the judge answers it'))))))]);
  } catch { /* the queue itself says when the line is cut */ }
}
