// One case in the mediator's hands: consent, sessions, and how it ends.

import { agreedNotice, agreedSteps, agreementWay } from '../core/agreed.js';
import { change, get, Problem } from '../core/api.js';
import { showClocks } from '../core/deadlines.js';
import { fill, h } from '../core/dom.js';
import { area, checkAll, choice, day, dayByHand, field, required, select, showErrors, text } from '../core/form.js';
import { chinese, claimed, daysBetween, lastDay, t, today } from '../core/lang.js';
import { agreementView } from '../core/mediation-view.js';
import { narrativeView } from '../core/narrative.js';
import { registered } from '../core/step-when.js';
import { stepButtons, withLink } from '../core/steps.js';
import { badge, button, confirm, daysLeft, dialog, once, pageHead, pairs, primary, section, showProblem, stateBadge, toast } from '../core/widgets.js';
import { caseNumber, opinionName, outcomeName, outcomes, partyRole, sessionMode, title, wishName } from '../core/words.js';

export async function open(main, [id], { user, show }) {
  let c = await get(`/cases/${id}`);
  const typed = keeper(`triage.typed.${user.userName}.${id}`);
  const clocks = h('div');
  const body = h('div');
  const notes = h('div.notes');
  const stepTrouble = h('div');

  /** One step of the case: posted on the version shown; where a colleague or the timer was faster, the page is read anew. */
  const step = (path, said, values, host) => async () => {
    try {
      const after = await change(c, path, values());
      // In another state other steps are open: the service says which.
      c = after.state === c.state ? { ...after, actions: c.actions } : await get(`/cases/${id}`);
      typed.forget(path);
      toast(said);
      redraw();
      return true;
    } catch (fault) {
      if (fault instanceof Problem && (fault.status === 409 || fault.status === 412)) { toast(t('案件刚有变化，已换成最新内容。', 'The case has just changed; here it is as it stands now.'), 'warn'); show(); return false; }
      if (fault instanceof Problem && host) { const rest = showErrors(host, fault.errors); showProblem(Object.assign(fault, { errors: rest }), host.querySelector('.trouble')); return false; }
      throw fault;
    }
  };

  function draw() {
    const m = c.mediation ?? {};
    fill(main,
      pageHead(title(c), { lead: [caseNumber(c), c.cause?.name, claimed(c.amount)].filter(Boolean).join(' · '), actions: [stateBadge(c.state), ...withLink(stepButtons(c, stepTrouble, show, { without: ['hold_session', 'extend_mediation', 'give_consent', ...agreedSteps(c)] }), h('a.button', { href: `#/case/${c.id}` }, t('全案', 'Whole case')))] }), stepTrouble,
      c.lease && !m.sessions?.length && h('div.notice.info', {}, h('p.row', {}, t(`请在 ${lastDay(c.lease.until)}（含当日）前开展调解，逾期自动退回队列。`, `Begin by ${lastDay(c.lease.until)}; otherwise the case goes back by itself.`), ' ', daysLeft(daysBetween(today(), lastDay(c.lease.until))))),
      agreedNotice(c, only => stepButtons(c, stepTrouble, show, { only })),
      body);
    fill(body,
      section(t('当事人与意愿', 'Parties and consent'), {}, h('ul.people', {}, c.parties.map(p => partyRow(p, m, step, c)))),
      section(t('期限', 'Clocks'), {}, clocks),
      h('details.card', { open: !m.sessions?.length }, h('summary', {}, h('h2', {}, t('怎么回事', 'What it is about'))), c.claims.length > 0 && h('ol.claims-read', chinese, c.claims.map(one => h('li', {}, one))), pairs([[t('起诉一方', 'Filing party'), wishName(c.mediationWish)]]), narrativeView(c.narrative)),
      sessions(c, m, step, notes, typed),
      c.state === 'mediating' && ending(c, step, m.sessions?.length > 0, typed),
      m.outcome && result(m),
      c.state === 'mediating' && h('div.actions.end', {}, extendButton(step), returnButton(step)));
    showClocks(c, clocks);
    showNotes();
  }

  /** Draws the case as it now is, without moving the page under the reader's eyes. */
  function redraw() {
    const y = window.scrollY;
    draw();
    window.scrollTo(0, y);
    main.querySelector('h1').focus({ preventScroll: true });
  }

  /** One's own confidential notes, kept apart from the case. */
  async function showNotes() {
    if (!(c.mediation?.sessions ?? []).some(s => s.hasNote)) return;
    const { items } = await get(`/cases/${c.id}/mediation/notes`);
    fill(notes, h('h3', {}, t('我的保密笔记', 'My confidential notes')), items.map(n => h('p.note', {}, h('time', {}, n.heldOn), ` ${n.text}`)));
  }

  draw();
  return undefined;
}

/** What is being typed on this page, by the step it is for: it outlives a redrawing and a reload, and goes with the tab. */
function keeper(key) {
  const kept = JSON.parse(sessionStorage.getItem(key) ?? '{}');
  const save = () => sessionStorage.setItem(key, JSON.stringify(kept));
  const watch = value => (value && typeof value === 'object' ? new Proxy(value, {
    get: (o, name) => watch(o[name]),
    set: (o, name, v) => { o[name] = v; save(); return true; },
  }) : value);
  return { of: (step, empty) => watch(kept[step] ??= empty), forget: step => { delete kept[step]; save(); } };
}

/** What the filing party said when handing in; the other side was not asked then. */
const saidAtIntake = (p, c) => (['plaintiff', 'applicant'].includes(p.role) ? { agree: badge('wait', t('收件时愿意，待确认', 'willing at intake, to be confirmed')), refuse: badge('ask', t('收件时不愿', 'unwilling at intake')) }[c.mediationWish] : null);

function partyRow(p, m, step, c) {
  const open = c.state === 'mediating';
  const said = (m.consents ?? []).filter(x => x.party === p.name).at(-1);
  const consent = given => {
    const b = button(given ? t('同意调解', 'Agrees') : t('不同意', 'Refuses'), null, { 'aria-label': `${p.name}：${given ? t('同意调解', 'agrees') : t('不同意', 'refuses')}` });
    b.addEventListener('click', once(b, step('/mediation/consent', t('已记录', 'Recorded'), () => ({ party: p.name, given, on: today() }))));
    return b;
  };
  return h('li', {}, h('p.row', {}, h('span', {}, badge('role', partyRole(p.role)), ' ', h('strong', {}, p.name)), p.phone && !p.phone.includes('*') && h('a.button', { href: `tel:${p.phone}` }, t(`打电话 ${p.phone}`, `Call ${p.phone}`))),
    h('p.hint', {}, [p.village, p.address].filter(Boolean).join(' ')),
    h('p.row', {}, said ? badge(said.given ? 'good' : 'late', `${said.given ? t('同意调解', 'agrees') : t('不同意', 'refuses')} ${said.on}`) : saidAtIntake(p, c) ?? badge('ask', t('意愿未问', 'not asked')), open && h('span.answers', {}, (!said || !said.given) && consent(true), (!said || said.given) && consent(false))));
}

function sessions(c, m, step, notes, typed) {
  const values = typed.of('/mediation/sessions', { mode: 'on_site', heldOn: today(), helpers: '', note: '' });
  const form = h('form.step', { novalidate: true, onsubmit: e => e.preventDefault() });
  const submit = primary(t('记下这次调解', 'Record the session'), null);
  submit.addEventListener('click', once(submit, step('/mediation/sessions', t('已记录', 'Recorded'), () => ({ mode: values.mode, heldOn: values.heldOn, helpers: split(values.helpers), note: values.note.trim() || null }), form)));
  fill(form, choice(t('方式', 'Mode'), values.mode, ['on_site', 'phone', 'video', 'asynchronous'].map(v => [v, sessionMode(v)]), v => { values.mode = v; }),
    h('div.grid', {}, field(day(values.heldOn, v => { values.heldOn = v; }, { max: today() }), { label: t('日期', 'Date'), path: 'heldOn' }), field(text(values.helpers, v => { values.helpers = v; }), { label: t('协助的人', 'Helpers'), path: 'helpers', hint: t('村干部、亲友等，用顿号隔开', 'Village cadres, relatives; separated by commas') })),
    field(area(values.note, v => { values.note = v; }), { label: t('调解记录（保密，不进入审判卷宗）', 'Notes (confidential, never in the trial file)'), path: 'note', wide: true }), h('div.trouble'), h('div.actions', {}, submit));
  return section(t(`调解经过 ${m.sessions?.length ?? 0} 次`, `${m.sessions?.length ?? 0} sessions`), {},
    m.sessions?.length > 0 && h('ol.timeline', {}, m.sessions.map(s => h('li', {}, h('time', {}, s.heldOn), h('p', {}, h('strong', {}, sessionMode(s.mode)), s.helpers?.length ? t(`　协助：${s.helpers.join('、')}`, ` with ${s.helpers.join(', ')}`) : '')))),
    notes,
    c.state === 'mediating' && form);
}

const split = value => value.split(/[、，,;；\s]+/).map(x => x.trim()).filter(Boolean);
const lines = value => value.split('\n').map(x => x.trim()).filter(Boolean);

function ending(c, step, open, typed) {
  const values = typed.of('/mediation/outcome', { outcome: '', endedOn: today(), reason: '', text: '', signedOn: '', mediatorSealedOn: '', performance: [{ what: '', dueOn: '' }], undisputedFacts: '', focus: '', complexityOpinion: '' });
  const form = h('form.step', { novalidate: true, onsubmit: e => e.preventDefault() });
  const sheet = h('div');
  const trouble = h('div.trouble');
  const submit = primary(t('结束调解', 'End the mediation'), null);
  const drawSheet = () => fill(sheet, values.outcome === 'agreed' ? agreement(values, c) : values.outcome && termination(values, c));
  submit.addEventListener('click', once(submit, async () => {
    if (!checkAll(form)) return;
    const sure = await confirm(t(`结束调解：${outcomeName(values.outcome)}`, `End: ${outcomeName(values.outcome)}`), values.outcome === 'agreed' ? t('协议一经登记即不能修改。双方都已签名（盖章、按指印）？', 'An agreement cannot be changed once recorded. Have both sides signed?') : beforeEnding(c, values), t('确定', 'Yes'));
    if (sure) await step('/mediation/outcome', t('已登记结果', 'Recorded'), () => outcomeBody(values), form)();
  }, trouble));
  fill(form, field(select(values.outcome, [['', t('请选择', 'choose')], ...outcomes.map(v => [v, outcomeName(v)])], v => { values.outcome = v; drawSheet(); }), { label: t('结果', 'Outcome'), path: 'outcome', required: true, check: required(t('结果', 'the outcome')) }), field(day(values.endedOn, v => { values.endedOn = v; }, { max: today() }), { label: t('结束日期', 'Ended on'), path: 'endedOn' }), sheet, trouble, h('div.actions', {}, submit));
  drawSheet();
  return h('details.card', { open }, h('summary', {}, h('h2', {}, t('结束调解', 'End the mediation'))), form);
}

/** One question before the end, with everything that is still empty, so that nothing ends unasked by a slip. */
function beforeEnding(c, v) {
  const m = c.mediation ?? {};
  const unasked = c.parties.filter(p => p.role !== 'third_party' && !(m.consents ?? []).some(x => x.party === p.name)).map(p => p.name);
  const missing = [unasked.length > 0 && t(`没有记录${unasked.join('、')}是否同意调解`, `no consent or refusal of ${unasked.join(', ')}`), !m.sessions?.length && t('没有记录过一次调解', 'no session'),
    ['failed', 'refused_to_sign', 'expired'].includes(v.outcome) && !v.focus.trim() && t('没有写争议焦点', 'no issues in dispute')].filter(Boolean);
  return [h('span', {}, t('调解将结束，不能撤回。事由：', 'The mediation ends, and that cannot be taken back. Ground: '), h('strong', {}, v.reason.trim())),
    missing.length > 0 && h('ul.reasons', {}, missing.map(one => h('li', {}, badge('ask', one))))];
}

/** Ready grounds of each way to end without an agreement. */
function endings(outcome, c) {
  const names = c.parties.filter(p => p.role !== 'third_party').map(p => p.name);
  switch (outcome) {
    case 'failed': return [...names.map(n => t(`${n}不同意调解`, `${n} refuses mediation`)), t('分歧过大，谈不拢', 'Too far apart'), t('对事实有争议，须由法院认定', 'The facts are disputed')];
    case 'unreachable': return names.map(n => t(`多次联系不上${n}`, `${n} cannot be reached`));
    case 'refused_to_sign': return names.map(n => t(`${n}拒绝签字`, `${n} will not sign`));
    case 'expired': return [t('调解期限届满，一方或双方不同意延长', 'The period ended and was not extended')];
    case 'settled_privately': return [t('双方自行和解', 'Settled between themselves')];
    case 'withdrawn': return [t('申请人撤回', 'Withdrawn by who filed')];
    default: return [];
  }
}

function agreement(v, c) {
  const list = h('div.performance');
  const draw = () => fill(list, h('h3', {}, t('履行事项', 'Performance')), v.performance.map((p, i) => h('div.grid', {},
    field(text(p.what, x => { p.what = x; }), { label: t(`第 ${i + 1} 项：做什么`, `${i + 1}: what`), path: `agreement.performance[${i}].what`, check: x => (p.dueOn && !x.trim() ? t('请写明做什么', 'Say what') : null) }), field(day(p.dueOn, x => { p.dueOn = x; }), { label: t('期限', 'Due'), path: `agreement.performance[${i}].dueOn`, check: x => (p.what.trim() && !x ? t('请填写期限', 'The day is missing') : null) }))),
  button(t('＋ 再加一项', '+ Another'), () => { v.performance.push({ what: '', dueOn: '' }); draw(); }, { class: 'quiet' }));
  draw();
  return [field(area(v.text, x => { v.text = x; }, { rows: '5' }), { label: t('协议内容', 'Agreement'), path: 'agreement.text', required: true, wide: true, check: required(t('协议内容', 'the agreement')) }),
    h('div.grid', {}, dayByHand(v.signedOn, x => { v.signedOn = x; }, { label: t('当事人签名日', 'Signed on'), path: 'agreement.signedOn', required: true, check: required(t('签名日', 'the day')) }), dayByHand(v.mediatorSealedOn, x => { v.mediatorSealedOn = x; }, { label: t('调解员签名（盖章）日', 'Mediator sealed on'), path: 'agreement.mediatorSealedOn', required: true, check: required(t('签章日', 'the day')) })),
    list, h('p.hint', {}, registered(c) ? agreementWay(c) : t('自协议生效之日起三十日内，双方可以共同申请司法确认（民事诉讼法第二百零五条）。', 'Within thirty days of effect both sides may apply for judicial confirmation (Civil Procedure Law, art. 205).'))];
}

function termination(v, c) {
  const confined = ['failed', 'refused_to_sign', 'expired'].includes(v.outcome);
  const why = field(area(v.reason, x => { v.reason = x; }), { label: t('原因', 'Reason'), path: 'reason', wide: true, required: true, check: required(t('原因', 'the reason')), hint: confined ? t('只记入您的保密笔记，不移交法院。', 'Kept with your confidential notes, never shown to the court.') : null });
  return [h('div.choices', { role: 'group', 'aria-label': t('常见原因', 'Ready words') }, endings(v.outcome, c).map(words => button(words, () => { why.querySelector('textarea').value = words; v.reason = words; why.check(); }))),
  why,
  field(area(v.undisputedFacts, x => { v.undisputedFacts = x; }), { label: t('双方无争议的事实（一行一项，须双方书面认可）', 'Undisputed facts (one a line)'), path: 'undisputedFacts', wide: true }),
  field(area(v.focus, x => { v.focus = x; }), { label: t('争议焦点', 'Issues in dispute'), path: 'focus', wide: true }),
  choice(t('繁简建议', 'Simple or complex'), v.complexityOpinion, [['simple', opinionName('simple')], ['complex', opinionName('complex')], ['', t('不作建议', 'no opinion')]], x => { v.complexityOpinion = x; })];
}

function outcomeBody(v) {
  const common = { outcome: v.outcome, endedOn: v.endedOn };
  if (v.outcome === 'agreed') return { ...common, agreement: { text: v.text.trim(), signedOn: v.signedOn, mediatorSealedOn: v.mediatorSealedOn, performance: v.performance.filter(p => p.what.trim() || p.dueOn) } };
  return { ...common, reason: v.reason.trim() || null, undisputedFacts: lines(v.undisputedFacts), focus: v.focus.trim() || null, ...(v.complexityOpinion ? { complexityOpinion: v.complexityOpinion } : {}) };
}

const result = m => section(t('结果', 'Result'), {}, h('p', {}, badge(m.outcome === 'agreed' || m.outcome === 'settled_privately' ? 'good' : 'ask', outcomeName(m.outcome)), ` ${m.endedOn ?? ''}`), m.reason && h('p', {}, m.reason),
  m.agreement && agreementView(m.agreement));

function ask(heading, path, build) {
  return dialog(heading, close => build(close, path));
}

function returnButton(step) {
  return button(t('退回队列', 'Give back'), () => ask(t('退回队列', 'Give the case back'), '/mediation/return', close => {
    let reason = '';
    const form = h('form', { novalidate: true, onsubmit: e => e.preventDefault() });
    const box = field(area('', v => { reason = v; }), { label: t('理由（必填）', 'Reason'), path: 'reason', required: true, check: required(t('理由', 'the reason')) });
    const submit = primary(t('退回', 'Give back'), null);
    submit.addEventListener('click', once(submit, async () => { if (box.check() && await step('/mediation/return', t('已退回队列，位次保留', 'Given back; it keeps its place'), () => ({ reason: reason.trim() }), form)()) { close(true); location.hash = '#/mediator/mine'; } }));
    return fill(form, h('div.choices', {}, [t('与当事人有利害关系', 'A tie to a party'), t('当事人要求更换调解员', 'A party asks for another mediator'), t('不属专长领域', 'Outside my field')].map(s => button(s, () => { box.querySelector('textarea').value = s; reason = s; }))), box, h('div.trouble'), h('div.actions', {}, button(t('取消', 'Cancel'), () => close()), submit));
  }));
}

function extendButton(step) {
  return button(t('延长调解', 'Extend'), () => ask(t('延长调解', 'Extend the mediation'), '/mediation/extend', close => {
    const v = { days: '15', consentOn: '' };
    const form = h('form', { novalidate: true, onsubmit: e => e.preventDefault() });
    const submit = primary(t('延长', 'Extend'), null);
    submit.addEventListener('click', once(submit, async () => { if (checkAll(form) && await step('/mediation/extend', t('已延长', 'Extended'), () => ({ days: Number(v.days), consentOn: v.consentOn }), form)()) close(true); }));
    return fill(form, field(text(v.days, x => { v.days = x; }, { inputmode: 'numeric' }), { label: t('延长天数', 'Days'), path: 'days' }), dayByHand(v.consentOn, x => { v.consentOn = x; }, { label: t('双方同意之日', 'Both agreed on'), path: 'consentOn', required: true, check: required(t('双方同意之日', 'the day')) }), h('div.trouble'), h('div.actions', {}, button(t('取消', 'Cancel'), () => close()), submit));
  }));
}
