// An agreement in a suit that is registered: one story on every page. The judge reviews it (特邀调解规定 20); a joint application for confirmation stays open to both sides (民事诉讼法 205), and is not the usual way.

import { h } from './dom.js';
import { t } from './lang.js';
import { has } from './session.js';
import { registered } from './step-when.js';

/** Matters of status and title cannot be confirmed (民诉法解释 355). */
const confirmable = c => !['statusClaim', 'statusConfirmation', 'titleClaim'].some(fact => c.facts?.[fact]);

/** What becomes of the agreement, said in the same words wherever it is said. */
export const agreementWay = c => t(`本案已经立案：协议由承办法官审查，制作调解书或者准许撤诉（特邀调解规定第二十条）${confirmable(c) ? '；双方仍共同申请司法确认的，由立案人员登记。' : '。'}`,
  `The suit is registered: a judge reviews the agreement and makes it a mediation statement or allows the suit to be withdrawn (rules on invited mediation, art. 20).${confirmable(c) ? ' If both sides still apply for confirmation together, the filing clerk records it.' : ''}`);

const steps = c => ['file', 'close', ...(confirmable(c) ? ['apply_for_confirmation'] : [])];
const waits = c => c.state === 'agreed' && registered(c);

/** The steps that stand in the notice and not at the head of the page. */
export const agreedSteps = c => (waits(c) ? ['file', 'close', 'apply_for_confirmation'] : []);

/**
 * Nothing where no agreement of a registered suit waits.
 * @param {(actions: string[]) => any} buttons of the steps that the reader may take
 */
export function agreedNotice(c, buttons) {
  if (!waits(c)) return null;
  const may = action => (c.actions ?? []).some(one => one.action === action);
  const next = may('file') ? t('协议和材料收齐后点“转入审理、分案”，抽取承办法官；申请司法确认的期限随之不再适用。', 'With the papers complete, pass the case to trial: a judge is drawn, and the time to apply for confirmation no longer applies.')
    : may('close') ? t('审查后点“结案”：制作调解书，或者当事人申请撤诉的准许撤诉。', 'After the review close the case: by a mediation statement, or by allowing the withdrawal that the parties ask for.')
    : has('mediator') ? t('请把调解协议和材料交给本庭立案人员：由其在“全案”页点“转入审理、分案”，抽取承办法官。', 'Hand the agreement and the papers to the filing clerk of the tribunal, who passes the case to trial on its page and draws a judge.')
    : t('由本庭立案人员在“全案”页点“转入审理、分案”。', 'The filing clerk of the tribunal passes it to trial on the page of the case.');
  return h('div.notice.info.agreed', {}, h('p', {}, agreementWay(c)), h('p', {}, next), h('div.actions', {}, buttons(steps(c))));
}
