// A closed case: the document, how each party was reached, and until when each may appeal.

import { h } from './dom.js';
import { chinese, spoken, t } from './lang.js';
import { article, badge, button, pairs } from './widgets.js';
import { closureName, deemedName } from './words.js';

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
    closure.appeals?.length > 0 && [h('h3', {}, t('上诉期', 'Time to appeal')), h('ul.reasons', {}, closure.appeals.map(a => h('li', {}, `${a.party}${t('：', ': ')}${spoken(a.text)}`, a.lastDay && [' ', badge('wait', t(`最后一日 ${a.lastDay}`, `last day ${a.lastDay}`))], waits(a.party) && [' ', button(t('登记回执', 'Record the receipt'), () => receipt(a.party), { class: 'quiet', 'aria-label': t(`登记 ${a.party} 的回执`, `Record the receipt of ${a.party}`) })], a.citation && article(a.citation))))],
  ];
}
