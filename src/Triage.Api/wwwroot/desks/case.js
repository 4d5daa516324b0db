// The whole story of a case on one page.

import { change, get, once as remember } from '../core/api.js';
import { fill, h } from '../core/dom.js';
import { showClocks } from '../core/deadlines.js';
import { area, checkAll, day, field, required, select, showErrors, text } from '../core/form.js';
import { at, lang, money, t, today } from '../core/lang.js';
import { narrativeView } from '../core/narrative.js';
import { lane, proposalView } from '../core/proposal.js';
import { has } from '../core/session.js';
import { article, badge, button, dialog, once, pageHead, pairs, primary, problemBox, section, stateBadge, toast } from '../core/widgets.js';
import { caseNumber, channelName, contactName, effectText, flagName, numberKind, partyKind, partyRole, roleName, routeName, title, wishName } from '../core/words.js';
import { actionName } from '../core/story.js';

export async function open(main, [id], { show }) {
  const [c, court, rules] = await Promise.all([get(`/cases/${id}`), remember('/court'), remember('/rules')]);
  const facts = new Map(rules.facts.map(f => [f.id, f]));
  const clocks = h('div');
  const story = h('div');
  const trouble = h('div');
  fill(main,
    pageHead(caseNumber(c), { lead: title(c), actions: [stateBadge(c.state), ...actions(c, trouble, show), button(t('打印', 'Print'), () => window.print())] }),
    trouble,
    c.flags.length > 0 && h('div.flags', {}, c.flags.map(f => h('div.notice.warn', {}, h('strong', {}, flagName(f.flag)), h('p', {}, f.reason), f.citation && article(f.citation)))),
    h('div.columns', {},
      h('div', {},
        section(t('当事人', 'Parties'), {}, h('ul.people', {}, c.parties.map(person))),
        section(t('请求与叙述', 'Claims and narrative'), {}, c.claims.length > 0 && h('ol.claims-read', {}, c.claims.map(one => h('li', {}, one))), pairs([[t('标的额', 'Amount'), money(c.amount)], [t('调解意愿', 'Wish to mediate'), wishName(c.mediationWish)]]), narrativeView(c.narrative, c.triage?.evidence)),
        factsSection(c, facts),
        section(t('经过', 'History'), {}, story)),
      h('div', {},
        section(t('去向与编号', 'Route and numbers'), {}, pairs([
          [t('去向', 'Route'), c.route ? routeName(c.route) : t('未定', 'open')], [t('程序与组织', 'Procedure'), lane(c, court.teams)], [t('案由', 'Cause'), c.cause?.name],
          [t('法庭', 'Tribunal'), court.tribunals.find(one => one.code === c.tribunal)?.name], [t('法官', 'Judge'), court.judges.find(j => j.id === c.judge)?.name ?? c.judge], [t('调解员', 'Mediator'), court.mediators.find(m => m.id === c.mediator)?.name ?? c.mediator],
          [t('收件', 'Received'), `${c.receivedOn} · ${channelName(c.channel)}`], [t('来源', 'Source'), c.source && [c.source.name, c.source.reference].filter(Boolean).join(' ')], [t('代办', 'By proxy'), c.filedByProxy && `${c.filedByProxy.name}（${c.filedByProxy.authority}）`],
          [t('立案', 'Filed'), c.filedOn], [t('结案', 'Closed'), c.closedOn],
          ...c.numbers.map(n => [numberKind(n.kind), `${n.number}（${n.assignedOn}）`]),
        ])),
        section(t('期限', 'Clocks'), {}, clocks),
        c.triage && section(t('分流理由', 'Why this route'), {}, decided(c), proposalView(c.triage, { teams: court.teams, facts })))));
  showClocks(c, clocks);
  loadStory(c, story);
}

function person(p) {
  return h('li', {}, h('p', {}, badge('role', partyRole(p.role)), ' ', h('strong', {}, p.name), p.kind !== 'person' && ` ${partyKind(p.kind)}`, p.contact && [' ', badge(p.contact === 'reachable' ? 'good' : 'ask', contactName(p.contact))]),
    pairs([[t('证件', 'ID'), p.idNumber], [t('电话', 'Phone'), p.phone && (p.phone.includes('*') ? p.phone : h('a', { href: `tel:${p.phone}` }, p.phone))], [t('住址', 'Address'), [p.village, p.address].filter(Boolean).join(' ')]]));
}

function factsSection(c, facts) {
  const known = Object.entries(c.facts ?? {});
  return known.length > 0 && section(t('已知要素', 'Known facts'), {}, h('ul.known', {}, known.map(([id, value]) => h('li', {}, badge(value ? 'yes' : 'no', value ? t('是', 'yes') : t('否', 'no')), ' ', (lang === 'en' ? facts.get(id)?.nameEn : facts.get(id)?.name) ?? id))));
}

function decided(c) {
  const d = c.triage.decidedBy;
  if (!d?.confirmedBy) return h('p.hint', {}, t('尚未有人确认。', 'Nobody has confirmed yet.'));
  return h('p', {}, badge('good', t('已确认', 'confirmed')), ` ${d.confirmedBy} · ${at(d.at)}`, d.reason && h('span.hint', {}, t(`　理由：${d.reason}`, ` Reason: ${d.reason}`)));
}

async function loadStory(c, host) {
  try {
    const { items } = await get(`/cases/${c.id}/history`);
    fill(host, h('ol.timeline', {}, items.map(e => h('li', {}, h('time', { datetime: e.at }, at(e.at)), h('p', {}, h('strong', {}, actionName(e.action)), ` ${e.actor}`, e.role && h('small', {}, ` ${roleName(e.role)}`)), e.reason && h('p', {}, e.reason), e.hash && h('p.hash', { title: e.hash }, t(`第 ${e.version ?? '—'} 版 · 存证 ${e.hash.slice(0, 12)}`, `version ${e.version ?? '—'} · ${e.hash.slice(0, 12)}`))))));
  } catch (fault) { fill(host, problemBox(fault)); }
}

// --- what the clerk or the officer may do here ---

function actions(c, trouble, show) {
  const open = ['in_triage', 'human_review'].includes(c.state);
  const list = [];
  if (open && has('clerk') && c.state === 'in_triage' && !c.triage?.abstained) {
    const accept = primary(t('采纳建议', 'Accept the proposal'), null);
    accept.addEventListener('click', once(accept, async () => { await change(c, '/triage/confirm', {}); toast(t('已分流', 'Routed')); show(); }, trouble));
    list.push(accept);
  }
  if (open && has('triage_officer', 'tribunal_head')) list.push(h('a.button.primary', { href: `#/officer/${c.id}` }, t('去甄别', 'Review')));
  if (has('clerk') && ['received', 'in_triage', 'human_review'].includes(c.state)) list.push(button(t('一次性告知补正', 'Deficiency notice'), () => deficiency(c)));
  const ways = (c.triage?.gates ?? []).filter(g => g.effect.startsWith('refers_out '));
  if (open && has('clerk', 'tribunal_head') && ways.length) list.push(button(t('告知其他途径', 'Refer out'), () => referOut(c, ways)));
  if (has('clerk') && c.state === 'deficient') list.push(primary(t('收到补正', 'Corrections received'), () => correction(c, show)));
  if (c.deficiency) list.push(h('a.button', { href: `#/notice/${c.id}/deficiency` }, t('补正告知书', 'Deficiency notice')));
  if (c.referral) list.push(h('a.button', { href: `#/notice/${c.id}/referral` }, t('告知书', 'Referral notice')));
  if (has('clerk')) list.push(h('a.button', { href: `#/receipt/${c.id}` }, t('回执', 'Receipt')));
  return list;
}

/** A dialog with one form; `send` posts it, and what the service finds wrong stands beside the fields. */
function formDialog(heading, controls, send, yes) {
  return dialog(heading, close => {
    const trouble = h('div');
    const form = h('form', { novalidate: true, onsubmit: e => e.preventDefault() }, controls, trouble);
    const submit = primary(yes, null);
    submit.addEventListener('click', once(submit, async () => {
      if (!checkAll(form)) return;
      try {
        await send();
        close(true);
      } catch (fault) {
        if (fault.errors) fault.errors = showErrors(form, fault.errors);
        throw fault;
      }
    }, trouble));
    form.append(h('div.actions', {}, button(t('取消', 'Cancel'), () => close()), submit));
    return form;
  });
}

async function referOut(c, ways) {
  const values = { rule: ways[0].rule, target: '' };
  const done = await formDialog(t('告知其他途径', 'Refer out'), [
    field(select(values.rule, ways.map(g => [g.rule, `${effectText(g.effect).text}（${g.citation.law}第${g.citation.article}条）`]), v => { values.rule = v; }), { label: t('依据', 'Ground'), path: 'rule' }),
    ways.map(g => article(g.citation)),
    field(text('', v => { values.target = v.trim(); }), { label: t('请当事人去哪里', 'Where to turn to'), path: 'target', required: true, hint: t('写明机关名称，如：东庄镇人民政府', 'Name the body'), check: required(t('机关名称', 'the body')) }),
  ], () => change(c, '/refer-out', values), t('告知并打印', 'Tell and print'));
  if (done) location.hash = `#/notice/${c.id}/referral`;
}

async function correction(c, show) {
  const values = { receivedOn: today(), note: '' };
  const done = await formDialog(t('收到补正', 'Corrections received'), [
    field(day(values.receivedOn, v => { values.receivedOn = v; }, { max: today() }), { label: t('收到日期', 'Received on'), path: 'receivedOn', required: true }),
    field(area('', v => { values.note = v.trim(); }), { label: t('补交了什么', 'What was handed in'), path: 'note', required: true, check: required(t('补交的材料', 'what was handed in')) }),
  ], () => change(c, '/correction', values), t('登记', 'Record'));
  if (done) { toast(t('已登记，七日自次日重新计算', 'Recorded; the seven days begin anew')); show(); }
}

async function deficiency(c) {
  const values = { items: '', due: '' };
  const done = await formDialog(t('一次性告知补正', 'Deficiency notice'), [
    field(area('', v => { values.items = v; }, { rows: '5' }), { label: t('需要补正的内容（一行一项，须一次写全）', 'What is missing (one a line, all at once)'), path: 'items', required: true, check: required(t('补正内容', 'what is missing')) }),
    field(day('', v => { values.due = v; }, { min: today() }), { label: t('补正期限至', 'Due'), path: 'due', required: true, check: required(t('期限', 'the date')) }),
  ], () => change(c, '/deficiency', { items: values.items.split('\n').map(x => x.trim()).filter(Boolean), due: values.due }), t('告知并打印', 'Serve and print'));
  if (done) location.hash = `#/notice/${c.id}/deficiency`;
}
