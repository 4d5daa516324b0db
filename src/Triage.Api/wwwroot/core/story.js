// What the entries of the history are called (docs/lifecycle.md, last column).

import { t } from './lang.js';

const names = {
  received: t('收件', 'Received'), correction_requested: t('一次性告知补正', 'Deficiency notice'), corrected: t('收到补正，重新甄别', 'Corrected'), facts_added: t('补充事实', 'Facts added'),
  triage_confirmed: t('确认分流', 'Route confirmed'), referred_out: t('告知其他途径', 'Referred out'), application_withdrawn: t('立案前撤回', 'Withdrawn before filing'), protection_informed: t('告知人身安全保护令', 'Protection order explained'),
  mediation_claimed: t('调解员领取', 'Claimed by a mediator'), mediation_returned: t('调解员退回', 'Returned by the mediator'), lease_expired: t('逾期未调解，自动退回', 'Lease expired'),
  mediation_consent_recorded: t('记录调解意愿', 'Consent recorded'), mediation_session_held: t('进行调解', 'Session held'), mediation_extended: t('延长调解', 'Mediation extended'), mediation_ended: t('调解结束', 'Mediation ended'),
  mediation_reopened: t('重新调解', 'Mediation reopened'), mediator_changed: t('更换调解员', 'Mediator changed'),
  confirmation_applied: t('申请司法确认', 'Confirmation applied for'), confirmation_accepted: t('受理司法确认', 'Confirmation accepted'), confirmation_decided: t('司法确认裁定', 'Confirmation decided'),
  filed: t('登记立案', 'Filed'), assigned: t('分案', 'Assigned'), recusal_requested: t('申请回避', 'Recusal requested'), recusal_decided: t('决定回避', 'Recusal decided'), participant_added: t('登记诉讼参与人', 'Participant added'),
  event_recorded: t('程序事项', 'Event recorded'), procedure_changed: t('转换程序', 'Procedure changed'), suspension_recorded: t('中止或扣除审限', 'Suspension'), extension_requested: t('申请延长审限', 'Extension requested'),
  extension_decided: t('决定延长审限', 'Extension decided'), closed: t('结案', 'Closed'), appealed: t('上诉', 'Appealed'), became_effective: t('生效', 'Became effective'), followed_up: t('回访', 'Followed up'),
  archived: t('归档', 'Archived'), reminded: t('发提醒函', 'Reminded'), reminder_answered: t('答复提醒函', 'Reminder answered'), ledger_checked: t('台账核查', 'Ledger checked'), linked: t('关联案件', 'Linked'), imported: t('台账导入', 'Imported'),
};

export const actionName = action => names[action] ?? action;
