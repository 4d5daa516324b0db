// The words of the contract as they are said at the counter.

import { lang, listed } from './lang.js';

const book = entries => word => {
  const names = entries[word];
  return names ? names[lang === 'en' ? 1 : 0] : (word ?? '—');
};

const states = {
  draft: ['暂存', 'Draft'], received: ['已收件', 'Received'], deficient: ['待补正', 'Deficient'], referred_out: ['已告知其他途径', 'Referred out'],
  not_accepted: ['不予受理', 'Not accepted'], in_triage: ['待分流', 'In triage'], human_review: ['待人工甄别', 'Human review'],
  awaiting_mediator: ['待领取调解', 'Awaiting mediator'], mediating: ['调解中', 'Mediating'], agreed: ['达成调解协议', 'Agreed'],
  mediation_failed: ['调解未达成', 'Mediation failed'], confirmation_applied: ['已申请司法确认', 'Confirmation applied'],
  confirmation_review: ['司法确认审查', 'Confirmation review'], confirmed: ['已裁定确认', 'Confirmed'], confirmation_refused: ['未予确认', 'Confirmation refused'],
  filed: ['已立案', 'Filed'], assigned: ['已分案', 'Assigned'], preparing: ['审前准备', 'Preparing'], in_trial: ['审理中', 'In trial'],
  suspended: ['中止审理', 'Suspended'], closed: ['已结案', 'Closed'], appealed: ['已上诉', 'Appealed'], effective: ['已生效', 'Effective'],
  follow_up: ['回访督促', 'Follow-up'], redo: ['退回重办', 'Redo'], archived: ['已归档', 'Archived'], withdrawn: ['已撤回', 'Withdrawn'],
};

/** A sign beside each colour, so that a state can be told in black and white. */
const tones = {
  wait: ['received', 'in_triage', 'awaiting_mediator', 'filed', 'assigned', 'draft'],
  ask: ['human_review', 'deficient', 'redo', 'suspended'],
  work: ['mediating', 'confirmation_applied', 'confirmation_review', 'preparing', 'in_trial', 'appealed', 'follow_up'],
  good: ['agreed', 'confirmed', 'effective', 'closed', 'archived'],
  end: ['referred_out', 'not_accepted', 'mediation_failed', 'confirmation_refused', 'withdrawn'],
};
export const stateTone = state => Object.keys(tones).find(tone => tones[tone].includes(state)) ?? 'wait';
export const allStates = Object.keys(states);

const routes = {
  mediation: ['调解', 'Mediation'], fast_track: ['速裁', 'Fast track'], family_team: ['家事团队', 'Family team'], land_team: ['涉农土地团队', 'Land team'],
  specialised_team: ['专业化团队', 'Specialised team'], ordinary_team: ['普通审判团队', 'Ordinary team'], refer_out: ['告知其他途径', 'Refer out'],
  human_review: ['人工甄别', 'Human review'],
};
export const allRoutes = Object.keys(routes);

export const stateName = book(states);
export const routeName = book(routes);
export const procedureName = book({ small_claims: ['小额诉讼', 'Small claims'], simple: ['简易程序', 'Simple'], ordinary: ['普通程序', 'Ordinary'], special: ['特别程序', 'Special'] });
export const benchName = book({ sole: ['独任审理', 'Sole judge'], panel: ['合议庭', 'Panel'] });
export const channelName = book({
  counter: ['窗口', 'Counter'], online: ['网上', 'Online'], oral: ['口头', 'Oral'], proxy: ['代办', 'By proxy'], police: ['派出所', 'Police'], grid: ['网格', 'Grid'],
  hotline: ['热线', 'Hotline'], petition: ['信访', 'Petition'], liaison: ['司法联络员', 'Liaison'], governance_centre: ['综治中心', 'Governance centre'],
  other_court: ['其他法院', 'Other court'],
});
export const channels = ['counter', 'oral', 'online', 'proxy', 'liaison', 'police', 'grid', 'governance_centre', 'hotline', 'petition', 'other_court'];
export const partyRole = book({ plaintiff: ['原告', 'Plaintiff'], defendant: ['被告', 'Defendant'], third_party: ['第三人', 'Third party'], applicant: ['申请人', 'Applicant'], respondent: ['被申请人', 'Respondent'] });
export const partyKind = book({ person: ['自然人', 'Person'], company: ['公司', 'Company'], organisation: ['其他组织', 'Organisation'], government: ['机关', 'Government'] });
export const contactName = book({ reachable: ['联系得上', 'Reachable'], uncertain: ['不确定', 'Uncertain'], missing: ['下落不明', 'Missing'] });
export const wishName = book({ agree: ['愿意调解', 'Willing'], refuse: ['不愿调解', 'Refuses'], unknown: ['未表示', 'Not said'] });
export const roleName = book({
  clerk: ['立案人员', 'Clerk'], triage_officer: ['程序分流员', 'Triage officer'], mediator: ['调解员', 'Mediator'], judge: ['法官', 'Judge'], tribunal_head: ['庭长', 'Tribunal head'],
  president: ['院长', 'President'], leader: ['院领导', 'Leader'], data_staff: ['数据人员', 'Data staff'], system_admin: ['系统管理员', 'System admin'],
  security_admin: ['安全管理员', 'Security admin'], auditor: ['审计员', 'Auditor'],
});
export const numberKind = book({
  receipt: ['收件号', 'Receipt no.'], first_instance: ['民初案号', 'Case no.'], pre_filing_mediation: ['诉前调号', 'Mediation no.'], mediation_agreement: ['人调号', 'Agreement no.'], confirmation: ['诉前调确号', 'Confirmation no.'], special_procedure: ['民特号', 'Special procedure no.'], archive: ['档号', 'Archive no.'],
});
export const familyName = book({
  family: ['婚姻家事', 'Family'], land: ['涉农土地', 'Land'], labour: ['劳动', 'Labour'], traffic: ['交通事故', 'Traffic'], lending: ['借贷', 'Lending'], contract: ['合同', 'Contract'],
  housing: ['房屋', 'Housing'], tort: ['侵权', 'Tort'], neighbour: ['相邻', 'Neighbours'], administrative: ['行政', 'Administrative'], other: ['其他', 'Other'],
});
export const outcomeName = book({
  agreed: ['达成协议', 'Agreed'], failed: ['未达成', 'Failed'], withdrawn: ['撤回', 'Withdrawn'], settled_privately: ['自行和解', 'Settled privately'], unreachable: ['无法联系', 'Unreachable'],
  refused_to_sign: ['拒绝签字', 'Refused to sign'], expired: ['逾期', 'Expired'], other: ['其他', 'Other'],
});
export const outcomes = ['agreed', 'failed', 'settled_privately', 'withdrawn', 'unreachable', 'refused_to_sign', 'expired', 'other'];
export const sessionMode = book({ on_site: ['现场', 'On site'], phone: ['电话', 'Phone'], video: ['视频', 'Video'], asynchronous: ['分别', 'Separately'] });
export const opinionName = book({ simple: ['宜简', 'Simple'], complex: ['宜繁', 'Complex'] });

export const trialEvents = {
  served: ['送达', 'Served'], answered: ['答辩', 'Answered'], evidence: ['举证、交换证据', 'Evidence'], hearing: ['开庭', 'Hearing'], hearing_scheduled: ['排定开庭', 'Hearing fixed'], adjourned: ['延期开庭', 'Adjourned'], mediation: ['庭内调解', 'Mediation in court'],
  preservation: ['保全', 'Preservation'], public_notice: ['需公告送达', 'Public notice needed'], counterclaim: ['提出反诉', 'Counterclaim'], appraisal: ['申请鉴定', 'Expert appraisal'], party_added: ['追加当事人', 'Party added'], fee_notice: ['通知交纳诉讼费', 'Told to pay the fee'], fee_paid: ['交纳诉讼费', 'Fee paid'], fee_remitted: ['准许减、缓、免交诉讼费', 'Fee reduced, put off or waived'],
  procedure_objection: ['提出程序异议', 'Objection to the procedure'], objection_dismissed: ['裁定驳回程序异议', 'Objection dismissed'],
  protection_order_decided: ['作出人身安全保护令', 'Protection order decided'], appeal_copy_sent: ['送上诉状副本', 'Appeal copied'], appeal_answered: ['上诉答辩', 'Appeal answered'], appeal_file_sent: ['报送上诉卷宗', 'File sent up'],
  second_instance_result: ['二审结果', 'Result on appeal'], receipt_returned: ['邮寄回执收到', 'Receipt returned'], other: ['其他', 'Other'],
};
export const eventName = book(trialEvents);
export const suspensionGrounds = {
  stay: ['中止诉讼', 'Stay of proceedings'], appraisal: ['鉴定', 'Expert appraisal'], public_notice: ['公告', 'Public notice'], settlement: ['双方当事人和解', 'The parties negotiate'],
  jurisdiction: ['管辖异议、管辖争议', 'Jurisdiction'], audit: ['审计、评估、资产清理', 'Audit, valuation'], new_evidence: ['因新证据等延期审理', 'Adjourned for new evidence'],
};
export const suspensionName = book({ ...suspensionGrounds, mediation_extended: ['延长的调解', 'Extended mediation'], pre_suit_appraisal: ['诉前鉴定', 'Appraisal before suit'] });
export const closureName = book({ judgment: ['判决', 'Judgment'], mediation_statement: ['调解书', 'Mediation statement'], withdrawal: ['准许撤诉', 'Withdrawal'], dismissal: ['驳回起诉', 'Dismissal'], ruling: ['裁定', 'Ruling'], transfer: ['移送', 'Transfer'], other: ['其他', 'Other'] });
export const deemedName = book({ fee_unpaid: ['通知后仍不交纳诉讼费', 'The fee was not paid'], absent: ['拒不到庭或者中途退庭', 'The plaintiff stayed away'] });
export const deemedGrounds = ['fee_unpaid', 'absent'];
export const closures = ['judgment', 'mediation_statement', 'withdrawal', 'dismissal', 'ruling', 'transfer', 'other'];
export const serviceName = book({ in_person: ['直接送达', 'In person'], pronounced: ['当庭宣判（宣告）', 'Pronounced'], post: ['邮寄', 'By post'], electronic: ['电子送达', 'Electronic'], left_at_domicile: ['留置送达', 'Left at the domicile'], through_unit: ['转交', 'Through a unit'], announcement: ['公告', 'Public notice'] });
export const services = ['in_person', 'pronounced', 'post', 'electronic', 'left_at_domicile', 'through_unit', 'announcement'];
export const decisionName = book({ confirmed: ['裁定有效', 'Confirmed'], rejected: ['裁定驳回', 'Rejected'], not_accepted: ['裁定不予受理', 'Not accepted'], withdrawn: ['准许撤回', 'Withdrawn'] });

export const abstainName = book({
  missing_fact: ['缺关键事实', 'Missing fact'], close_routes: ['去向相近', 'Close routes'], conflicting_signals: ['信号矛盾', 'Conflicting signals'],
  out_of_domain: ['不像纠纷陈述', 'Out of domain'], low_confidence: ['把握不足', 'Low confidence'], not_a_civil_case: ['不像民事案件', 'Perhaps no civil case'],
  special_procedure: ['依法另走特别程序', 'Special procedure'],
});

const verbs = {
  allows: ['可以', 'allows'], allows_by_agreement: ['经约定可以', 'allows by agreement'], forbids: ['不得', 'forbids'], requires: ['应当', 'requires'],
  refers_out: ['另循途径', 'refers out'], flags: ['提示', 'flags'],
};
const objects = {
  small_claims: ['适用小额诉讼', 'small claims'], simple: ['适用简易程序', 'simple procedure'], ordinary: ['适用普通程序', 'ordinary procedure'], special: ['适用特别程序', 'special procedure'],
  sole: ['独任审理', 'sole judge'], panel: ['组成合议庭', 'panel'], mediation: ['调解', 'mediation'], confirmation: ['司法确认', 'confirmation'], court: ['由法院受理', 'court'],
  administrative_channel: ['行政途径', 'administrative channel'], arbitration_commission: ['仲裁委员会', 'arbitration commission'], competent_authority: ['主管机关', 'competent authority'],
  government_forest: ['人民政府（林木林地）', 'government (forest)'], government_land: ['人民政府（土地权属）', 'government (land)'], labour_arbitration: ['劳动仲裁', 'labour arbitration'],
  other_court: ['有管辖权的法院', 'competent court'], refile_later: ['期满后再起诉', 'refile later'], retrial: ['申请再审', 'retrial'], rural_administration: ['农业农村主管部门', 'rural administration'],
  village_collective: ['村集体', 'village collective'], divorce_must_mediate: ['离婚应当调解', 'divorce: mediate'], domestic_violence: ['家庭暴力', 'domestic violence'],
  false_suit_risk: ['虚假诉讼风险', 'false suit risk'], group_dispute: ['群体性纠纷', 'group dispute'], land_decision_suit: ['对处理决定起诉', 'suit on land decision'],
  late_after_award: ['超过起诉期限', 'late after award'], minor: ['涉未成年人', 'minor'], protection_order: ['人身安全保护令', 'protection order'],
  protection_order_urgent: ['紧急保护令', 'urgent protection order'], repeat_suit: ['重复起诉', 'repeat suit'], small_claims_notice: ['小额诉讼告知', 'small claims notice'],
  special_protection: ['特殊群体保护', 'special protection'], translation: ['需要翻译', 'translation'], violence_screen: ['家暴筛查', 'violence screening'], withdrawal_no_bar: ['撤诉后可再诉', 'withdrawal is no bar'],
  many_similar_claims: ['同一原告类似诉讼多', 'many similar suits of one plaintiff'], many_against_one: ['多人诉同一被告', 'many suits against one defendant'],
  superior_reply_late: ['上级法院批复逾期', 'superior court replied late'], like_earlier_case: ['与在先案件相似', 'like an earlier case'], oral_record_missing: ['缺口头起诉笔录', 'record of the oral filing missing'],
};
export const flagName = book(objects);

/** "forbids small_claims" → { tone: 'forbids', text: '不得适用小额诉讼' } */
export function effectText(effect) {
  const [verb, object] = effect.split(' ');
  const verbName = book(verbs)(verb);
  const glue = lang === 'en' || verb === 'flags' || verb === 'refers_out' ? ' ' : '';
  return { tone: verb, text: `${verbName}${glue === ' ' && lang !== 'en' ? '：' : glue}${book(objects)(object)}` };
}

export const caseNumber = c => {
  const order = ['first_instance', 'special_procedure', 'confirmation', 'pre_filing_mediation', 'receipt'];
  const ranked = [...(c.numbers ?? [])].sort((a, b) => rank(order, a.kind) - rank(order, b.kind));
  return ranked[0]?.number ?? c.id?.slice(0, 8) ?? '—';
};
const rank = (order, kind) => (order.includes(kind) ? order.indexOf(kind) : order.length);

const side = (c, roles) => (c.parties ?? []).filter(p => roles.includes(p.role)).map(p => p.name);
const some = names => (names.length > 2 ? (lang === 'en' ? `${names[0]} and ${names.length - 1} others` : `${names[0]}等${names.length}人`) : listed(names)) || '—';
export const plaintiffs = c => some(side(c, ['plaintiff', 'applicant']));
export const defendants = c => some(side(c, ['defendant', 'respondent']));
/** The hearing to come: the last that was fixed, unless it was put off since. */
export const nextHearing = (c, day) => {
  const last = (c.trial?.events ?? []).filter(e => ['hearing_scheduled', 'adjourned'].includes(e.kind)).at(-1);
  return last?.kind === 'hearing_scheduled' && last.on >= day ? last.on : null;
};
/** Days left of the seven for review, which begin anew with a correction; null where they do not run. */
export const reviewDays = c => (c.deadlines ?? []).find(d => d.clock === 'filing_review' && !d.endedOn)?.daysLeft ?? null;
/** 李波 诉 李强 */
export const title = c => `${plaintiffs(c)} ${lang === 'en' ? 'v.' : '诉'} ${defendants(c)}`;
