// What the history calls things: a name in both languages for every event that the service writes.

import { t } from './lang.js';

const ofCases = {
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
  progress_queried: t('公众查询进度', 'Progress asked on the public page'),
};

/** Events of no case: accounts, sessions, the calendar, the figures. */
const ofNoCase = {
  signed_in: t('登录', 'Signed in'), signed_out: t('退出', 'Signed out'), sign_in_failed: t('登录失败', 'Sign-in failed'), account_locked: t('账号锁定', 'Account locked'),
  password_changed: t('修改密码', 'Password changed'), password_reset: t('重置密码', 'Password reset'), account_created: t('开立账号', 'Account opened'), account_disabled: t('停用账号', 'Account disabled'),
  account_enabled: t('恢复账号', 'Account enabled'), second_factor_enrolled: t('启用第二因子', 'Second factor enrolled'), second_factor_removed: t('取消第二因子', 'Second factor removed'),
  second_factor_reset: t('清除第二因子', 'Second factor cleared'), second_factor_failed: t('验证码不正确', 'Wrong code'), recovery_code_used: t('使用恢复码', 'Recovery code used'),
  calendar_changed: t('更改工作日历', 'Calendar changed'), case_excluded: t('剔除统计', 'Left out of a figure'), progress_not_found: t('公众查询未查到', 'Public query, nothing found'),
};

export const eventsOfNoCase = Object.keys(ofNoCase);
export const actionName = action => ofCases[action] ?? ofNoCase[action] ?? action;
