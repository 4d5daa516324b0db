// What lies in the file, by day; what this console can print opens.

import { h } from './dom.js';
import { lang, t } from './lang.js';
import { badge, empty } from './widgets.js';
import { closureName, decisionName } from './words.js';

export function papersView(c) {
  const papers = [
    [c.receivedOn, c.oralRecord ? t('口头起诉笔录', 'Record of an oral complaint') : t('起诉材料', 'Complaint'), null],
    [c.receivedOn, t('收件回执', 'Receipt'), `#/receipt/${c.id}`],
    c.filedByProxy && [c.receivedOn, t(`代办授权：${c.filedByProxy.authority}`, `Authority of the proxy: ${c.filedByProxy.authority}`), null],
    c.deficiency && [c.deficiency.givenOn, t('补正告知书', 'Deficiency notice'), `#/notice/${c.id}/deficiency`],
    c.deficiency?.correctedOn && [c.deficiency.correctedOn, t('补正材料', 'Corrections'), null],
    c.referral && [c.referral.on, t('告知书', 'Referral notice'), `#/notice/${c.id}/referral`],
    ...[...(c.earlierProtections ?? []), c.protection].filter(Boolean).flatMap(p => [[p.givenOn, t(`人身安全保护令告知：${p.to}`, `Protection order explained to ${p.to}`), null], p.decision && [p.decision.decidedAt.slice(0, 10), t(`人身安全保护令裁定${p.decision.validUntil ? `，有效至 ${p.decision.validUntil}` : ''}`, `Ruling on the protection order${p.decision.validUntil ? `, valid until ${p.decision.validUntil}` : ''}`), null]]),
    ...(c.mediation?.sessions ?? []).map(s => [s.heldOn, t('调解笔录', 'Record of the session'), null]),
    ...(c.mediation?.earlierAgreements ?? []).map(a => [a.signedOn, t('原调解协议书', 'Earlier agreement'), null]),
    c.mediation?.agreement && [c.mediation.agreement.signedOn, t('调解协议书', 'Agreement'), null],
    c.mediation?.outcome && c.mediation.outcome !== 'agreed' && [c.mediation.endedOn, t('调解终止单', 'Termination sheet'), null],
    c.confirmation && [c.confirmation.appliedOn, t('司法确认申请书', 'Application for confirmation'), null],
    c.confirmation?.decision && [c.confirmation.decidedOn, t(`司法确认裁定书（${decisionName(c.confirmation.decision)}）`, `Ruling on confirmation (${decisionName(c.confirmation.decision)})`), null],
    ...(c.confirmation?.service ?? []).map(s => [s.on, t(`送达回证：${s.party}`, `Proof of service: ${s.party}`), null]),
    ...(c.trial?.procedureChanges ?? []).map(p => [p.ruledOn, t('转换程序裁定书', 'Ruling on the procedure'), null]),
    ...(c.trial?.events ?? []).filter(e => e.kind === 'hearing').map(e => [e.on, t('庭审笔录', 'Record of the hearing'), null]),
    c.closure && [c.closure.document.madeOn, `${c.closure.document.kind}${lang === 'en' ? ` (${closureName(c.closure.mode)})` : ''}`, null],
    ...(c.closure?.service ?? []).map(s => [s.on, t(`送达回证：${s.party}`, `Proof of service: ${s.party}`), null]),
    ...(c.reminders ?? []).map(r => [r.sentOn, t(`提醒函第 ${r.number} 号`, `Reminder no. ${r.number}`), null]),
    ...(c.followUps ?? []).map(f => [f.on, t('回访记录', 'Follow-up'), null]),
  ].filter(Boolean).sort((a, b) => (a[0] ?? '').localeCompare(b[0] ?? ''));
  return papers.length ? h('table.factors', {}, h('caption.hidden', {}, t('文书与材料', 'Papers')), h('tbody', {}, papers.map(([on, name, href]) => h('tr', {}, h('th.date', { scope: 'row' }, on ?? '—'), h('td', {}, href ? h('a', { href }, name) : name), h('td', {}, href && badge('good', t('可打印', 'prints'))))))) : empty(t('卷内还没有材料。', 'The file is empty.'));
}
