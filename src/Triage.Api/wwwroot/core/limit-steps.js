// The forms of the period for evidence and of the limit that the superior court extends.

import { askingTime } from './asking-time.js';
import { h } from './dom.js';
import { t } from './lang.js';
import { stepForm } from './step-form.js';
import { askedEvidence, askedSuperior, evidencePeriods } from './step-when.js';

const parties = c => c.parties.map(p => [p.name, p.name]);
const usual = { small_claims: '7', simple: '15', ordinary: '15' };

const lengths = { days: t('日', 'days'), months: t('个月', 'months') };

export const limitForms = {
  setEvidencePeriod: (c, show) => stepForm(c, show, {
    name: t('确定举证期限', 'Set the evidence period'), path: '/evidence-period', intro: t('普通程序不少于十五日，简易程序不超过十五日，小额诉讼一般不超过七日；自通知次日起算。', 'Ordinary: at least fifteen days; simple: at most fifteen; small claims: seven as a rule. The day of the notice is not counted.'),
    fields: [
      { key: 'days', kind: 'number', label: t('天数', 'Days'), required: true, value: usual[c.procedure] ?? '15' }, { key: 'startOn', kind: 'day', label: t('通知日', 'Day of the notice') },
      { key: 'agreed', kind: 'yesNo', label: t('当事人协商一致并经法院准许', 'Agreed by the parties and allowed') }, { key: 'rebuttal', kind: 'yesNo', label: t('期满后再次确定（反驳证据、补强瑕疵）', 'Once more after expiry, for rebuttal'), value: evidencePeriods(c).length > 0 },
      { key: 'reason', kind: 'area', label: t('理由（小额超过七日的必填）', 'Reason, where longer than usual') },
    ],
  }),
  requestEvidenceExtension: (c, show) => stepForm(c, show, {
    name: t('申请延长举证期限', 'Ask for more time for evidence'), path: '/evidence-period/extension',
    fields: [{ key: 'party', kind: 'pick', label: t('申请人', 'Who asks'), options: parties(c) }, { key: 'days', kind: 'number', label: t('延长几日', 'Days'), required: true }, { key: 'requestedOn', kind: 'day', label: t('收到申请之日', 'Received on') }, { key: 'reason', kind: 'area', label: t('理由', 'Reason'), required: true }],
  }),
  decideEvidenceExtension: (c, show) => stepForm(c, show, {
    name: t('决定延长举证期限', 'Decide on more time for evidence'), path: '/evidence-period/extension/decision', intro: askedEvidence(c).map(x => t(`${x.party}申请延长 ${x.days} 日：${x.reason}（${x.requestedOn}）`, `${x.party} asks for ${x.days} days: ${x.reason} (${x.requestedOn})`)).join(t('；', '; ')),
    fields: [{ key: 'granted', kind: 'yesNo', label: t('准许', 'Granted'), hint: t('延长的期限适用于其他当事人。', 'It holds for the other parties too.') }, { key: 'days', kind: 'number', label: t('准许几日（与申请不同的填写）', 'Days, where other than asked') }, { key: 'decidedOn', kind: 'day', label: t('决定日期', 'Decided on') }],
  }),
  requestSuperiorExtension: async (c, show) => stepForm(c, show, {
    name: t('报请上级法院延长审限', 'Ask the superior court for more time'), path: '/limit-extension/superior', intro: [h('p.hint', {}, t('院长批准延长后仍不能审结的，报请上级人民法院批准。', 'Where the president’s extension does not suffice.')), await askingTime(c, 'K7')],
    fields: [{ key: 'unit', kind: 'pick', label: t('单位', 'Unit'), options: Object.entries(lengths) }, { key: 'length', kind: 'number', label: t('再延长', 'By'), required: true }, { key: 'court', label: t('上级人民法院', 'Superior court'), required: true }, { key: 'requestedOn', kind: 'day', label: t('报请日期', 'Asked on') }, { key: 'reason', kind: 'area', label: t('理由', 'Reason'), required: true }],
    body: v => ({ [v.unit]: v.length, court: v.court, requestedOn: v.requestedOn, reason: v.reason }),
  }),
  decideSuperiorExtension: (c, show) => stepForm(c, show, {
    name: t('登记上级法院批复', 'Record the superior court’s reply'), path: '/limit-extension/superior/decision', intro: t(`${askedSuperior(c).court ?? ''}，${askedSuperior(c).requestedOn} 报请`, `${askedSuperior(c).court ?? ''}, asked on ${askedSuperior(c).requestedOn}`),
    fields: [{ key: 'granted', kind: 'yesNo', label: t('批准', 'Granted') }, { key: 'document', label: t('批复文号', 'Number of the reply'), required: true }, { key: 'decidedOn', kind: 'day', label: t('批复日期', 'Its date') }],
  }),
};
