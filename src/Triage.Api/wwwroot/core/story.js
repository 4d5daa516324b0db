// What has happened to a case: the entries of its history by name, and the days of the trial in their order.

import { h } from './dom.js';
import { t } from './lang.js';
import { benchName, eventName, procedureName, serviceName, suspensionName } from './words.js';

const names = {
  received: t('收件', 'Received'), correction_requested: t('一次性告知补正', 'Deficiency notice'), corrected: t('收到补正，重新甄别', 'Corrected'), facts_added: t('补充事实', 'Facts added'),
  triage_confirmed: t('确认分流', 'Route confirmed'), second_triage_answered: t('答复二次分流', 'Second triage answered'), referred_out: t('告知其他途径', 'Referred out'), application_withdrawn: t('立案前撤回', 'Withdrawn before filing'),
  protection_informed: t('告知人身安全保护令', 'Protection order explained'), protection_decided: t('裁定人身安全保护令', 'Protection order decided'),
  mediation_offered: t('交办调解', 'Offered to a mediator'), offer_declined: t('不接受交办', 'Offer declined'), offer_lapsed: t('交办失效', 'Offer lapsed'),
  mediation_claimed: t('调解员领取', 'Claimed by a mediator'), mediation_returned: t('调解员退回', 'Returned by the mediator'), lease_expired: t('逾期未调解，自动退回', 'Lease expired'),
  mediation_consent_recorded: t('记录调解意愿', 'Consent recorded'), mediation_session_held: t('进行调解', 'Session held'), mediation_extended: t('延长调解', 'Mediation extended'), mediation_ended: t('调解结束', 'Mediation ended'),
  mediation_reopened: t('重新调解', 'Mediation reopened'), mediator_changed: t('更换调解员', 'Mediator changed'),
  confirmation_applied: t('申请司法确认', 'Confirmation applied for'), confirmation_accepted: t('受理司法确认', 'Confirmation accepted'), confirmation_decided: t('司法确认裁定', 'Confirmation decided'),
  filed: t('登记立案', 'Filed'), assigned: t('分案', 'Assigned'), recusal_requested: t('申请回避', 'Recusal requested'), recusal_decided: t('决定回避', 'Recusal decided'),
  recusal_review_requested: t('申请复议回避决定', 'Review of the recusal requested'), recusal_review_decided: t('决定回避复议', 'Review of the recusal decided'), participant_added: t('登记诉讼参与人', 'Participant added'),
  evidence_period_set: t('确定举证期限', 'Evidence period set'), evidence_extension_requested: t('申请延长举证期限', 'More time for evidence requested'), evidence_extension_decided: t('决定延长举证期限', 'More time for evidence decided'),
  event_recorded: t('程序事项', 'Event recorded'), procedure_changed: t('转换程序', 'Procedure changed'), suspension_recorded: t('中止或扣除审限', 'Suspension'), extension_requested: t('申请延长审限', 'Extension requested'),
  extension_decided: t('决定延长审限', 'Extension decided'), superior_extension_requested: t('报请上级法院延长审限', 'Superior court asked for more time'), superior_extension_decided: t('上级法院批复', 'Reply of the superior court'),
  closed: t('结案', 'Closed'), appealed: t('上诉', 'Appealed'), became_effective: t('生效', 'Became effective'), followed_up: t('回访', 'Followed up'),
  archived: t('归档', 'Archived'), reminded: t('发提醒函', 'Reminded'), reminder_answered: t('答复提醒函', 'Reminder answered'), ledger_checked: t('台账核查', 'Ledger checked'), source_reference_given: t('补登来源编号', 'Reference of the source added'), linked: t('关联案件', 'Linked'), imported: t('台账导入', 'Imported'),
};

export const actionName = action => names[action] ?? action;

const verdict = granted => (granted ? t('准许', 'granted') : t('不准许', 'refused'));
const length = x => (x.days ? t(`${x.days} 日`, `${x.days} days`) : t(`${x.months} 个月`, `${x.months} months`));

/** Events, periods, suspensions, conversions, extensions and recusals in the order of their days. */
export function trialStory(c, name = id => id) {
  const tr = c.trial ?? {};
  const items = [
    c.filedOn && [c.filedOn, t('立案', 'Filed')], tr.assignedOn && [tr.assignedOn, t('分案', 'Assigned'), name(c.judge)],
    ...(tr.events ?? []).map(e => [e.on, eventName(e.kind), [e.party, e.method && serviceName(e.method), e.note].filter(Boolean).join('　')]),
    ...(tr.evidencePeriods ?? []).flatMap(p => [[p.startOn, t(`确定举证期限 ${p.days} 日`, `Evidence period of ${p.days} days`), [p.agreed && t('双方协商', 'agreed'), p.rebuttal && t('再次确定', 'once more'), p.reason].filter(Boolean).join('　')],
      ...(p.extensions ?? []).map(x => [x.requestedOn, t(`申请延长举证期限 ${x.days} 日`, `${x.days} more days for evidence asked`), [x.party, x.decidedOn ? `${verdict(x.granted)} ${x.decidedOn}` : t('待决定', 'open')].join('　')])]),
    ...(tr.recusals ?? []).flatMap(r => [[r.requestedOn, t(`申请${name(r.person)}回避`, `Recusal of ${name(r.person)} asked`), [r.ground, r.decidedOn ? `${verdict(r.granted)} ${r.decidedOn}` : t('待决定', 'open')].join('　')],
      r.review && [r.review.requestedOn, t('申请复议回避决定', 'Review of the recusal asked'), [r.review.ground, r.review.decidedOn ? `${verdict(r.review.granted)} ${r.review.decidedOn}` : t('待决定', 'open')].join('　')]]),
    ...(tr.suspensions ?? []).map(s => [s.from, t(`扣除审限：${suspensionName(s.ground)}`, `Days left out: ${suspensionName(s.ground)}`), s.to ? t(`至 ${s.to}`, `until ${s.to}`) : t('尚未结束', 'still open')]),
    ...(tr.procedureChanges ?? []).map(p => [p.ruledOn, t(`${procedureName(p.from)} 转为 ${procedureName(p.to)}、${benchName(p.bench)}`, `${procedureName(p.from)} to ${procedureName(p.to)}, ${benchName(p.bench)}`), p.reason]),
    ...(tr.extensions ?? []).map(x => [x.requestedOn, x.authority === 'superior_court' ? t(`报请${x.court ?? '上级法院'}延长审限 ${length(x)}`, `${x.court ?? 'Superior court'} asked for ${length(x)} more`) : t(`申请延长审限 ${length(x)}`, `More time asked: ${length(x)}`),
      [x.reason, x.decidedOn ? `${verdict(x.granted)} ${x.decidedOn}${x.document ? ` ${x.document}` : ''}` : t('待决定', 'open')].filter(Boolean).join('　')]),
    ...(c.appeals ?? []).map(a => [a.on, t('上诉', 'Appealed'), a.party]), c.closedOn && [c.closedOn, t('结案', 'Closed')], c.effectiveOn && [c.effectiveOn, t('生效', 'In effect')],
  ].filter(Boolean).sort((a, b) => a[0].localeCompare(b[0]));
  return items.length ? h('ol.timeline', {}, items.map(([on, what, more]) => h('li', {}, h('time', { datetime: on }, on), h('p', {}, h('strong', {}, what), more && `　${more}`)))) : h('p.hint', {}, t('还没有记录。', 'Nothing yet.'));
}
