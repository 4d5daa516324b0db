// What may be done with a case, for the person who is signed in: GET /cases/{id} lists it, and this table says with which form. What the list names and the table does not know gets a form made from the
// description of the interface, so that a new step of the service can be taken here on its first day. To add a step: one entry, with `action` as in docs/lifecycle.md.

import { surely } from './accepting.js';
import { change } from './api.js';
import { besideSteps } from './beside-steps.js';
import { correctCause } from './cause.js';
import { h } from './dom.js';
import { area, day, dayByHand, field, required, select, selectByHand, text, timeByHand, toChoose, yesNo } from './form.js';
import { formDialog } from './form-dialog.js';
import { t, today } from './lang.js';
import { limitSteps } from './limit-steps.js';
import { peopleSteps } from './people-steps.js';
import { has } from './session.js';
import { trialSteps } from './trial.js';
import { article, button, once, primary, toast } from './widgets.js';
import { effectText } from './words.js';

/** After filing an agreement goes to the judge, who makes it a mediation statement or allows the withdrawal (特邀调解规定 20); confirmation (民事诉讼法 205) is not what is offered first. */
export const registered = c => (c.numbers ?? []).some(n => n.kind === 'first_instance');

const counter = ['clerk', 'triage_officer', 'tribunal_head'];
const groups = { intake: t('收件与分流', 'Intake and triage'), mediation: t('调解与确认', 'Mediation and confirmation'), trial: t('审判', 'Trial'), after: t('结案之后', 'After closing'), beside: t('其他', 'Other'), paper: t('文书', 'Papers') };

/** `first`: what is most likely next; `often`: shown as a button; the rest stands in the menu. `name` may depend on the case. */
const steps = [
  { action: 'confirm_route', group: 'intake', name: t('去甄别', 'Review'), first: true, when: () => has('triage_officer', 'tribunal_head'), run: c => { location.hash = `#/officer/${c.id}`; } },
  { action: 'confirm_route', group: 'intake', name: t('采纳建议', 'Accept the proposal'), first: true, when: c => !has('triage_officer', 'tribunal_head') && c.triage && !c.triage.abstained, run: accept },
  { action: 'add_facts', group: 'intake', name: t('更正案由', 'Correct the cause'), often: c => ['in_triage', 'human_review'].includes(c.state), when: () => has(...counter, 'judge'), run: (c, show) => correctCause(c, () => done(t('已更正案由，已重新甄别', 'Corrected; triage has looked again'), show)) },
  { action: 'correct', group: 'intake', name: t('收到补正', 'Corrections received'), first: true, run: correction },
  { action: 'request_correction', group: 'intake', name: t('一次性告知补正', 'Deficiency notice'), often: true, when: c => !c.deficiency, run: deficiency },
  { action: 'refer_out', group: 'intake', name: t('告知其他途径', 'Refer out'), often: true, when: c => ways(c).length > 0, run: referOut },
  { action: 'inform_protection', group: 'beside', name: t('告知人身安全保护令', 'Explain the protection order'), often: c => !c.protection && c.flags.some(f => /violence|protection/.test(f.flag)), run: protection },
  { action: 'apply_for_confirmation', group: 'mediation', name: t('共同申请司法确认', 'Apply for confirmation'), first: c => !registered(c), run: confirmation },
  { action: 'accept_confirmation', group: 'mediation', name: t('受理确认申请', 'Accept the application'), first: true, run: acceptConfirmation },
  { action: 'follow_up', group: 'after', name: t('登记回访', 'Record a follow-up'), often: true, run: followUp },
  ...trialSteps, ...peopleSteps, ...limitSteps, ...besideSteps,
];

/** Done at desks of their own, or by the clock: no button here. */
const elsewhere = ['claim', 'end_mediation'];

const papers = [
  { name: t('补正告知书', 'Deficiency notice'), when: c => c.deficiency, run: c => { location.hash = `#/notice/${c.id}/deficiency`; } },
  { name: t('告知书', 'Referral notice'), when: c => c.referral, run: c => { location.hash = `#/notice/${c.id}/referral`; } },
  { name: t('回执', 'Receipt'), when: () => true, run: c => { location.hash = `#/receipt/${c.id}`; } },
].map(p => ({ ...p, group: 'paper' }));

/** What this console has a form or a desk for. */
export const known = [...new Set([...steps.map(s => s.action), ...elsewhere])];

/** The buttons of a case, and a menu of what is done less often. */
export function stepButtons(c, trouble, show, { without = [], only } = {}) {
  const allowed = new Map((c.actions ?? []).map(one => [one.action, one]));
  const offered = s => (!only || only.includes(s.action)) && allowed.has(s.action) && !without.includes(s.action) && (!s.when || s.when(c));
  const mine = only ? steps.filter(offered).map(s => ({ ...s, first: true })) : [
    ...steps.filter(offered),
    ...[...allowed.values()].filter(one => !known.includes(one.action)).map(one => ({ group: 'beside', name: t(one.name, one.action.replaceAll('_', ' ')), run: async () => (await import('./any-step.js')).anyStep(c, one, show) })),
    ...(has(...counter) ? papers.filter(p => p.when(c)) : []),
  ];
  const make = (s, look) => {
    const b = look(typeof s.name === 'function' ? s.name(c) : s.name, null);
    b.addEventListener('click', once(b, () => { b.closest('details.menu')?.removeAttribute('open'); return s.run(c, show); }, trouble));
    return b;
  };
  const near = s => (typeof s.often === 'function' ? s.often(c) : s.often);
  const leading = s => (typeof s.first === 'function' ? s.first(c) : s.first);
  const firsts = mine.filter(leading);
  const often = mine.filter(s => near(s) && !leading(s));
  return [...firsts.map((s, i) => make(s, i === 0 ? primary : button)), ...often.map(s => make(s, button)), menu(mine.filter(s => !leading(s) && !near(s)), make)].filter(Boolean);
}

function menu(rest, make) {
  if (!rest.length) return null;
  const summary = h('summary.button', {}, t('更多', 'More'));
  const box = h('details.menu', {}, summary, h('div.menu-list', {}, Object.entries(groups).map(([group, name]) => {
    const of = rest.filter(s => s.group === group);
    return of.length > 0 && h('section', { 'aria-label': name }, h('h3', {}, name), of.map(s => make(s, button)));
  })));
  const away = event => { if (!box.isConnected) document.removeEventListener('pointerdown', away); else if (!box.contains(event.target)) box.removeAttribute('open'); };
  document.addEventListener('pointerdown', away);
  box.addEventListener('keydown', event => { if (event.key === 'Escape') { box.removeAttribute('open'); summary.focus(); } });
  return box;
}

const ways = c => (c.triage?.gates ?? []).filter(g => g.effect.startsWith('refers_out '));

async function accept(c, show) {
  if (!await surely(c)) return;
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
  const v = { receivedOn: '', note: '' };
  if (await formDialog(t('收到补正', 'Corrections received'), [
    dayByHand(v.receivedOn, x => { v.receivedOn = x; }, { label: t('收到日期', 'Received on'), path: 'receivedOn', required: true, check: required(t('收到日期', 'the day')) }),
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
  const v = { to: '', urgent: undefined, applies: undefined, at: '' };
  // The hours of the order run from here: the time is seen and can be put right, should this computer's clock be wrong.
  const when = timeByHand(v.at, x => { v.at = x; }, { label: t('收到申请的时间（北京时间）', 'Application received at (China time)'), path: 'appliedAt', required: true, check: x => (x || !v.applies ? null : t('请填写收到申请的时间', 'The time is missing')) });
  when.hidden = true;
  if (await formDialog(t('告知人身安全保护令', 'Explain the protection order'), [
    h('p', {}, t('请单独告知：遭受家庭暴力或者面临现实危险的，可以申请人身安全保护令；七十二小时内作出，情况紧急的二十四小时内作出。', 'Explain in private: whoever suffers or fears domestic violence may apply for a protection order, made within 72 hours, or 24 where urgent.')),
    selectByHand(v.to, c.parties.map(p => [p.name, p.name]), x => { v.to = x; }, { label: t('告知了谁', 'Who was told'), path: 'to' }),
    toChoose(t('情况紧急', 'Urgent'), yesNo, x => { v.urgent = x; }, { path: 'urgent' }),
    toChoose(t('当场申请', 'Applies now'), yesNo, x => { v.applies = x; when.hidden = !x; }),
    when,
  ], () => change(c, '/protection-notice', { to: v.to, urgent: v.urgent, ...(v.applies ? { appliedAt: `${v.at}:00+08:00` } : {}) }), t('登记', 'Record'))) done(t('已登记', 'Recorded'), show);
}

async function confirmation(c, show) {
  // Who stands at the counter, and when, is not presumed.
  const applicants = new Set();
  const v = { appliedOn: '' };
  // The parties apply; a mediator only carries their signed application to court (民诉法解释 351).
  const carried = has('mediator') && !has(...counter) ? { signedOn: '', authority: '' } : null;
  if (await formDialog(t('共同申请司法确认', 'Apply for confirmation'), [
    h('fieldset.checks', {}, h('legend', {}, t('到场申请的当事人（须双方共同）', 'Who applies (both sides jointly)')), c.parties.map(p => h('label', {}, h('input', { type: 'checkbox', checked: applicants.has(p.name), onchange: e => (e.target.checked ? applicants.add(p.name) : applicants.delete(p.name)) }), ` ${p.name}`))),
    h('div.field', { data: { path: 'applicants' } }, h('p.error', { hidden: true })),
    dayByHand(v.appliedOn, x => { v.appliedOn = x; }, { label: t('申请日期', 'Applied on'), path: 'appliedOn', required: true, check: required(t('申请日期', 'the day')) }),
    carried && [dayByHand(carried.signedOn, x => { carried.signedOn = x; }, { label: t('双方签署申请书之日', 'Signed by both on'), path: 'handedIn.signedOn', required: true, check: required(t('签署日期', 'the day')) }), field(text(carried.authority, x => { carried.authority = x.trim(); }), { label: t('转交委托', 'Authority to hand it in'), path: 'handedIn.authority', required: true, check: required(t('转交委托', 'the authority')), hint: t('如：双方签名的转交委托书。调解员转交双方签署的申请，不是代理人。', 'E.g. an authority signed by both. The mediator hands it in and is not an agent.') })],
  ], () => change(c, '/confirmation', { applicants: [...applicants], appliedOn: v.appliedOn, ...(carried ? { handedIn: carried } : {}) }), t('登记申请', 'Record'))) done(t('已登记司法确认申请', 'Recorded'), show);
}

async function acceptConfirmation(c, show) {
  await change(c, '/confirmation/accept', {});
  done(t('已受理，编立“诉前调确”号', 'Accepted and numbered'), show);
}

async function followUp(c, show) {
  const v = { performed: undefined, satisfied: undefined, note: '', on: '' };
  if (await formDialog(t('登记回访', 'Record a follow-up'), [
    toChoose(t('已经履行', 'Performed'), yesNo, x => { v.performed = x; }, { path: 'performed' }), toChoose(t('当事人满意', 'Satisfied'), yesNo, x => { v.satisfied = x; }, { path: 'satisfied' }),
    dayByHand(v.on, x => { v.on = x; }, { label: t('回访日期', 'On'), path: 'on', required: true, check: required(t('回访日期', 'the day')) }),
    field(area('', x => { v.note = x.trim(); }), { label: t('回访记录（不满意的须写明原因，退回重办）', 'Notes (say why, where somebody is dissatisfied)'), path: 'note' }),
  ], () => change(c, '/follow-up', { ...v, note: v.note || null }), t('登记', 'Record'))) done(t('已登记回访', 'Recorded'), show);
}

function done(text, show) {
  toast(text);
  show();
}
