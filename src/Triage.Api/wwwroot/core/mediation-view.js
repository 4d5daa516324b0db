// The mediation of a case as everybody may read it: who was asked, who agreed, how often they met, how it ended. Confidential notes never come here.

import { h } from './dom.js';
import { at, chinese, colon, daysBetween, gap, lastDay, t, today } from './lang.js';
import { badge, daysLeft, pairs } from './widgets.js';
import { opinionName, outcomeName, sessionMode } from './words.js';

const answers = { accepted: t('已接受', 'accepted'), declined: t('不接受', 'declined'), lapsed: t('逾期未答复', 'no answer'), taken_back: t('已收回', 'taken back') };

export function mediationView(c, name) {
  const m = c.mediation;
  const takenBack = r => Boolean(r.returnedBy) && name(r.returnedBy) !== name(r.mediator);
  return [
    pairs([[t('进入队列', 'Queued'), at(m.queuedAt)], [t('开始', 'Started'), m.startedOn], [t('结束', 'Ended'), m.endedOn], [t('领取次数', 'Times taken'), m.attempt || null], [t('更换调解员', 'Mediator changed'), m.changes ? t(`${m.changes} 次`, `${m.changes}×`) : null]]),
    (m.offer || m.offers?.length > 0) && h('ul.reasons', {}, (m.offers ?? []).map(o => h('li', {}, t(`交办${name(o.to)}：`, `Offered to ${name(o.to)}: `), badge(o.answer === 'accepted' ? 'good' : 'end', answers[o.answer] ?? o.answer), ` ${at(o.answeredAt)}${gap}${o.reason ?? ''}`)), m.offer && h('li', {}, t(`交办${name(m.offer.to)}：`, `Offered to ${name(m.offer.to)}: `), badge('wait', t(`${lastDay(m.offer.until)} 前答复`, `answer by ${lastDay(m.offer.until)}`)))),
    m.returns?.length > 0 && h('ul.reasons', {}, m.returns.map(r => h('li', {}, badge('end', r.expired ? t('逾期收回', 'lease expired') : takenBack(r) ? t('收回', 'taken back') : t('退回', 'returned')), ` ${at(r.at)} ${name(r.mediator)}${takenBack(r) ? t(`（${name(r.returnedBy)} 收回）`, ` (by ${name(r.returnedBy)})`) : ''}${colon}${r.reason}`))),
    m.consents?.length > 0 && h('p', {}, m.consents.map(x => [badge(x.given ? 'good' : 'late', `${x.party} ${x.given ? t('同意', 'agrees') : t('不同意', 'refuses')} ${x.on}`), ' '])),
    m.sessions?.length > 0 && h('ol.timeline', {}, m.sessions.map(s => h('li', {}, h('time', {}, s.heldOn), h('p', {}, h('strong', {}, sessionMode(s.mode)), `${gap}${name(s.mediator)}`, s.helpers?.length ? t(`　协助：${s.helpers.join('、')}`, ` with ${s.helpers.join(', ')}`) : '', s.hasNote && h('small.hint', {}, t('　有保密笔记', ' (a confidential note is kept apart)')))))),
    (m.extensions ?? []).map(x => h('p.hint', {}, t(`${x.consentOn} 双方同意延长 ${x.days} 日`, `Extended by ${x.days} days on ${x.consentOn}`))),
    m.outcome && h('p', {}, badge(m.outcome === 'agreed' || m.outcome === 'settled_privately' ? 'good' : 'ask', outcomeName(m.outcome)), ` ${m.endedOn ?? ''} ${m.reason ?? ''}`),
    m.undisputedFacts?.length > 0 && [h('h3', {}, t('双方无争议的事实', 'Undisputed facts')), h('ol.claims-read', chinese, m.undisputedFacts.map(f => h('li', {}, f)))],
    m.focus && pairs([[t('争议焦点', 'Issues'), m.focus]]),
    m.complexityOpinion && pairs([[t('繁简建议', 'Opinion'), opinionName(m.complexityOpinion)]]),
    m.agreement && agreementView(m.agreement),
  ];
}

/** A ledger brings the days of an agreement and not its words: that is said, so that nobody takes the empty space for the text. */
const agreementText = a => (a.text
  ? h('p.agreement', chinese, a.text)
  : h('p.notice.warn.no-text', {}, t('系统内没有协议文本：本案由台账导入，台账只记日期。请调取纸质协议核对后再办理。', 'The text of the agreement is not on record: the case came from a ledger, which keeps the days alone. Call for the paper before you go on.')));

export const agreementView = a => [h('h3', {}, t('调解协议', 'Agreement')), agreementText(a), h('p.hint', {}, t(`签名 ${a.signedOn}，盖章 ${a.mediatorSealedOn}${a.effectiveOn ? `，${a.effectiveOn} 生效` : ''}`, `signed ${a.signedOn}, sealed ${a.mediatorSealedOn}${a.effectiveOn ? `, in effect ${a.effectiveOn}` : ''}`)),
  h('ul.performance-list', {}, a.performance.map(p => h('li', {}, p.what ? h('span', chinese, p.what) : t('履行期限', 'due'), ` — ${p.dueOn} `, p.performedOn ? badge('good', t(`${p.performedOn} 已履行`, `performed ${p.performedOn}`)) : daysLeft(daysBetween(today(), p.dueOn)))))];
