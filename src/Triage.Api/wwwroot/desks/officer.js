// The triage officer's desk: what the machine would not decide, one after the other, each in two keystrokes.

import { questions } from '../core/ahead.js';
import { change, get, once as remember, Problem, query } from '../core/api.js';
import { announce, fill, h } from '../core/dom.js';
import { narrativeView } from '../core/narrative.js';
import { area, field, select } from '../core/form.js';
import { at, chinese, claimed, colon, gap, lang, listed, percent, t, today } from '../core/lang.js';
import { fetchForms, openForm } from '../core/open-form.js';
import { answersOf, english, firmness, inShort, lane, optionsOf, proposalView, reasons } from '../core/proposal.js';
import { readyReasons, withdrawalReasons } from '../core/ready-reasons.js';
import { nameOf } from '../core/who.js';
import { secondOpen } from '../core/second.js';
import { article, badge, button, daysLeft, dialog, empty, once, pageHead, pairs, primary, showProblem, stateBadge, toast } from '../core/widgets.js';
import { abstainName, benchName, caseNumber, familyName, procedureName, reviewDays, routeName, title, wishName } from '../core/words.js';

const SHORTCUTS = 'triage.shortcuts';
const choices = ['mediation', 'fast_track', 'family_team', 'land_team', 'specialised_team', 'ordinary_team', 'refer_out'];

/** Reasons have letters and routes have digits: a key that bounces, or is pressed twice, decides nothing. */
const letters = ['a', 's', 'd'];
const OWN = 'f';
/** So long a decision waits before it is sent, and can be taken back. */
const GRACE = 3_000;

/** In these states the route is still to be decided here. */
const undecided = ['human_review', 'in_triage'];

/** An old link to a case that one may not see is no reason to stop work. */
const hidden = fault => { if (fault instanceof Problem && (fault.status === 403 || fault.status === 404)) return null; throw fault; };

export async function open(main, [wanted]) {
  const [court, catalogue] = await Promise.all([remember('/court/names'), remember('/rules/facts')]);
  const facts = new Map(catalogue.items.map(f => [f.id, f]));
  const list = h('ol.queue', { 'aria-label': t('待甄别', 'Queue') });
  const detail = h('div.review');
  const seconds = h('div');
  const count = h('p.lead', { role: 'status' });
  let items = [];
  let current = null;
  let picked = null;
  let pending = null;
  /** Where somebody is going while a decision is still to be sent. */
  let aim = null;
  let gone = false;
  let reading = 0;
  let choosing = 0;
  let shortcuts = localStorage.getItem(SHORTCUTS) !== 'off';

  const toggle = button('', () => { shortcuts = !shortcuts; localStorage.setItem(SHORTCUTS, shortcuts ? 'on' : 'off'); sayShortcuts(); }, { class: 'quiet' });
  const sayShortcuts = () => { toggle.textContent = shortcuts ? t('快捷键：开', 'Shortcuts: on') : t('快捷键：关', 'Shortcuts: off'); toggle.setAttribute('aria-pressed', String(shortcuts)); };
  sayShortcuts();
  const head = pageHead(t('人工甄别', 'Review'), { actions: [toggle, button(t('按键说明', 'Keys'), help, { class: 'quiet' }), button(t('刷新', 'Refresh'), () => load())] });
  head.firstChild.append(count);
  fill(main, head, h('div.desk-split', {}, h('div.queue-box', {}, list, seconds), detail));

  async function load(keep) {
    const mine = ++reading;
    const chosen = choosing;
    const page = await get(questions.review());
    // A case that was asked for and is not listed stands first (the queue is longer than its page, or triage has a proposal by now): opening another one in its place would get a wrong decision.
    const beyond = keep && !page.items.some(c => c.id === keep) ? await get(`/cases/${keep}`).catch(hidden) : null;
    if (gone || mine !== reading) return;
    items = beyond && undecided.includes(beyond.state) ? [beyond, ...page.items] : page.items;
    count.textContent = t(`${page.total ?? items.length} 件待定`, `${page.total ?? items.length} to decide`);
    budget(count);
    drawList();
    // Whoever has opened another case meanwhile stays with it.
    if (choosing !== chosen) return;
    const next = items.find(c => c.id === keep) ?? items[0];
    if (next) return select1(next.id);
    // The address no longer names what has left: drawn anew, the page would look for it.
    if (location.hash.startsWith('#/officer')) history.replaceState(null, '', '#/officer');
    fill(detail, empty(t('没有待甄别的案件。', 'Nothing to review.'), t('系统有把握的件由立案人员直接采纳，没有把握的才到这里。', 'Only what the machine is not sure of comes here.')));
  }

  function drawList() {
    fill(list, items.map(c => h('li', {}, h('a', { href: `#/officer/${c.id}`, data: { id: c.id }, 'aria-current': c.id === current?.id ? 'true' : null, onclick: e => { e.preventDefault(); select1(c.id, true); } },
      h('span.row', {}, h('strong', {}, title(c)), reviewDays(c) !== null && daysLeft(reviewDays(c))),
      h('span.row.small', {}, h('span', {}, c.cause?.name ?? t('案由未定', 'cause unknown')), h('span.no', {}, caseNumber(c))),
      h('span.why', {}, [...new Set((c.triage?.abstainReasons ?? []).map(r => r.code))].map(code => badge('ask', abstainName(code))))))));
  }

  async function select1(id, byHand) {
    if (pending) {
      if (current.id === id) return;
      const chosen = choosing;
      aim = id;
      try { await pending.now(); } finally { aim = null; }
      // What was decided has left the queue, which was read again for the case that is wanted now.
      if (choosing !== chosen) { if (byHand) announce(title(current)); return; }
    }
    const mine = ++choosing;
    const asked = items.find(c => c.id === id) ?? (await get(`/cases/${id}`));
    if (gone || mine !== choosing) return;
    picked = null;
    current = asked;
    // While the first answers are on their way the address may have become another desk's.
    if (location.hash.startsWith('#/officer')) history.replaceState(null, '', `#/officer/${id}`);
    list.querySelectorAll('a').forEach(a => (a.dataset.id === id ? a.setAttribute('aria-current', 'true') : a.removeAttribute('aria-current')));
    const open = list.querySelector('[aria-current]');
    open?.scrollIntoView({ block: 'nearest' });
    if (byHand) announce(title(current));
    draw();
  }

  // --- one case ---
  function draw() {
    const c = current;
    const p = c.triage;
    const trouble = h('div', { 'aria-live': 'polite' });
    const earlier = h('div');
    const related = h('div');
    const cause = button(t('更正案由', 'Correct the cause'), null);
    cause.addEventListener('click', once(cause, () => openForm('correctCauseThen', c, after => again(after, t('已更正案由，已重新甄别', 'The cause is corrected; triage has looked again'))), trouble));
    const link = button(t('关联案件', 'Link a case'), null);
    link.addEventListener('click', once(link, () => openForm('linkCase', c, () => load(c.id)), trouble));
    fill(detail,
      h('header.review-head', {}, h('h2', { tabindex: '-1' }, title(c)), h('p', {}, h('a', { href: `#/case/${c.id}` }, caseNumber(c)), ` · ${c.receivedOn} · ${claimed(c.amount)} · ${t('调解意愿', 'mediation')}${colon}${wishName(c.mediationWish)}`)),
      c.state === 'in_triage' ? adopt(c, trouble) : p && h('div.why-box', {}, h('h3', {}, t('为什么到这里', 'Why it is here')), reasons(p, facts)),
      decision(c, trouble), trouble, h('div.actions.beside', { role: 'group', 'aria-label': t('其他处理', 'Otherwise') },
        withdrawalReasons.map(reason => { const b = button(t(`撤回：${reason}`, `Withdraw: ${reason}`), null); b.addEventListener('click', once(b, () => withdraw(c, reason, trouble), trouble)); return b; }),
        cause,
        link, h('a.button', { href: `#/case/${c.id}` }, t('全案（补正、提醒等）', 'Whole case'))), related,
      h('div.side-by-side', {},
        h('section', { 'aria-label': t('叙述', 'Narrative') }, h('h3', {}, t('当事人怎么说', 'What the party says')), c.claims.length > 0 && h('ol.claims-read', chinese, c.claims.map(one => h('li', {}, one))), narrativeView(c.narrative, p?.evidence),
          pairs(Object.entries(c.facts).map(([id, v]) => [(lang === 'en' ? facts.get(id)?.nameEn : facts.get(id)?.name) ?? id, answersOf(facts.get(id)).find(([value]) => value === v)[1]]))),
        h('section', { 'aria-label': t('建议', 'Proposal') }, h('h3', {}, t('机器怎么看', 'What the machine thinks')), earlier, p && proposalView(p, { teams: court.teams, facts, onAnswer: (fact, value) => answer(c, fact, value, trouble), reasonsElsewhere: true }))));
    sayEarlier(c, earlier);
    sayRelated(c, related);
  }

  function decision(c, trouble) {
    const p = c.triage ?? {};
    const box = h('section.decision', { 'aria-label': t('定去向', 'Decide') });
    const routeRow = h('div.choices', { role: 'group', 'aria-label': t('去向', 'Route') }, choices.map((route, i) => h('button', { type: 'button', 'aria-pressed': 'false', 'aria-disabled': barred(route, p.gates) ? 'true' : null, title: barred(route, p.gates) && ground(barred(route, p.gates)), data: { route }, onclick: () => pick(route) },
      h('kbd', { 'aria-hidden': 'true' }, i + 1), h('span', {}, routeName(route)), !p.abstained && route === p.route && h('small', {}, firmness(p)))));
    const reasonRow = h('div.reasons-pick', { role: 'group', 'aria-label': t('理由', 'Reason'), tabindex: '-1' });
    const lanes = { procedure: p.procedure, bench: p.bench };

    const unclear = open(c);
    // A cause that the story speaks against is put right or stood by in one's own words; a ready letter would send it on unread.
    const doubt = p.causeDoubt;

    function pick(route) {
      if (pending) return;
      fill(trouble);
      const bar = barred(route, p.gates);
      if (bar) return fill(trouble, h('div.notice.warn', { role: 'alert' }, h('strong', {}, t(`依法不能转${routeName(route)}`, `The law does not allow: ${routeName(route)}`)), bar.citation ? [lang === 'en' ? english(h('p'), bar.rule) : h('p', {}, bar.summary), article(bar.citation)] : h('p', {}, ground(bar))));
      picked = route;
      lanes.procedure = p.procedure ?? (route === 'ordinary_team' ? 'ordinary' : 'simple');
      lanes.bench = p.bench ?? (route === 'ordinary_team' ? 'panel' : 'sole');
      routeRow.querySelectorAll('button').forEach(b => b.setAttribute('aria-pressed', String(b.dataset.route === route)));
      fill(reasonRow, route !== 'refer_out' && h('p.lanes', {},
        field(select(lanes.procedure, ['small_claims', 'simple', 'ordinary', 'special'].map(v => [v, procedureName(v)]), v => { lanes.procedure = v; if (v === 'small_claims' || v === 'simple') { lanes.bench = 'sole'; bench.value = 'sole'; } }), { label: t('程序', 'Procedure'), path: 'procedure' }),
        field(bench = select(lanes.bench, ['sole', 'panel'].map(v => [v, benchName(v)]), v => { lanes.bench = v; }), { label: t('审判组织', 'Bench'), path: 'bench' })),
      doubt && h('div.notice.warn.doubted-cause', {}, h('p', {}, t(`案由写的是“${c.cause?.name}”，而叙述更像${familyName(doubt.family)}纠纷（${percent(doubt.probability)}）。案由错了的先更正；核对过确实无误的，另写理由。`, `The cause says “${c.cause?.name}”, the story reads like ${familyName(doubt.family)} (${percent(doubt.probability)}). Correct it; if it is right all the same, say why.`)),
        h('p.actions', {}, button(t('更正案由', 'Correct the cause'), () => openForm('correctCauseThen', c, after => again(after, t('已更正案由，已重新甄别', 'The cause is corrected; triage has looked again')))),
          !unclear.length && h('button', { type: 'button', data: { reason: OWN }, onclick: () => write(route) }, h('kbd', { 'aria-hidden': 'true' }, OWN.toUpperCase()), h('span', {}, t(`案由无误，仍转${routeName(route)}…`, `The cause is right: ${routeName(route)}…`))))),
      unclear.length ? h('div.notice.warn.unclear', {}, h('strong', {}, t(`还有 ${unclear.length} 项关键事实没有问清，转出前请先问：`, `${unclear.length === 1 ? 'A decisive question is' : `${unclear.length} decisive questions are`} open. Ask first:`)),
        h('ul', {}, unclear.map(q => h('li', {}, named(q), ' ', optionsOf(q.fact, facts.get(q.fact))?.map(([value, word]) => button(word, () => answer(c, q.fact, value, trouble)))))),
        h('p.actions', {}, h('button', { type: 'button', data: { reason: OWN }, onclick: () => write(route) }, h('kbd', { 'aria-hidden': 'true' }, OWN.toUpperCase()), h('span', {}, t(`事实问不清，仍转${routeName(route)}…`, `They cannot be found out: ${routeName(route)} all the same…`)))))
        : !doubt && h('div.choices', {}, readyReasons(route, c).map((reason, i) => h('button', { type: 'button', data: { reason: letters[i] }, onclick: () => decide(route, reason) }, h('kbd', { 'aria-hidden': 'true' }, letters[i].toUpperCase()), h('span', {}, reason))),
          h('button', { type: 'button', data: { reason: OWN }, onclick: () => write(route) }, h('kbd', { 'aria-hidden': 'true' }, OWN.toUpperCase()), h('span', {}, t('另写理由…', 'Another reason…')))));
      announce(t(`${routeName(route)}，请选理由`, `${routeName(route)}: now the reason`));
      // The focus rests where Enter does nothing: a key that bounces must neither answer a question nor decide a case.
      reasonRow.focus();
      return undefined;
    }
    let bench;

    /** Nothing leaves before the grace is over: taking it back needs nothing to be undone. */
    function decide(route, reason) {
      const sent = { route, reason, ...(doubt ? { causeChecked: true } : {}), ...(route === 'refer_out' ? {} : { ...lanes }) };
      later(reasonRow, t(`转${routeName(route)}：${reason}`, `${routeName(route)}: ${reason}`), () => confirmed(sent));
    }

    const confirmed = sent => once(box, async () => {
      const { route } = sent;
      await took(c, '/triage/confirm', sent, after => t(`${title(c)}：已转${routeName(after.route ?? route)}${lane(after, court.teams) ? `（${lane(after, court.teams)}）` : ''}`, `${title(c)}: ${routeName(after.route ?? route)}`), trouble);
    }, trouble)();

    async function write(route) {
      const told = listed(unclear.map(q => (lang === 'en' ? facts.get(q.fact)?.nameEn : facts.get(q.fact)?.name) ?? q.fact));
      const reason = await ask(unclear.length ? t(`事实问不清，仍转${routeName(route)}：为什么`, `Why ${routeName(route)} all the same`) : doubt ? t(`案由“${c.cause?.name}”为什么无误`, `Why “${c.cause?.name}” is the right cause`) : t(`转${routeName(route)}的理由`, `Reason for ${routeName(route)}`), [],
        unclear.length > 0 ? t(`没有问清：${told}。${doubt ? `案由“${c.cause?.name}”也请核对，一并说明。` : ''}理由随案保存。`, `Open: ${told}. ${doubt ? `Say also why “${c.cause?.name}” is the right cause. ` : ''}The reason stays with the case.`) : doubt && t('理由随案保存。', 'The reason stays with the case.'));
      if (reason) decide(route, unclear.length ? t(`事实问不清（${told}），仍转${routeName(route)}：${reason}`, `Not found out (${told}), ${routeName(route)} all the same: ${reason}`) : reason);
    }

    fill(box, h('h3', {}, t('定去向', 'Decide'), p.abstained && badge('ask', firmness(p)), h('small', {}, t('先按去向数字，再按理由字母', 'First the digit of the route, then the letter of the reason'))), routeRow, closed(p.gates), reasonRow);
    box.pick = pick;
    return box;
  }

  /** The decisive questions that nobody has answered. */
  const open = c => (c.triage?.questions ?? []).filter(q => q.decisive && c.facts?.[q.fact] === undefined);
  const named = q => (lang === 'en' && facts.get(q.fact)?.questionEn) || q.question || facts.get(q.fact)?.question || q.fact;

  /** Shown as not yet sent for a few seconds; Esc takes it back, Enter sends at once, going on to another case sends it too. */
  function later(host, what, send) {
    if (pending) return;
    let over = false;
    const before = [...host.childNodes];
    const note = h('div.notice.info.pending', { role: 'status' });
    const settle = async go => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      pending = null;
      if (!go) return draw();
      fill(note, h('strong', {}, t('正在送出……', 'Sending…')), h('p', {}, what));
      await send();
      // Still here: it was refused, and the choice stands as it was before.
      if (note.isConnected) fill(host, before);
      return undefined;
    };
    const timer = setTimeout(() => settle(true), GRACE);
    pending = { now: () => settle(true), back: () => settle(false) };
    const back = button(t('撤销（Esc）', 'Take back (Esc)'), () => settle(false));
    fill(note, h('strong', {}, t('尚未送出，三秒后送出', 'Not sent yet; sent in three seconds')), h('p', {}, what), h('p.actions', {}, back, button(t('立即送出（Enter）', 'Send now (Enter)'), () => settle(true))));
    fill(host, note);
    announce(t(`${what}，三秒后送出，按 Esc 撤销`, `${what}; sent in three seconds, Esc takes it back`));
    document.activeElement?.blur?.();
  }

  /** What triage says after a question was answered or the cause put right: the officer who did it may confirm it at once. */
  function adopt(c, trouble) {
    const p = c.triage;
    const yes = primary([t(`采纳：转${routeName(p.route)} `, `Accept: ${routeName(p.route)} `), h('kbd', { 'aria-hidden': 'true' }, 'G')], null, { data: { adopt: '' } });
    const host = h('div');
    yes.addEventListener('click', () => later(host, t(`采纳新建议：转${routeName(p.route)}`, `Accept: ${routeName(p.route)}`),
      once(yes, () => took(c, '/triage/confirm', {}, after => t(`${title(c)}：已转${routeName(after.route ?? p.route)}`, `${title(c)}: ${routeName(after.route ?? p.route)}`), trouble), trouble)));
    return h('div.why-box.adopt', {}, h('h3', {}, t('重新甄别后的建议', 'What triage proposes now')), h('p', {}, h('strong', {}, inShort(p, court.teams)), c.cause && ` · ${c.cause.name}`),
      host, h('div.actions', {}, yes, button(t('留给立案人员采纳', 'Leave it to the clerk'), () => forward(c))), h('p.hint', {}, t('按 G 采纳；不同意的，在下面另定去向。', 'G accepts it; to decide otherwise, choose below.')));
  }

  /** The same case as triage sees it now, whether or not it is still doubtful. */
  function again(after, text) {
    const now = { ...current, ...after };
    const i = items.findIndex(one => one.id === now.id);
    if (i >= 0) items[i] = now;
    current = now;
    picked = null;
    drawList();
    draw();
    toast(after.state === 'human_review' ? t(`${text}，仍需人工决定`, `${text}; still for a person to decide`) : text);
  }

  /** One click: the party does not go on. */
  const withdraw = (c, reason, trouble) => took(c, '/withdrawal', { reason }, () => t(`${title(c)}：已登记撤回（${reason}）`, `${title(c)}: withdrawn`), trouble);

  /** A step that ends the case's time here; then the next one. */
  async function took(c, path, body, said, trouble) {
    let after;
    try { after = await change(c, path, body); } catch (fault) { return overtaken(fault, c, trouble); }
    toast(said(after));
    return forward(c);
  }

  /** The same people in other cases: perhaps a series, perhaps the same suit again. */
  async function sayRelated(c, host) {
    try {
      const pages = await Promise.all(c.parties.slice(0, 3).map(p => get(`/cases${query({ q: p.name, limit: 5 })}`)));
      const known = new Set([c.id, ...(c.links ?? []).map(one => one.caseId)]);
      const found = [...new Map(pages.flatMap(page => page.items).filter(one => !known.has(one.id)).map(one => [one.id, one])).values()];
      if (current === c && found.length) fill(host, h('p.notice.info', {}, t(`同一当事人另有 ${found.length} 件：`, `${found.length === 1 ? 'Another case' : `${found.length} other cases`} of the same people: `), found.slice(0, 4).map(one => [h('a', { href: `#/case/${one.id}` }, caseNumber(one)), ` ${one.cause?.name ?? ''} `, stateBadge(one.state), gap])));
    } catch { /* a help, not a need */ }
  }

  async function sayEarlier(c, host) {
    try {
      const before = await get(`/cases/${c.id}/triage/earlier`);
      if (current !== c) return;
      if (!before.version) return fill(host, h('p.hint.earlier', {}, t('上月的模型怎么说：这是本院用的第一个模型，没有更早的可比。', 'Last month: this is the first model in use; there is none before it.')));
      const p = before.proposal;
      const now = c.triage;
      const same = p.abstained === now.abstained && p.route === now.route && p.procedure === now.procedure;
      fill(host, h('p.earlier', {}, h('strong', {}, t('上月的模型怎么说：', 'Last month’s model: ')), `${inShort(p, court.teams)}${p.cause ? ` · ${p.cause.name}` : ''} `, badge(same ? 'good' : 'ask', same ? t('与现在一致', 'the same as now') : t('与现在不同', 'other than now')),
        h('span.hint', {}, t(`　${before.version}，在用至 ${at(before.until).slice(0, 10)}`, ` ${before.version}, in force until ${at(before.until).slice(0, 10)}`))));
    } catch { fill(host); }
    return undefined;
  }

  async function answer(c, fact, value, trouble) {
    const name = facts.get(fact)?.name ?? fact;
    const word = optionsOf(fact, facts.get(fact)).find(([v]) => v === value)[1];
    const reason = await ask(t(`“${name}”：${word}。怎么知道的？`, `“${facts.get(fact)?.nameEn ?? fact}”: ${word}. How is it known?`), [t('当事人当面陈述', 'Said in person'), t('电话核实', 'Checked by phone'), t('书面材料', 'From a document')]);
    if (!reason) return;
    try {
      const after = await change(c, '/facts', ['mediationWish', 'defendantContact'].includes(fact) ? { [fact]: value, reason } : { facts: { [fact]: value }, reason });
      again(after, t('已补充，已重新甄别', 'Added; triage has looked again'));
    } catch (fault) { await overtaken(fault, c, trouble); }
  }

  /** Somebody else was faster, or changed the case: said kindly, and the queue is read again. */
  async function overtaken(fault, c, trouble) {
    if (fault instanceof Problem && (fault.status === 409 || fault.status === 412)) {
      const now = await get(`/cases/${c.id}`);
      toast(undecided.includes(now.state) ? t('本案刚被同事修改，已为您换成最新内容，请再看一眼。', 'A colleague has just changed this case; here it is as it stands now.')
        : t(`本案已由${now.triage?.decidedBy?.confirmedBy ? nameOf(now.triage.decidedBy.confirmedBy, court, now.names) : '同事'}处理（${now.route ? routeName(now.route) : '已离开甄别'}），不用再定。`, 'A colleague has already decided this case.'), 'warn');
      return undecided.includes(now.state) && !gone ? load(aim ?? c.id) : forward(c);
    }
    // Whoever has gone on to another case, or to another page, is told there what became of this one.
    if (!aim && !gone && trouble.isConnected) return showProblem(fault, trouble);
    return showProblem(fault, null, t(`${caseNumber(c)} 没有办成`, `${caseNumber(c)} was not done`));
  }

  const forward = c => (gone ? undefined : load(aim ?? items[items.findIndex(one => one.id === c.id) + 1]?.id));

  // --- keys ---
  function keys(event) {
    if (pending && !document.querySelector('dialog[open]') && (event.key === 'Escape' || event.key === 'Enter')) { event.preventDefault(); if (event.repeat) return; if (event.key === 'Escape') pending.back(); else pending.now(); return; }
    if (!shortcuts || event.repeat || event.altKey || event.ctrlKey || event.metaKey || document.querySelector('dialog[open]') || event.target.closest('input, textarea, select')) return;
    const position = items.findIndex(c => c.id === current?.id);
    if (event.key === 'j' || event.key === 'k') {
      const next = items[position + (event.key === 'j' ? 1 : -1)];
      if (next) { event.preventDefault(); select1(next.id, true); }
    } else if (event.key === 'Escape' && picked) { draw(); picked = null; } else if (choices[event.key - 1] && current) {
      event.preventDefault();
      detail.querySelector('.decision').pick(choices[event.key - 1]);
    } else if (event.key.toLowerCase() === 'g' && current) { detail.querySelector('[data-adopt]')?.click(); } else if (picked && [...letters, OWN].includes(event.key.toLowerCase())) {
      event.preventDefault();
      detail.querySelector(`.decision [data-reason="${event.key.toLowerCase()}"]`)?.click();
    }
  }
  await load(wanted);
  // What stands beside the case comes after it.
  secondOpen(seconds, facts);
  fetchForms();
  if (wanted && current?.id !== wanted) toast(t('要找的案件已不待甄别。', 'That case no longer waits for review.'), 'warn');
  document.addEventListener('keydown', keys);
  // Leaving is no taking back: what was decided is sent.
  const unsent = event => { if (pending) { pending.now(); event.preventDefault(); } };
  window.addEventListener('beforeunload', unsent);
  return () => { gone = true; document.removeEventListener('keydown', keys); window.removeEventListener('beforeunload', unsent); return pending?.now(); };
}

/** Another body's turn that no fact has opened yet. */
const noOtherWay = {};

/** What forbids a route, by the facts on record and in the words of the service, which has the last one; nothing where it is open. */
function barred(route, gates = []) {
  const out = gates.find(g => g.effect.startsWith('refers_out '));
  if (route === 'refer_out') return out ? null : noOtherWay;
  return out ?? (route === 'mediation' ? gates.find(g => g.effect === 'forbids mediation' || g.effect === 'requires special') : null) ?? null;
}

const ground = bar => (bar.citation ? t(`${bar.citation.law}第${bar.citation.article}条`, `${bar.citation.law}, art. ${bar.citation.article}`) : t('没有应由其他机关先处理的法定情形；有的，先补充事实', 'no statutory ground; add the fact first'));

/** The grey routes and why, once for each ground. */
function closed(gates) {
  const why = new Map();
  for (const route of choices) { const bar = barred(route, gates); if (bar?.citation) why.set(bar, [...(why.get(bar) ?? []), routeName(route)]); }
  return why.size > 0 && h('p.hint.barred', {}, [...why].map(([bar, names]) => h('span', {}, t(`依法不能选：${names.join('、')}（${ground(bar)}）`, `Not allowed by law: ${names.join(', ')} (${ground(bar)})`))));
}

/** How many doubtful cases the model promised for a day like today, and how many there are. */
async function budget(host) {
  try {
    const [model, page] = await Promise.all([get('/model'), get(`/cases${query({ from: today(), to: today(), limit: 1 })}`)]);
    const rate = model.abstention?.budget;
    if (page.total !== undefined && page.total !== null) host.append(t(` · 今日收件 ${page.total} 件`, ` · ${page.total} received today`));
    // Of a handful no share can be foretold.
    if (rate !== undefined && page.total >= 20) host.append(t(`，按模型的预计其中约 ${Math.round(rate * page.total)} 件（${percent(rate)}）需要人工甄别`, `; about ${Math.round(rate * page.total)} of them (${percent(rate)}) are expected here`));
  } catch { /* the figure is a comfort, not a need */ }
}

/** Asks for a reason: ready ones with a digit, or one's own words. */
function ask(heading, suggestions = [], hint = null) {
  return dialog(heading, close => {
    let own = '';
    const input = field(area('', v => { own = v; }), { label: t('理由', 'Reason'), path: 'reason' });
    const done = () => { if (own.trim()) close(own.trim()); else input.querySelector('textarea').focus(); };
    const box = h('div', {}, hint && h('p.hint', {}, hint), h('div.choices', {}, suggestions.map((s, i) => h('button', { type: 'button', onclick: () => close(s) }, h('kbd', { 'aria-hidden': 'true' }, i + 1), h('span', {}, s)))), input,
      h('div.actions', {}, button(t('取消', 'Cancel'), () => close()), primary(t('确定', 'OK'), done)));
    const keys = e => {
      if (e.repeat) return;
      if (e.key === 'Enter' && e.ctrlKey) done();
      else if (/^[1-9]$/.test(e.key) && e.target.tagName !== 'TEXTAREA' && suggestions[e.key - 1]) { e.preventDefault(); close(suggestions[e.key - 1]); }
    };
    // The whole dialog listens to the digits, wherever its focus is; the focus rests on the heading where there are ready answers, so that a bouncing Enter gives none.
    setTimeout(() => {
      const around = box.closest('dialog');
      around.addEventListener('keydown', keys);
      const heading = around.querySelector('h2');
      heading.tabIndex = -1;
      (suggestions.length ? heading : input.querySelector('textarea')).focus();
    });
    return box;
  });
}

function help() {
  dialog(t('按键说明', 'Keys'), () => h('dl.keys', {}, [
    ['j / k', t('下一件 / 上一件', 'next / previous case')], ['1 – 7', t('选去向', 'choose the route')], [t('再按 A S D', 'then A S D'), t('选理由；三秒后送出', 'choose the reason; sent in three seconds')], [t('再按 F', 'then F'), t('另写理由；关键事实问不清仍要转的，也在这里写', 'write a reason; also where a decisive question stays open')], ['Esc', t('撤销未送出的决定；重选去向', 'take back what is not sent; choose again')], ['Enter', t('立即送出', 'send at once')], ['G', t('采纳重新甄别后的建议', 'accept what triage proposes anew')],
  ].map(([key, what]) => h('div', {}, h('dt', {}, h('kbd', {}, key)), h('dd', {}, what)))));
}
