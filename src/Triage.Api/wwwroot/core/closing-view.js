// A closed case: the document, how each party was reached, and until when each may appeal.

import { h } from './dom.js';
import { chinese, spoken, t } from './lang.js';
import { article, badge, button, pairs } from './widgets.js';
import { closureName, deemedName } from './words.js';

/** Why nobody may appeal. */
const finals = {
  final: t('本案一审终审，不得上诉。', 'Final at first instance: no appeal.'),
  statement: t('调解书经双方签收即生效，不得上诉。', 'A mediation statement is in effect once both have signed for it: no appeal.'),
  not_appealable: t('本裁定不得上诉：可以上诉的只有不予受理、管辖权异议、驳回起诉三种裁定。', 'No appeal against this ruling: only rulings of inadmissibility, on jurisdiction and of dismissal can be appealed.'),
};

/**
 * How a closed case came by its day, and until when each party may appeal.
 * @param {(party: string) => void} [receipt] opens the form for a posted document whose receipt has come back
 */
export function closingView(closure, receipt) {
  const waits = party => receipt && closure.service?.some(s => s.party === party && s.method === 'post' && !s.receivedOn);
  return [
    pairs([[t('方式', 'How'), closureName(closure.mode)], [t('事由', 'Why'), closure.ground && deemedName(closure.ground)], [t('文书', 'Document'), h('span', chinese, `${closure.document.kind}（${closure.document.madeOn}）`)], [t('法定结案日', 'Closed on'), h('strong', {}, closure.closedOn ?? '—')], [t('生效', 'In effect'), closure.effectiveOn]]),
    h('h3', {}, t('结案日怎么来的', 'How that day came about')),
    closure.steps.length === 0 ? h('p.hint', {}, t('台账载明的日期；系统内没有送达记录。', 'As the ledger has it; no service is on record here.')) : h('ul.reasons', {}, closure.steps.map(s => h('li', {}, h('span.date', {}, s.on), ` ${s.party}${t('：', ': ')}${spoken(s.text ?? '')}`, s.citation && article(s.citation)))),
    closure.appeals?.length > 0 && [h('h3', {}, closure.appeals[0].appealable ? t('上诉期', 'Time to appeal') : t('能否上诉', 'Whether one may appeal')),
      !closure.appeals[0].appealable && h('p.final', {}, finals[closure.appeals[0].kind], closure.appeals[0].citation && article(closure.appeals[0].citation)),
      h('ul.reasons', {}, closure.appeals.map(a => h('li', {}, `${a.party}${t('：', ': ')}${spoken(a.text)}`, a.lastDay && [' ', badge('wait', t(`最后一日 ${a.lastDay}`, `last day ${a.lastDay}`))], waits(a.party) && [' ', button(t('登记回执', 'Record the receipt'), () => receipt(a.party), { class: 'quiet', 'aria-label': t(`登记 ${a.party} 的回执`, `Record the receipt of ${a.party}`) })], a.appealable && a.citation && article(a.citation)))),
      closure.earliestEffectOn && !closure.effectiveOn && h('p.earliest', {}, t('没有人上诉的，最早于 ', 'If nobody appeals it is in effect at the earliest on '), h('strong', {}, closure.earliestEffectOn), t(' 生效（最后一名当事人上诉期届满的次日）。', ', the day after the last party’s last day.'))],
  ];
}
