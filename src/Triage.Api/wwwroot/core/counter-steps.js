// The forms of the counter: the first steps of a case, its confirmation and the call after its end.

import { surely } from './accepting.js';
import { change } from './api.js';
import { correctCause } from './cause.js';
import { h } from './dom.js';
import { area, day, dayByHand, field, required, select, selectByHand, text, timeByHand, toChoose, yesNo } from './form.js';
import { formDialog } from './form-dialog.js';
import { inBrackets, t, today } from './lang.js';
import { lane } from './proposal.js';
import { has } from './session.js';
import { otherWays } from './step-when.js';
import { article, button, toast } from './widgets.js';
import { benchName, effectText, procedureName } from './words.js';

const counter = ['clerk', 'triage_officer', 'tribunal_head'];

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
  const v = { rule: otherWays(c)[0].rule, target: '' };
  if (await formDialog(t('告知其他途径', 'Refer out'), [
    field(select(v.rule, otherWays(c).map(g => [g.rule, `${effectText(g.effect).text}${inBrackets(`${g.citation.law}${t(`第${g.citation.article}条`, `, art. ${g.citation.article}`)}`)}`]), x => { v.rule = x; }), { label: t('依据', 'Ground'), path: 'rule' }),
    otherWays(c).map(g => article(g.citation)),
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

/** Where the case is it stays: the answer is the procedure and the bench in which it will be tried if it comes to that. */
async function answerSecond(c, show) {
  const p = c.secondTriage.proposal;
  const v = { how: '', procedure: p.procedure ?? c.procedure ?? 'simple', bench: p.bench ?? c.bench ?? 'sole', reason: '' };
  const now = lane({ procedure: c.procedure, bench: c.bench });
  const ways = [['', t('请选择', 'choose')], ...(p.procedure && p.bench ? [['adopt', t(`采纳建议：${lane({ procedure: p.procedure, bench: p.bench })}`, `As proposed: ${lane({ procedure: p.procedure, bench: p.bench })}`)]] : []),
    ...(now ? [['keep', t(`维持：${now}`, `As it is: ${now}`)]] : []), ['other', t('另定程序、审判组织', 'Another procedure or bench')]];
  const own = h('div.grid', { hidden: true },
    field(select(v.procedure, ['small_claims', 'simple', 'ordinary'].map(x => [x, procedureName(x)]), x => { v.procedure = x; }), { label: t('程序', 'Procedure'), path: 'procedure' }),
    field(select(v.bench, ['sole', 'panel'].map(x => [x, benchName(x)]), x => { v.bench = x; }), { label: t('审判组织', 'Bench'), path: 'bench' }));
  const why = field(area('', x => { v.reason = x.trim(); }), { label: t('理由（不采纳建议的必填）', 'Reason (needed unless as proposed)'), path: 'reason', check: x => (v.how === 'adopt' || x.trim() ? null : t('请说明理由', 'The reason is missing')) });
  const ready = [t('新的事实不影响繁简', 'The new fact does not make it less simple'), t('当事人已就该事项达成一致', 'The parties have agreed on it')];
  if (await formDialog(t('答复二次分流', 'Answer the second triage'), [
    h('p.hint', {}, t('案件留在原处；以后转入审理的，按这里答复的程序和审判组织办理。', 'The case stays where it is; if it comes to trial it goes by this procedure and bench.')),
    c.secondTriage.barring?.citation && article(c.secondTriage.barring.citation),
    field(select('', ways, x => { v.how = x; own.hidden = x !== 'other'; }), { label: t('答复', 'Answer'), path: 'how', required: true, check: x => (x ? null : t('请选择如何答复', 'Choose an answer')) }), own,
    h('div.choices', { role: 'group', 'aria-label': t('常用', 'Ready words') }, ready.map(words => button(words, () => { why.querySelector('textarea').value = words; v.reason = words; why.check(); }))), why,
  ], () => change(c, '/triage/second', { reason: v.reason || null, ...(v.how === 'keep' ? { procedure: c.procedure, bench: c.bench } : v.how === 'other' ? { procedure: v.procedure, bench: v.bench } : {}) }), t('答复', 'Answer'))) done(t('已答复二次分流', 'The second triage is answered'), show);
}

export const counterForms = {
  accept, answerSecond, deficiency, correction, referOut, protection, confirmation, acceptConfirmation, followUp,
  correctCauseThen: correctCause,
  correctCause: (c, show) => correctCause(c, () => done(t('已更正案由，已重新甄别', 'Corrected; triage has looked again'), show)),
};
