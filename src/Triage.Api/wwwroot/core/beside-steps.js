// The forms of what is done beside the way of a case: facts, withdrawal, the mediation seen from the counter, reminders, links, the ledger, the archive.

import { catchUp, change, get, once as remember, query } from './api.js';
import { fill, h } from './dom.js';
import { arrange } from './facts.js';
import { area, choice, field, required, select, text } from './form.js';
import { formDialog } from './form-dialog.js';
import { daysAgo, inBrackets, spoken, t } from './lang.js';
import { relations } from './links.js';
import { optionsOf } from './proposal.js';
import { withdrawalReasons } from './ready-reasons.js';
import { reasonClick, stepForm } from './step-form.js';
import { toMe, unanswered } from './step-when.js';
import { button, dialog, empty, once, problemBox, stateBadge, toast } from './widgets.js';
import { caseNumber, title } from './words.js';

const parties = c => c.parties.map(p => [p.name, p.name]);

/** What is kept with the case and not among its facts. */
const apart = ['mediationWish', 'defendantContact'];
const heldOf = (f, c) => (f.id === 'mediationWish' ? c.mediationWish : f.id === 'defendantContact' ? c.parties.find(p => p.role === 'defendant')?.contact : c.facts?.[f.id]);
/** After routing the wish is recorded as a consent, with its day. */
const mayBeSaid = (f, c) => f.id !== 'mediationWish' || ['in_triage', 'human_review'].includes(c.state);
/** The group of core/facts.js that is about the people. */
const PEOPLE = 1;

async function addFacts(c, show) {
  const { items } = await remember('/rules/facts');
  const catalogue = new Map(items.map(f => [f.id, f]));
  const asked = (c.secondTriage && !c.secondTriage.answeredOn ? c.secondTriage.proposal : c.triage)?.questions ?? [];
  const open = [...asked].sort((a, b) => Number(b.decisive) - Number(a.decisive)).map(q => catalogue.get(q.fact)).filter(f => f && f.stated && optionsOf(f.id, f) && mayBeSaid(f, c));
  const all = [...(open.length ? [{ name: t('还没有问清的', 'Still open'), facts: open }] : []), ...arrange(items).map((g, i) => ({ ...g, facts: [...(i === PEOPLE ? items.filter(f => f.stated && f.type !== 'bool' && optionsOf(f.id, f) && mayBeSaid(f, c)) : []), ...g.facts].filter(f => !open.includes(f)) })).filter(g => g.facts.length > 0)];
  const v = { fact: null, value: undefined, reason: '' };
  const chosen = h('div.chosen', { 'aria-live': 'polite' });
  const known = f => { const said = optionsOf(f.id, f).find(([x]) => x === heldOf(f, c))?.[1]; return said ? t(`（现为：${said}）`, ` (now: ${said})`) : ''; };
  const list = h('div.fact-list');
  const draw = wanted => fill(list, all.map((g, i) => {
    const found = g.facts.filter(f => !wanted || `${f.name}${f.question ?? ''}${f.nameEn}`.toLowerCase().includes(wanted.toLowerCase()));
    return found.length > 0 && h('details', { open: Boolean(wanted) || (i === 0 && open.length > 0) }, h('summary', {}, g.name, ` ${found.length}`), h('div.choices', {}, found.map(f => button(`${t(f.name, f.nameEn)}${known(f)}`, () => pick(f), { 'aria-pressed': String(f.id === v.fact), data: { fact: f.id } }))));
  }));
  function pick(f) {
    v.fact = f.id;
    v.value = undefined;
    list.querySelectorAll('[data-fact]').forEach(b => b.setAttribute('aria-pressed', String(b.dataset.fact === f.id)));
    fill(chosen, choice(t(f.name, f.nameEn), undefined, optionsOf(f.id, f), x => { v.value = x; fault.hidden = true; }, { hint: t(f.question, f.questionEn) }));
    chosen.scrollIntoView({ block: 'nearest' });
    chosen.querySelector('input')?.focus();
  }
  const fault = h('p.error', { role: 'alert', hidden: true }, t('请先选一项事实，再选它的答案', 'Choose a fact, then its answer'));
  const search = text('', draw, { type: 'search', placeholder: t('输入几个字查找，如：仲裁', 'Type to search') });
  const why = field(area('', x => { v.reason = x.trim(); }), { label: t('怎么知道的', 'How it is known'), path: 'reason', required: true, check: required(t('怎么知道的', 'how it is known')) });
  const ready = [t('当事人当面陈述', 'Said in person'), t('电话核实', 'Checked by phone'), t('书面材料', 'From a document')];
  draw('');
  const answered = field(h('input', { type: 'hidden' }), { label: '', check: () => { fault.hidden = v.fact !== null && v.value !== undefined; return fault.hidden ? null : ' '; } });
  answered.hidden = true;
  if (await formDialog(t('补充事实', 'Add a fact'), [
    h('p.hint', {}, t('补充后系统重新甄别；已分流的案件引起二次分流。', 'Triage looks again; after routing a second triage is raised.')),
    field(search, { label: t('查找', 'Search') }), list, chosen, fault, answered,
    h('div.choices', { role: 'group', 'aria-label': t('常用', 'Ready words') }, ready.map(words => button(words, () => { why.querySelector('textarea').value = words; v.reason = words; why.check(); }))), why,
  ], () => change(c, '/facts', { ...(apart.includes(v.fact) ? { [v.fact]: v.value } : { facts: { [v.fact]: v.value } }), reason: v.reason }), t('登记', 'Record'), { className: 'wide' })) { toast(t('已补充，已重新甄别', 'Added; triage has looked again')); show(); }
}

const withdraw = (c, show) => reasonClick(c, show, { name: t('撤回起诉', 'Withdraw'), path: '/withdrawal', intro: t('尚未登记立案，点一下理由即登记撤回；以后可以再起诉。', 'Not yet registered: one click on a reason records the withdrawal. The party may sue again.'), reasons: withdrawalReasons, said: t('已登记撤回', 'Withdrawn') });

const consent = (c, show) => stepForm(c, show, {
  name: t('记录调解意愿', 'Record consent'), path: '/mediation/consent', intro: t('还没有调解员领取时，一方拒绝即不再等待，转入登记立案。', 'Before a mediator takes it a refusal ends the wait.'),
  fields: [{ key: 'party', kind: 'pick', label: t('当事人', 'Party'), options: parties(c) }, { key: 'given', kind: 'yesNo', label: t('同意调解', 'Agrees to mediation') }, { key: 'on', kind: 'day', label: t('日期', 'On') }],
});

const extend = (c, show) => stepForm(c, show, { name: t('延长调解', 'Extend the mediation'), path: '/mediation/extend', fields: [{ key: 'days', kind: 'number', label: t('延长天数', 'Days'), required: true, value: '15' }, { key: 'consentOn', kind: 'day', label: t('双方同意之日', 'Both agreed on') }] });

const outcomes = { granted: t('作出人身安全保护令', 'Order granted'), refused: t('驳回申请', 'Refused'), withdrawn: t('申请撤回', 'Withdrawn') };

const decideProtection = (c, show) => stepForm(c, show, {
  name: t('裁定人身安全保护令', 'Decide on the protection order'), path: '/protection-order/decision', intro: t(`${c.protection.appliedBy ?? c.protection.to} 申请${c.protection.urgent ? '，情况紧急，二十四小时内作出' : '，七十二小时内作出'}；有效期不超过六个月（反家庭暴力法第二十八条、第三十条）。`, `${c.protection.appliedBy ?? c.protection.to} applied; within ${c.protection.urgent ? 24 : 72} hours, for six months at most.`),
  fields: [
    { key: 'decision', kind: 'pick', label: t('结果', 'Decision'), options: Object.entries(outcomes) },
    { key: 'validUntil', kind: 'day', only: v => v.decision === 'granted', label: t('有效至', 'Valid until'), value: daysAgo(-180), min: daysAgo(0), future: true },
    { key: 'ground', kind: 'area', only: v => v.decision !== 'granted', label: t('理由（驳回的必填）', 'Ground (needed where refused)') },
  ],
  body: v => ({ decision: v.decision, ground: v.ground, ...(v.decision === 'granted' ? { validUntil: v.validUntil } : {}) }),
});

/** The mediators whom the service finds fit come first, with why. */
async function offer(c, show) {
  const [r, court] = await Promise.all([get(`/cases/${c.id}/mediation/recommendations`), remember('/court')]);
  const organisation = id => court.organisations.find(one => one.id === id)?.name ?? id;
  const options = [...r.mediators.map(m => [m.id, `${m.name}${inBrackets(organisation(m.organisation))}`]), ...(r.organisation ? [[r.organisation, t(`${r.organisationName}（由组织指派）`, `${r.organisationName} (any of its mediators)`)]] : [])];
  await stepForm(c, show, {
    name: t('交办调解', 'Offer to a mediator'), path: '/mediation/offer', wide: true, yes: t('交办', 'Offer'), said: t('已交办，三个工作日内答复', 'Offered; answered within three working days'),
    intro: h('div', {}, h('p.hint', {}, t('对方领取即为接受；不接受或三个工作日不答复的，转下一人选，没有的回到队列，位次不变。', 'A claim accepts it. Declined or unanswered for three working days, it goes to the next, or back to its place in the queue.')),
      r.mediators.length > 0 && h('ul.reasons', {}, r.mediators.slice(0, 5).map(m => h('li', {}, h('strong', {}, m.name), ` ${m.reasons.map(spoken).join(t('，', ', '))}`))),
      r.notRecommended.length > 0 && h('details', {}, h('summary', {}, t(`${r.notRecommended.length} 人不宜`, `${r.notRecommended.length} are barred`)), h('ul.reasons', {}, r.notRecommended.map(m => h('li', {}, `${m.name}${t('：', ': ')}${spoken(m.reason)}`))))),
    fields: [
      { key: 'to', kind: 'pick', label: t('交办给', 'Offer to'), options }, { key: 'next', kind: 'pick', label: t('不接受时转给', 'Next, where declined'), options: [['', t('回到队列', 'back to the queue')], ...options] },
      { key: 'chosenBy', kind: 'pick', label: t('由谁选定', 'Named by'), options: [['court', t('法院指定', 'the court')], ['parties', t('双方共同选定', 'both parties')]] },
      { key: 'reason', kind: 'area', label: t('说明', 'Note') },
    ],
    body: v => ({ to: v.to, chosenBy: v.chosenBy, ...(v.next && v.next !== v.to ? { next: [v.next] } : {}), reason: v.reason }),
  });
}

const declineOffer = (c, show) => reasonClick(c, show, { name: t('不接受交办', 'Decline the offer'), path: '/mediation/decline', reasons: [t('与一方有利害关系', 'A tie to a party'), t('手上案件较多，三日内无法开展', 'Too many cases in hand'), t('不属专长领域', 'Outside my field')], said: t('已退回，转下一人选', 'Declined') });

async function archive(c, show) {
  const { papers } = await remember('/rules');
  const of = { all: true, proxied: c.filedByProxy, referred_out: c.referral, mediated: c.mediation?.sessions?.length, agreed: c.mediation?.agreement, confirmed: c.confirmation?.decision === 'confirmed', tried: c.closure, judged: c.closure?.mode === 'judgment', small_claims: c.procedure === 'small_claims' };
  const asked = papers.filter(p => p.shownBy === 'attested' && of[p.of]);
  await stepForm(c, show, {
    name: t('归档', 'Archive'), path: '/archive', intro: t('系统自行核对记录里已有的材料；下面几样请看过卷宗再勾选，没有的列入卷内缺件说明。', 'What the record shows is checked by itself; tick what you have seen in the file. The rest is noted as lacking.'), said: t('已归档', 'Archived'), yes: t('归档', 'Archive'),
    fields: [{ key: 'papers', kind: 'checks', label: t('卷内材料', 'Papers in the file'), options: asked.map(p => [p.id, p.name]) }],
  });
}

async function remind(c, show) {
  const court = await remember('/court');
  const officer = court.tribunals.find(one => one.code === c.tribunal)?.triageOfficer;
  const everybody = [...court.judges, ...court.staff, ...court.mediators];
  const ids = [...new Set([c.judge, c.mediator, officer, ...court.judges.filter(j => j.tribunal === c.tribunal).map(j => j.id)].filter(Boolean))];
  const part = id => (id === c.judge ? t('（承办法官）', ' (judge)') : id === c.mediator ? t('（调解员）', ' (mediator)') : id === officer ? t('（程序分流员）', ' (triage officer)') : '');
  await stepForm(c, show, {
    name: t('发提醒函', 'Send a reminder'), path: '/reminders', said: t('提醒函已发出', 'Sent'), yes: t('发出', 'Send'),
    fields: [
      { key: 'to', kind: 'pick', label: t('发给', 'To'), value: ids[0], options: ids.map(id => [id, `${everybody.find(p => p.id === id)?.name ?? id}${part(id)}`]) },
      { key: 'text', kind: 'area', label: t('内容', 'Text'), required: true, ready: [t('审限将至，请说明进度和结案计划', 'The limit is near: say how it stands and when it will close'), t('已经逾期，请说明原因并立即办理', 'It is late: say why and act at once'), t('当事人反映较多，请回访并答复', 'The party complains: call back and answer')] },
      { key: 'answerBy', kind: 'day', label: t('答复期限', 'Answer by'), value: daysAgo(-3), min: daysAgo(0), future: true },
    ],
  });
}

async function answerReminder(c, show) {
  const letters = unanswered(c).sort((a, b) => toMe(b) - toMe(a));
  let number = letters[0].number;
  const forAnother = v => !toMe(letters.find(r => String(r.number) === String(v.number)) ?? letters[0]);
  await stepForm({ ...c }, show, {
    name: t('答复提醒函', 'Answer a reminder'), get path() { return `/reminders/${number}/answer`; }, said: t('已答复', 'Answered'),
    intro: h('ul.reasons', {}, letters.map(r => h('li', {}, t(`第 ${r.number} 号，${r.from} 于 ${r.sentOn} 发出，${r.answerBy} 前答复：`, `No. ${r.number}, ${r.from}, ${r.sentOn}, answer by ${r.answerBy}: `), h('q', {}, r.text)))),
    fields: [
      { key: 'number', kind: 'pick', label: t('答复哪一函', 'Which one'), value: String(number), options: letters.map(r => [String(r.number), t(`第 ${r.number} 号`, `No. ${r.number}`)]), changed: x => { number = x; } },
      { key: 'answer', kind: 'area', label: t('答复', 'Answer'), required: true, rows: '4' },
      { key: 'note', label: t('代收函人登记：何时、以何种方式答复', 'For the addressee: when and how the answer came'), only: forAnother, ready: [t('收函人今日电话答复', 'Answered by phone today'), t('收函人当面答复', 'Answered in person')] },
    ],
    body: v => ({ answer: v.answer, ...(forAnother(v) ? { note: v.note } : {}) }),
  });
}

const giveReference = (c, show) => stepForm(c, show, {
  name: c.source?.reference ? t('更改来源编号', 'Change the source’s reference') : t('补登来源编号', 'Add the source’s reference'), path: '/source-reference',
  fields: [
    { key: 'reference', label: t('来文（警情、工单、信访）编号', 'Reference'), required: true, value: c.source?.reference ?? '' },
    { key: 'name', label: t('来源单位或人员', 'Source'), value: c.source?.name ?? '' },
    { key: 'reason', kind: 'area', label: t('更改的理由（已登记的必填）', 'Why it changes (needed where it is on record)'), only: () => Boolean(c.source?.reference || c.source?.name), ready: [t('登记有误，以来文为准', 'Recorded wrongly; the letter counts')] },
  ],
});

/** Cases of the same people are looked up by themselves; any other is found by number or name. */
function linkCase(c, show) {
  const list = h('div', {}, t('正在查找同一当事人的案件…', 'Looking for cases of the same people…'));
  let relation = 'related';
  let close;
  const known = new Set([c.id, ...(c.links ?? []).map(one => one.caseId)]);
  const draw = rows => fill(list, rows.length ? h('ul.people', {}, rows.map(one => {
    const b = button(t('关联', 'Link'), null, { 'aria-label': t(`关联 ${caseNumber(one)}`, `Link ${caseNumber(one)}`) });
    b.addEventListener('click', once(b, async () => {
      // Somebody else was faster: the next click goes on the case as it is now.
      await change(c, '/links', { caseId: one.id, relation }).catch(async fault => { await catchUp(fault); throw fault; });
      close();
      toast(t(`已关联 ${caseNumber(one)}`, `Linked ${caseNumber(one)}`));
      show();
    }, trouble));
    return h('li', {}, h('p.row', {}, h('span', {}, h('strong', {}, caseNumber(one)), ` ${title(one)} `, stateBadge(one.state)), b), h('p.hint', {}, [one.cause?.name, one.receivedOn].filter(Boolean).join(' · ')));
  })) : empty(t('没有找到别的案件。', 'No other case was found.')));
  const trouble = h('div');
  let turn = 0;
  const find = async words => {
    const mine = ++turn;
    try {
      const pages = await Promise.all(words.filter(Boolean).map(q => get(`/cases${query({ q, limit: 10 })}`)));
      const found = new Map(pages.flatMap(page => page.items).filter(one => !known.has(one.id)).map(one => [one.id, one]));
      if (mine === turn) draw([...found.values()]);
    } catch (fault) { if (mine === turn) fill(list, problemBox(fault)); }
  };
  let q = '';
  find(c.parties.map(p => p.name));
  return dialog(t('关联案件', 'Link a case'), done => {
    close = done;
    return h('form', { onsubmit: e => { e.preventDefault(); find([q]); } },
      h('div.grid', {}, field(select(relation, Object.entries(relations).filter(([key]) => key !== 'from_redo'), x => { relation = x; }), { label: t('关系', 'Relation'), path: 'relation' }),
        field(text('', x => { q = x.trim(); }, { type: 'search', placeholder: t('案号或当事人全名', 'Number or full name') }), { label: t('查找别的案件', 'Find another case'), path: 'caseId' })),
      h('p.actions', {}, h('button', { type: 'submit' }, t('查找', 'Find'))), trouble, list);
  }, { className: 'wide' });
}

export const besideForms = {
  takeBack: (c, show) => reasonClick(c, show, { name: t('收回另行指派', 'Take it back from the mediator'), path: '/mediation/return', intro: t('调解员不能继续的，收回本案另行指派，位次不变，不计更换次数。', 'Where the mediator cannot go on: the case keeps its place and this is no change of mediator.'), reasons: [t('调解员休假', 'The mediator is on leave'), t('调解员患病', 'The mediator is ill'), t('调解员离任', 'The mediator has left')], said: t('已收回，待另行指派', 'Taken back') }),
  addFacts, withdraw, consent, extendMediation: extend, offer, declineOffer, decideProtection, archive, remind, answerReminder, linkCase, giveReference,
  changeMediator: (c, show) => reasonClick(c, show, { name: t('更换调解员', 'Change the mediator'), path: '/mediation/change', intro: t('以一次为限；再次要求更换视为拒绝调解。', 'Once; asking again counts as refusing mediation.'), reasons: [t('当事人要求更换', 'A party asks for it'), t('调解员与一方有利害关系', 'The mediator has a tie to a party'), t('不属其专长领域', 'Outside the mediator’s field')], said: t('已退回待指派', 'Back in the queue') }),
  reopenMediation: (c, show) => reasonClick(c, show, { name: t('重新调解', 'Mediate again'), path: '/mediation/resume', intro: t('确认申请被驳回或者撤回之后，变更原协议或者达成新的协议（民事诉讼法第二百零六条）。', 'After a refused application the agreement may be changed (Civil Procedure Law, art. 206).'), reasons: [t('双方愿意变更协议', 'Both sides will change the agreement'), t('双方愿意重新协商', 'Both sides will talk again')] }),
  checkLedger: (c, show) => stepForm(c, show, { name: t('台账核查', 'Check the ledger'), path: '/ledger-checks', fields: [{ key: 'note', kind: 'area', label: t('核查情况', 'What was found'), required: true, ready: [t('已核对，登记清楚全面', 'Checked: complete'), t('已电话核实进展', 'Progress checked by phone')] }] }),
};
