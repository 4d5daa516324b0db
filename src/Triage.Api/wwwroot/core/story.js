// What the entries of the history are called.

import { t } from './lang.js';

const names = {
  received: t('收件', 'Received'), facts_added: t('补充事实，重新甄别', 'Facts added'), triage_confirmed: t('确认分流', 'Route confirmed'), mediation_claimed: t('调解员领取', 'Claimed by a mediator'),
  mediation_returned: t('调解员退回', 'Returned by the mediator'), lease_expired: t('逾期未调，自动退回', 'Lease expired'), consent_recorded: t('记录调解意愿', 'Consent recorded'),
  session_held: t('进行调解', 'Session held'), mediation_extended: t('延长调解', 'Mediation extended'), mediation_ended: t('调解结束', 'Mediation ended'), confirmation_applied: t('申请司法确认', 'Confirmation applied for'),
  confirmation_decided: t('司法确认裁定', 'Confirmation decided'), filed: t('登记立案', 'Filed'), assigned: t('分案', 'Assigned'), closed: t('结案', 'Closed'), appealed: t('上诉', 'Appealed'), archived: t('归档', 'Archived'),
  imported: t('台账导入', 'Imported'), deficiency_served: t('告知补正', 'Deficiency notice'), corrected: t('补正', 'Corrected'), referred_out: t('告知其他途径', 'Referred out'),
};

export const actionName = action => names[action] ?? action;
