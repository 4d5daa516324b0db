// The forms of a trial, from filing to the day on which it ends.

import { change, once as remember } from './api.js';
import { askingTime } from './asking-time.js';
import { closingForm } from './closing.js';
import { fill, h } from './dom.js';
import { area, day, dayByHand, field, required, select, selectByHand, text, toChoose } from './form.js';
import { formDialog } from './form-dialog.js';
import { spoken, t, today } from './lang.js';
import { fileName, ofRuling, openExtension, openSuspension } from './step-when.js';
import { nameOf } from './who.js';
import { pairs, toast } from './widgets.js';
import { benchName, decisionName, eventName, procedureName, serviceName, services, suspensionGrounds, suspensionName, trialEvents } from './words.js';

function said(text, show) {
  toast(text);
  show();
}

const parties = (c, first) => [...(first ? [['', first]] : []), ...c.parties.map(p => [p.name, p.name])];

async function file(c, show) {
  const v = { filedOn: c.filedOn ?? today() };
  let after;
  if (await formDialog(fileName(c), [
    h('p', {}, c.filedOn ? t(`本案已于 ${c.filedOn} 登记立案，案号不变；按均衡抽取承办法官，二次分流一并答复。`, `Registered on ${c.filedOn}; the number stays, a judge is drawn, and the second triage is answered by it.`) : t('登记后编立案号（民初，特别程序编民特；已有的不变），按均衡抽取承办法官，并自次日起算审限。', 'A case number is given unless there is one, a judge is drawn, and the limit runs from the next day.')),
    // A registered case keeps its day, from which the limit runs (审理期限规定 8): it is shown, not asked.
    c.filedOn ? h('div', { data: { path: 'filedOn' } }, pairs([[t('立案日期', 'Filed on'), c.filedOn]]), h('p.error', { hidden: true })) : field(day(v.filedOn, x => { v.filedOn = x; }, { max: today() }), { label: t('立案日期', 'Filed on'), path: 'filedOn', required: true }),
  ], async () => { after = await change(c, '/filing', v); }, c.filedOn ? t('转入审理', 'Pass on') : t('登记', 'Register'))) {
    const judge = nameOf(after.judge, await remember('/court/names').catch(() => undefined));
    said(c.filedOn ? t(`已转入审理，承办法官：${judge}`, `Passed to trial; the judge is ${judge}`) : t(`已登记立案，承办法官：${judge}`, `Registered; the judge is ${judge}`), show);
  }
}

/** 解释 358: what an agreement may not be; 355: what is not even taken. */
const grounds = [
  t('违反法律强制性规定', 'Against a mandatory rule'), t('损害国家利益、社会公共利益、他人合法权益', 'Harms the state, the public or others'), t('违背公序良俗', 'Against public order'), t('违反自愿原则', 'Not of free will'), t('内容不明确', 'The content is not clear'), t('其他不能进行司法确认的情形', 'Other'),
];

async function decideConfirmation(c, show) {
  const v = { decision: '', ground: '', decidedOn: '' };
  const why = field(area('', x => { v.ground = x; }), { label: t('理由（驳回、不予受理的必填）', 'Ground (where rejected or not accepted)'), path: 'ground', check: x => (['rejected', 'not_accepted'].includes(v.decision) && !x.trim() ? t('请写明理由', 'The ground is missing') : null) });
  const pick = h('div.choices', { hidden: true }, grounds.map(g => h('button', { type: 'button', onclick: () => { why.querySelector('textarea').value = g; v.ground = g; } }, g)));
  if (await formDialog(t('裁定确认申请', 'Rule on the application'), [
    field(select(v.decision, [['', t('请选择', 'choose')], ...['confirmed', 'rejected', 'not_accepted', 'withdrawn'].map(d => [d, decisionName(d)])], x => { v.decision = x; pick.hidden = !['rejected', 'not_accepted'].includes(x); }), { label: t('裁定', 'Ruling'), path: 'decision', required: true, check: required(t('裁定', 'the ruling')) }),
    pick, why,
    dayByHand(v.decidedOn, x => { v.decidedOn = x; }, { label: t('裁定日期', 'Ruled on'), path: 'decidedOn', required: true, check: required(t('裁定日期', 'the day of the ruling')) }),
  ], () => change(c, '/confirmation/decision', { ...v, ground: v.ground.trim() || null }), t('登记裁定', 'Record'))) said(t('已登记裁定', 'Recorded'), show);
}

/** What happens to one party and means nothing without the name. */
const ofSomebody = ['served', 'receipt_returned', 'fee_notice', 'fee_paid', 'fee_remitted', 'procedure_objection'];

/** @param given what is chosen already, where a line of the page asks for this very event */
async function event(c, show, given) {
  const after = ['closed', 'appealed', 'not_accepted'].includes(c.state);
  const later = ['appeal_copy_sent', 'appeal_answered', 'appeal_file_sent', 'second_instance_result', 'receipt_returned'];
  const kinds = ofRuling(c) ? ['served', 'receipt_returned'] : Object.keys(trialEvents).filter(k => k === 'other' || later.includes(k) === after);
  // Only what has happened is recorded; a hearing to come is the one thing with a day ahead.
  const v = { kind: given?.kind ?? kinds[0], on: '', party: given?.party ?? '', method: '', note: '', role: 'defendant' };
  const date = dayByHand('', x => { v.on = x; }, { label: t('日期', 'Date'), path: 'on', required: true, check: required(t('日期', 'the date')) });
  const told = h('p.hint');
  const who = h('div');
  const draw = () => fill(who, v.kind === 'party_added'
    ? [field(text('', x => { v.party = x.trim(); }), { label: t('追加谁', 'Who joins'), path: 'party', required: true, check: required(t('姓名', 'the name')) }), field(select('defendant', [['plaintiff', t('原告', 'Plaintiff')], ['defendant', t('被告', 'Defendant')], ['third_party', t('第三人', 'Third party')]], x => { v.role = x; }), { label: t('身份', 'As'), path: 'role' })]
    : ofSomebody.includes(v.kind)
      ? field(select(v.party, parties(c, t('请选择', 'choose')), x => { v.party = x; }), { label: v.kind === 'served' ? t('送达谁', 'Served on') : t('当事人', 'Party'), path: 'party', required: true, check: required(v.kind === 'served' ? t('受送达人', 'whom') : t('当事人', 'the party')) })
      : field(select(v.party, parties(c, t('不涉及特定当事人', 'Nobody in particular')), x => { v.party = x; }), { label: t('当事人', 'Party'), path: 'party' }),
  v.kind === 'served' && field(select(v.method, [['', t('请选择', 'choose')], ...services.map(m => [m, serviceName(m)])], x => { v.method = x; }), { label: t('送达方式', 'Method'), path: 'method', required: true, check: required(t('送达方式', 'the method')) }),
  ['public_notice', 'counterclaim', 'appraisal', 'party_added'].includes(v.kind) && h('p.notice.warn', {}, t('登记后系统将再次分流；程序、审判组织须改变的，由承办法官、庭长转换程序答复。', 'The case goes through triage again; where procedure or bench must change, the judge or the head answers by converting.')));
  const settle = () => {
    const ahead = v.kind === 'hearing_scheduled';
    const control = date.querySelector('input');
    control.max = ahead ? '' : today();
    control.min = ahead ? today() : (ofRuling(c) ? c.confirmation?.decidedOn : c.filedOn) ?? '';
    date.querySelector('button').hidden = ahead;
    told.textContent = ofRuling(c) ? t('登记司法确认裁定书送达各方的日期；邮寄的，回执退回后再登记收件日期。异议期自各方收到之日起算。', 'The day on which the ruling reached each party; by post, record the receipt when it is back. The time to object runs from each party’s own receipt.') : ahead ? t('填写将来的开庭日；改期的，再登记一次，以最后一次为准。', 'The day of the hearing to come; to move it, record it again: the last one holds.') : t('只登记已经发生的事；将来的开庭请选“排定开庭”。', 'Only what has happened; for a hearing to come choose “Hearing fixed”.');
    draw();
  };
  settle();
  if (await formDialog(t('登记事项', 'Record an event'), [
    field(select(v.kind, kinds.map(k => [k, eventName(k)]), x => { v.kind = x; v.party = ''; v.method = ''; settle(); }), { label: t('事项', 'Event'), path: 'kind' }), told,
    date, who,
    field(area('', x => { v.note = x; }), { label: t('说明', 'Note'), path: 'note' }),
  ], () => change(c, '/events', { kind: v.kind, on: v.on, party: v.party || null, note: v.note.trim() || null, ...(v.kind === 'served' ? { method: v.method } : {}), ...(v.kind === 'party_added' ? { role: v.role } : {}) }), t('登记', 'Record'))) said(t('已登记', 'Recorded'), show);
}

async function convert(c, show) {
  const v = { procedure: '', bench: '', ruledOn: '', reason: '' };
  if (await formDialog(t('转换程序', 'Change the procedure'), [
    h('p.hint', {}, t(`现为${procedureName(c.procedure)}、${benchName(c.bench)}。审限改按新程序计算，仍自立案次日起（民事诉讼法解释第二百五十八条）。`, `Now ${procedureName(c.procedure)}, ${benchName(c.bench)}. The limit becomes that of the new procedure, still counted from filing (interpretation, art. 258).`)),
    selectByHand(v.procedure, ['simple', 'ordinary', 'small_claims'].map(p => [p, procedureName(p)]), x => { v.procedure = x; }, { label: t('转为', 'To'), path: 'procedure' }),
    selectByHand(v.bench, ['sole', 'panel'].map(b => [b, benchName(b)]), x => { v.bench = x; }, { label: t('审判组织', 'Bench'), path: 'bench' }),
    dayByHand(v.ruledOn, x => { v.ruledOn = x; }, { label: t('裁定日期', 'Ruled on'), path: 'ruledOn', required: true, check: required(t('裁定日期', 'the day of the ruling')) }),
    field(area('', x => { v.reason = x.trim(); }), { label: t('理由', 'Reason'), path: 'reason', required: true, check: required(t('理由', 'the reason')) }),
  ], () => change(c, '/procedure', v), t('登记裁定', 'Record'))) said(t('已转换程序，审限已重算', 'Changed; the limit is counted anew'), show);
}

async function suspend(c, show) {
  const v = { ground: '', from: '', to: '' };
  if (await formDialog(t('中止、扣除审限', 'Suspend'), [
    selectByHand(v.ground, Object.keys(suspensionGrounds).map(g => [g, suspensionName(g)]), x => { v.ground = x; }, { label: t('事由', 'Ground'), path: 'ground' }),
    dayByHand(v.from, x => { v.from = x; }, { label: t('自', 'From'), path: 'from', required: true, check: required(t('起始日', 'the first day')) }),
    field(day('', x => { v.to = x; }), { label: t('至', 'To'), path: 'to', hint: t('尚未结束的不填，案件即为中止；结束时点“恢复审理”。', 'Leave empty while it goes on: the case stands still until it is resumed.') }),
  ], () => change(c, '/suspensions', { ground: v.ground, from: v.from, to: v.to || null }), t('登记', 'Record'))) said(t('已登记，审限已重算', 'Recorded; the limit is counted anew'), show);
}

async function resume(c, show) {
  const open = openSuspension(c);
  const v = { to: '' };
  if (await formDialog(t('恢复审理', 'Resume'), [
    h('p', {}, t(`${suspensionName(open.ground)}，自 ${open.from} 起`, `${suspensionName(open.ground)} since ${open.from}`)),
    dayByHand(v.to, x => { v.to = x; }, { label: t('最后一日', 'Last day'), path: 'to', required: true, check: required(t('最后一日', 'the last day')) }, { min: open.from }),
  ], () => change(c, '/suspensions', { ground: open.ground, to: v.to }), t('恢复', 'Resume'))) said(t('已恢复，审限已重算', 'Resumed'), show);
}

async function extend(c, show) {
  const v = { unit: 'days', length: '', reason: '' };
  // The review of an agreement is longer by days alone (民事诉讼法 187).
  const review = c.state === 'confirmation_review';
  if (await formDialog(review ? t('申请延长审查期限', 'Ask for more time to review') : t('申请延长审限', 'Ask for more time'), [
    await askingTime(c, review ? 'K6' : 'K7'),
    h('div.grid', {}, field(text('', x => { v.length = x.trim(); }, { inputmode: 'numeric' }), { label: t('延长', 'By'), path: 'months', required: true, check: x => (/^\d+$/.test(x.trim()) ? null : t('请填写整数', 'A whole number')) }),
      field(select(v.unit, [['days', t('日', 'days')], ...(review ? [] : [['months', t('个月', 'months')]])], x => { v.unit = x; }), { label: t('单位', 'Unit'), path: 'days' })),
    field(area('', x => { v.reason = x.trim(); }), { label: t('理由', 'Reason'), path: 'reason', required: true, check: required(t('理由', 'the reason')) }),
  ], () => change(c, '/limit-extension', { [v.unit]: Number(v.length), requestedOn: today(), reason: v.reason }), t('提出申请', 'Ask'))) said(t('已提出，等待院长决定', 'Asked; the president decides'), show);
}

async function decideExtension(c, show) {
  const open = openExtension(c);
  const v = { granted: undefined, reason: '' };
  if (await formDialog(t('决定是否延长审限', 'Decide on more time'), [
    h('p', {}, t(`申请延长 ${open.days ? `${open.days} 日` : `${open.months} 个月`}（${open.requestedOn} 提出）：${open.reason ?? ''}`, `${open.days ? `${open.days} days` : `${open.months} months`}, asked on ${open.requestedOn}: ${open.reason ?? ''}`)),
    toChoose(t('决定', 'Decision'), [[true, t('准许', 'Grant')], [false, t('不准许', 'Refuse')]], x => { v.granted = x; }, { path: 'granted' }),
    field(area('', x => { v.reason = x.trim(); }), { label: t('说明', 'Note'), path: 'reason' }),
  ], () => change(c, '/limit-extension/decision', { ...v, decidedOn: today(), reason: v.reason || null }), t('登记决定', 'Record'))) said(t('已登记', 'Recorded'), show);
}

async function appeal(c, show) {
  const v = { party: '', on: '' };
  if (await formDialog(t('登记上诉', 'Record an appeal'), [
    (c.closure?.appeals ?? []).length > 0 && h('ul.reasons', {}, c.closure.appeals.map(a => h('li', {}, `${a.party}${t('：', ': ')}${spoken(a.text)}${a.lastDay ? t(`，最后一日 ${a.lastDay}`, `, last day ${a.lastDay}`) : ''}`))),
    selectByHand(v.party, parties(c), x => { v.party = x; }, { label: t('上诉人', 'Who appeals'), path: 'party' }),
    dayByHand(v.on, x => { v.on = x; }, { label: t('收到上诉状之日', 'Received on'), path: 'on', required: true, check: required(t('收到上诉状之日', 'the day')) }),
  ], () => change(c, '/appeal', v), t('登记', 'Record'))) said(t('已登记上诉', 'Recorded'), show);
}

export const trialForms = { file, decideConfirmation, event, convert, suspend, resume, extend, decideExtension, close: closingForm, appeal };
