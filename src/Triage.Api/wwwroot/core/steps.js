// What may be done on a case page: one entry a step, with the states and roles of docs/lifecycle.md. The service decides in the end; here a step that it would refuse is not offered.

import { change } from './api.js';
import { h } from './dom.js';
import { area, choice, day, field, required, select, text } from './form.js';
import { formDialog } from './form-dialog.js';
import { t, today } from './lang.js';
import { has } from './session.js';
import { trialSteps } from './trial.js';
import { article, button, once, primary, toast } from './widgets.js';
import { effectText } from './words.js';

const counter = ['clerk', 'triage_officer', 'tribunal_head'];
const intake = ['in_triage', 'human_review'];

const steps = [
  { name: t('去甄别', 'Review'), roles: ['triage_officer', 'tribunal_head'], states: intake, first: true, run: c => { location.hash = `#/officer/${c.id}`; } },
  { name: t('采纳建议', 'Accept the proposal'), roles: ['clerk'], states: ['in_triage'], when: c => c.triage && !c.triage.abstained, first: true, run: accept },
  { name: t('收到补正', 'Corrections received'), roles: counter, states: ['deficient'], first: true, run: correction },
  { name: t('一次性告知补正', 'Deficiency notice'), roles: counter, states: intake, when: c => !c.deficiency, run: deficiency },
  { name: t('告知其他途径', 'Refer out'), roles: counter, states: [...intake, 'deficient'], when: c => ways(c).length > 0, run: referOut },
  { name: t('告知人身安全保护令', 'Explain the protection order'), roles: [...counter, 'judge', 'mediator'], when: c => !c.protection && c.flags.some(f => /violence|protection/.test(f.flag)) && !c.closedOn, run: protection },
  { name: t('共同申请司法确认', 'Apply for confirmation'), roles: counter, states: ['agreed', 'confirmation_refused'], first: true, run: confirmation },
  { name: t('受理确认申请', 'Accept the application'), roles: ['clerk', 'judge', 'tribunal_head'], states: ['confirmation_applied'], first: true, run: acceptConfirmation },
  { name: t('登记回访', 'Record a follow-up'), roles: [...counter, 'mediator', 'judge', 'president', 'leader'], states: ['agreed', 'confirmed', 'closed', 'effective', 'follow_up', 'redo'], run: followUp },
  ...trialSteps,
  { name: t('补正告知书', 'Deficiency notice'), roles: counter, when: c => c.deficiency, run: c => { location.hash = `#/notice/${c.id}/deficiency`; } },
  { name: t('告知书', 'Referral notice'), roles: counter, when: c => c.referral, run: c => { location.hash = `#/notice/${c.id}/referral`; } },
  { name: t('回执', 'Receipt'), roles: counter, run: c => { location.hash = `#/receipt/${c.id}`; } },
];

/** The buttons of a case, for the person who is signed in. */
export function stepButtons(c, trouble, show) {
  return steps.filter(s => has(...s.roles) && (!s.states || s.states.includes(c.state)) && (!s.when || s.when(c))).map(s => {
    const b = s.first ? primary(s.name, null) : button(s.name, null);
    b.addEventListener('click', once(b, () => s.run(c, show), trouble));
    return b;
  });
}

const ways = c => (c.triage?.gates ?? []).filter(g => g.effect.startsWith('refers_out '));

async function accept(c, show) {
  await change(c, '/triage/confirm', {});
  toast(t('已分流', 'Routed'));
  show();
}

async function deficiency(c) {
  const v = { items: '', due: '' };
  if (await formDialog(t('一次性告知补正', 'Deficiency notice'), [
    field(area('', x => { v.items = x; }, { rows: '5' }), { label: t('需要补正的内容（一行一项，须一次写全）', 'What is missing (one a line, all at once)'), path: 'items', required: true, check: required(t('补正内容', 'what is missing')) }),
    field(day('', x => { v.due = x; }, { min: today() }), { label: t('补正期限至', 'Due'), path: 'due', required: true, check: required(t('期限', 'the date')) }),
  ], () => change(c, '/deficiency', { items: v.items.split('\n').map(x => x.trim()).filter(Boolean), due: v.due }), t('告知并打印', 'Serve and print'))) location.hash = `#/notice/${c.id}/deficiency`;
}

async function correction(c, show) {
  const v = { receivedOn: today(), note: '' };
  if (await formDialog(t('收到补正', 'Corrections received'), [
    field(day(v.receivedOn, x => { v.receivedOn = x; }, { max: today() }), { label: t('收到日期', 'Received on'), path: 'receivedOn', required: true }),
    field(area('', x => { v.note = x.trim(); }), { label: t('补交了什么', 'What was handed in'), path: 'note', required: true, check: required(t('补交的材料', 'what was handed in')) }),
  ], () => change(c, '/correction', v), t('登记', 'Record'))) done(t('已登记，七日重新计算', 'Recorded; the seven days begin anew'), show);
}

async function referOut(c) {
  const v = { rule: ways(c)[0].rule, target: '' };
  if (await formDialog(t('告知其他途径', 'Refer out'), [
    field(select(v.rule, ways(c).map(g => [g.rule, `${effectText(g.effect).text}（${g.citation.law}第${g.citation.article}条）`]), x => { v.rule = x; }), { label: t('依据', 'Ground'), path: 'rule' }),
    ways(c).map(g => article(g.citation)),
    field(text('', x => { v.target = x.trim(); }), { label: t('请当事人去哪里', 'Where to turn to'), path: 'target', required: true, hint: t('写明机关名称，如：东庄镇人民政府', 'Name the body'), check: required(t('机关名称', 'the body')) }),
  ], () => change(c, '/refer-out', v), t('告知并打印', 'Tell and print'))) location.hash = `#/notice/${c.id}/referral`;
}

async function protection(c, show) {
  const v = { to: c.parties[0].name, urgent: false };
  if (await formDialog(t('告知人身安全保护令', 'Explain the protection order'), [
    h('p', {}, t('请单独告知：遭受家庭暴力或者面临现实危险的，可以申请人身安全保护令；七十二小时内作出，情况紧急的二十四小时内作出。', 'Explain in private: whoever suffers or fears domestic violence may apply for a protection order, made within 72 hours, or 24 where urgent.')),
    field(select(v.to, c.parties.map(p => [p.name, p.name]), x => { v.to = x; }), { label: t('告知了谁', 'Who was told'), path: 'to' }),
    choice(t('情况紧急', 'Urgent'), v.urgent, [[true, t('是', 'Yes')], [false, t('否', 'No')]], x => { v.urgent = x; }),
    choice(t('当场申请', 'Applies now'), false, [[true, t('是', 'Yes')], [false, t('否', 'No')]], x => { v.appliedAt = x ? new Date().toISOString() : undefined; }),
  ], () => change(c, '/protection-notice', v), t('登记', 'Record'))) done(t('已登记', 'Recorded'), show);
}

async function confirmation(c, show) {
  const applicants = new Set(c.parties.filter(p => p.role !== 'third_party').map(p => p.name));
  const v = { appliedOn: today() };
  if (await formDialog(t('共同申请司法确认', 'Apply for confirmation'), [
    h('fieldset.checks', {}, h('legend', {}, t('到场申请的当事人（须双方共同）', 'Who applies (both sides jointly)')), c.parties.map(p => h('label', {}, h('input', { type: 'checkbox', checked: applicants.has(p.name), onchange: e => (e.target.checked ? applicants.add(p.name) : applicants.delete(p.name)) }), ` ${p.name}`))),
    field(day(v.appliedOn, x => { v.appliedOn = x; }, { max: today() }), { label: t('申请日期', 'Applied on'), path: 'appliedOn', required: true }),
  ], () => change(c, '/confirmation', { applicants: [...applicants], appliedOn: v.appliedOn }), t('登记申请', 'Record'))) done(t('已登记司法确认申请', 'Recorded'), show);
}

async function acceptConfirmation(c, show) {
  await change(c, '/confirmation/accept', {});
  done(t('已受理，编立“诉前调确”号', 'Accepted and numbered'), show);
}

async function followUp(c, show) {
  const v = { performed: true, satisfied: true, note: '', on: today() };
  const yesNo = [[true, t('是', 'Yes')], [false, t('否', 'No')]];
  if (await formDialog(t('登记回访', 'Record a follow-up'), [
    choice(t('已经履行', 'Performed'), v.performed, yesNo, x => { v.performed = x; }), choice(t('当事人满意', 'Satisfied'), v.satisfied, yesNo, x => { v.satisfied = x; }),
    field(day(v.on, x => { v.on = x; }, { max: today() }), { label: t('回访日期', 'On'), path: 'on' }),
    field(area('', x => { v.note = x.trim(); }), { label: t('回访记录（不满意的须写明原因，退回重办）', 'Notes (say why, where somebody is dissatisfied)'), path: 'note' }),
  ], () => change(c, '/follow-up', { ...v, note: v.note || null }), t('登记', 'Record'))) done(t('已登记回访', 'Recorded'), show);
}

function done(text, show) {
  toast(text);
  show();
}
