// The triage officer's desk: what the machine would not decide, one after the other, each in two keystrokes.

import { questions } from '../core/ahead.js';
import { linkCase, withdrawalReasons } from '../core/beside-steps.js';
import { change, get, once as remember, Problem, query } from '../core/api.js';
import { announce, fill, h } from '../core/dom.js';
import { narrativeView } from '../core/narrative.js';
import { area, field, select } from '../core/form.js';
import { at, daysBetween, lang, money, percent, t, today } from '../core/lang.js';
import { inShort, lane, proposalView, reasons, sure } from '../core/proposal.js';
import { badge, button, daysLeft, dialog, empty, once, pageHead, pairs, primary, showProblem, stateBadge, toast } from '../core/widgets.js';
import { abstainName, benchName, caseNumber, procedureName, routeName, title, wishName } from '../core/words.js';

const SHORTCUTS = 'triage.shortcuts';
const choices = ['mediation', 'fast_track', 'family_team', 'land_team', 'specialised_team', 'ordinary_team', 'refer_out'];

/** Ready reasons, so that a reason costs one keystroke; 9 writes another. */
const ready = {
  mediation: [t('双方系亲邻，有调解基础', 'Kin or neighbours: mediation is promising'), t('争议不大，当事人愿意调解', 'Little in dispute, willing to mediate'), t('事实清楚，宜先行调解', 'Clear facts: mediate first')],
  fast_track: [t('事实清楚、权利义务明确、争议不大', 'Clear facts and rights, little dispute'), t('类案有成熟裁判规则', 'Settled case law'), t('当事人要求尽快裁判', 'The parties want a quick judgment')],
  family_team: [t('涉婚姻家庭、身份关系', 'Family and status'), t('涉未成年人或家暴，宜由家事团队办理', 'A minor or violence is involved'), t('财产分割与家事交织', 'Property and family are entangled')],
  land_team: [t('涉承包地、宅基地权益', 'Contracted or house land'), t('涉农村集体经济组织成员权益', 'Members’ rights in the collective'), t('需现场勘验', 'Needs an inspection on site')],
  specialised_team: [t('属专业化团队案由', 'A cause of the specialised team'), t('同类案件集中办理', 'Handled with cases of its kind'), t('需专业知识', 'Needs expertise')],
  ordinary_team: [t('当事人众多或关系复杂', 'Many parties or tangled relations'), t('事实争议较大，需开庭查明', 'The facts are much in dispute'), t('法律适用疑难', 'The law is difficult')],
  refer_out: [t('依法应先经其他机关处理，已当面释明', 'Another authority comes first; explained in person'), t('不属本院管辖，已告知有管辖权的法院', 'Another court is competent'), t('当事人同意另循途径', 'The party agrees to another way')],
};

export async function open(main, [wanted]) {
  const [court, catalogue] = await Promise.all([remember('/court'), remember('/rules/facts')]);
  const facts = new Map(catalogue.items.map(f => [f.id, f]));
  const list = h('ol.queue', { 'aria-label': t('待甄别', 'Queue') });
  const detail = h('div.review');
  const count = h('p.lead', { role: 'status' });
  let items = [];
  let current = null;
  let picked = null;
  let shortcuts = localStorage.getItem(SHORTCUTS) !== 'off';

  const toggle = button('', () => { shortcuts = !shortcuts; localStorage.setItem(SHORTCUTS, shortcuts ? 'on' : 'off'); sayShortcuts(); }, { class: 'quiet' });
  const sayShortcuts = () => { toggle.textContent = shortcuts ? t('快捷键：开', 'Shortcuts: on') : t('快捷键：关', 'Shortcuts: off'); toggle.setAttribute('aria-pressed', String(shortcuts)); };
  sayShortcuts();
  const head = pageHead(t('人工甄别', 'Review'), { actions: [toggle, button(t('按键说明', 'Keys'), help, { class: 'quiet' }), button(t('刷新', 'Refresh'), () => load())] });
  head.firstChild.append(count);
  fill(main, head, h('div.desk-split', {}, h('div.queue-box', {}, list), detail));

  async function load(keep) {
    const page = await get(questions.review());
    items = page.items;
    count.textContent = t(`${page.total ?? items.length} 件待定`, `${page.total ?? items.length} to decide`);
    budget(count);
    drawList();
    const next = items.find(c => c.id === keep) ?? items[0];
    if (next) select1(next.id); else fill(detail, empty(t('没有待甄别的案件。', 'Nothing to review.'), t('系统有把握的件由立案人员直接采纳，没有把握的才到这里。', 'Only what the machine is not sure of comes here.')));
  }

  function drawList() {
    fill(list, items.map(c => h('li', {}, h('a', { href: `#/officer/${c.id}`, data: { id: c.id }, 'aria-current': c.id === current?.id ? 'true' : null, onclick: e => { e.preventDefault(); select1(c.id, true); } },
      h('span.row', {}, h('strong', {}, title(c)), daysLeft(7 - daysBetween(c.receivedOn, today()))),
      h('span.row.small', {}, h('span', {}, c.cause?.name ?? t('案由未定', 'cause unknown')), h('span.no', {}, caseNumber(c))),
      h('span.why', {}, [...new Set((c.triage?.abstainReasons ?? []).map(r => r.code))].map(code => badge('ask', abstainName(code))))))));
  }

  async function select1(id, byHand) {
    picked = null;
    current = items.find(c => c.id === id) ?? (await get(`/cases/${id}`));
    history.replaceState(null, '', `#/officer/${id}`);
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
    fill(detail,
      h('header.review-head', {}, h('h2', { tabindex: '-1' }, title(c)), h('p', {}, h('a', { href: `#/case/${c.id}` }, caseNumber(c)), ` · ${c.receivedOn} · ${money(c.amount)} · ${t('调解意愿', 'mediation')}：${wishName(c.mediationWish)}`)),
      p && h('div.why-box', {}, h('h3', {}, t('为什么到这里', 'Why it is here')), reasons(p, facts)),
      decision(c, trouble), trouble, h('div.actions.beside', { role: 'group', 'aria-label': t('其他处理', 'Otherwise') },
        withdrawalReasons.map(reason => { const b = button(t(`撤回：${reason}`, `Withdraw: ${reason}`), null); b.addEventListener('click', once(b, () => withdraw(c, reason, trouble), trouble)); return b; }),
        button(t('关联案件', 'Link a case'), () => linkCase(c, () => load(c.id))), h('a.button', { href: `#/case/${c.id}` }, t('全案（补正、提醒等）', 'Whole case'))), related,
      h('div.side-by-side', {},
        h('section', { 'aria-label': t('叙述', 'Narrative') }, h('h3', {}, t('当事人怎么说', 'What the party says')), c.claims.length > 0 && h('ol.claims-read', {}, c.claims.map(one => h('li', {}, one))), narrativeView(c.narrative, p?.evidence),
          pairs(Object.entries(c.facts).map(([id, v]) => [(lang === 'en' ? facts.get(id)?.nameEn : facts.get(id)?.name) ?? id, v ? t('是', 'yes') : t('否', 'no')]))),
        h('section', { 'aria-label': t('建议', 'Proposal') }, h('h3', {}, t('机器怎么看', 'What the machine thinks')), earlier, p && proposalView(p, { teams: court.teams, facts, onAnswer: (fact, value) => answer(c, fact, value, trouble), onlyFacts: true, reasonsElsewhere: true }))));
    sayEarlier(c, earlier);
    sayRelated(c, related);
  }

  function decision(c, trouble) {
    const p = c.triage ?? {};
    const likely = [{ route: p.route, probability: p.confidence }, ...(p.alternatives ?? [])];
    const share = route => likely.find(a => a.route === route)?.probability;
    const box = h('section.decision', { 'aria-label': t('定去向', 'Decide') });
    const routeRow = h('div.choices', { role: 'group', 'aria-label': t('去向', 'Route') }, choices.map((route, i) => h('button', { type: 'button', 'aria-pressed': 'false', data: { route }, onclick: () => pick(route) },
      h('kbd', { 'aria-hidden': 'true' }, i + 1), h('span', {}, routeName(route)), share(route) >= 0.01 && h('small', {}, sure(share(route))))));
    const reasonRow = h('div.reasons-pick', { role: 'group', 'aria-label': t('理由', 'Reason') });
    const lanes = { procedure: p.procedure, bench: p.bench };

    function pick(route) {
      picked = route;
      lanes.procedure = p.procedure ?? (route === 'ordinary_team' ? 'ordinary' : 'simple');
      lanes.bench = p.bench ?? (route === 'ordinary_team' ? 'panel' : 'sole');
      routeRow.querySelectorAll('button').forEach(b => b.setAttribute('aria-pressed', String(b.dataset.route === route)));
      fill(reasonRow, route !== 'refer_out' && h('p.lanes', {},
        field(select(lanes.procedure, ['small_claims', 'simple', 'ordinary', 'special'].map(v => [v, procedureName(v)]), v => { lanes.procedure = v; if (v === 'small_claims' || v === 'simple') { lanes.bench = 'sole'; bench.value = 'sole'; } }), { label: t('程序', 'Procedure'), path: 'procedure' }),
        field(bench = select(lanes.bench, ['sole', 'panel'].map(v => [v, benchName(v)]), v => { lanes.bench = v; }), { label: t('审判组织', 'Bench'), path: 'bench' })),
      h('div.choices', {}, ready[route].map((reason, i) => h('button', { type: 'button', data: { reason: String(i + 1) }, onclick: e => decide(route, reason, e.currentTarget) }, h('kbd', { 'aria-hidden': 'true' }, i + 1), h('span', {}, reason))),
        h('button', { type: 'button', data: { reason: '9' }, onclick: () => write(route) }, h('kbd', { 'aria-hidden': 'true' }, 9), h('span', {}, t('另写理由…', 'Another reason…')))));
      announce(t(`${routeName(route)}，请选理由`, `${routeName(route)}: now the reason`));
      reasonRow.querySelector('.choices button').focus();
    }
    let bench;

    const decide = (route, reason, element) => once(element ?? box, async () => {
      const sent = { route, reason, ...(route === 'refer_out' ? {} : lanes) };
      try {
        const after = await change(c, '/triage/confirm', sent);
        toast(t(`${title(c)}：已转${routeName(after.route ?? route)}${lane(after, court.teams) ? `（${lane(after, court.teams)}）` : ''}`, `${title(c)}: ${routeName(after.route ?? route)}`));
        await forward(c);
      } catch (fault) { await overtaken(fault, c, trouble); }
    }, trouble)();

    async function write(route) {
      const reason = await ask(t(`转${routeName(route)}的理由`, `Reason for ${routeName(route)}`));
      if (reason) await decide(route, reason);
    }

    fill(box, h('h3', {}, t('定去向', 'Decide'), h('small', {}, t('先按去向数字，再按理由数字', 'First the digit of the route, then of the reason'))), routeRow, reasonRow);
    box.pick = pick;
    return box;
  }

  /** One click: the party does not go on. */
  async function withdraw(c, reason, trouble) {
    try {
      await change(c, '/withdrawal', { reason });
      toast(t(`${title(c)}：已登记撤回（${reason}）`, `${title(c)}: withdrawn`));
      await forward(c);
    } catch (fault) { await overtaken(fault, c, trouble); }
  }

  /** The same people in other cases: perhaps a series, perhaps the same suit again. */
  async function sayRelated(c, host) {
    try {
      const pages = await Promise.all(c.parties.slice(0, 3).map(p => get(`/cases${query({ q: p.name, limit: 5 })}`)));
      const known = new Set([c.id, ...(c.links ?? []).map(one => one.caseId)]);
      const found = [...new Map(pages.flatMap(page => page.items).filter(one => !known.has(one.id)).map(one => [one.id, one])).values()];
      if (current === c && found.length) fill(host, h('p.notice.info', {}, t(`同一当事人另有 ${found.length} 件：`, `${found.length} other case(s) of the same people: `), found.slice(0, 4).map(one => [h('a', { href: `#/case/${one.id}` }, caseNumber(one)), ` ${one.cause?.name ?? ''} `, stateBadge(one.state), '　'])));
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
      fill(host, h('p.earlier', {}, h('strong', {}, t('上月的模型怎么说：', 'Last month’s model: ')), `${inShort(p)}${p.cause ? ` · ${p.cause.name}` : ''} `, badge(same ? 'good' : 'ask', same ? t('与现在一致', 'the same as now') : t('与现在不同', 'other than now')),
        h('span.hint', {}, t(`　${before.version}，在用至 ${at(before.until).slice(0, 10)}`, ` ${before.version}, in force until ${at(before.until).slice(0, 10)}`))));
    } catch { fill(host); }
    return undefined;
  }

  async function answer(c, fact, value, trouble) {
    const name = facts.get(fact)?.name ?? fact;
    const reason = await ask(t(`“${name}”：${value ? '是' : '否'}。怎么知道的？`, `“${facts.get(fact)?.nameEn ?? fact}”: ${value ? 'yes' : 'no'}. How is it known?`), [t('当事人当面陈述', 'Said in person'), t('电话核实', 'Checked by phone'), t('书面材料', 'From a document')]);
    if (!reason) return;
    try {
      const after = await change(c, '/facts', { facts: { [fact]: value }, reason });
      if (after.state === 'human_review') { Object.assign(items.find(one => one.id === c.id) ?? {}, after); current = after; drawList(); draw(); announce(t('已补充，重新甄别后仍需人工决定', 'Added; still for a person to decide')); } else { toast(t(`补充后系统有把握：${routeName(after.triage.route)}，已转立案人员采纳`, `Now the machine is sure: ${routeName(after.triage.route)}`)); await forward(c); }
    } catch (fault) { await overtaken(fault, c, trouble); }
  }

  /** Somebody else was faster, or changed the case: said kindly, and the queue is read again. */
  async function overtaken(fault, c, trouble) {
    if (fault instanceof Problem && (fault.status === 409 || fault.status === 412)) {
      const now = await get(`/cases/${c.id}`);
      toast(now.state === 'human_review' ? t('本案刚被同事修改，已为您换成最新内容，请再看一眼。', 'A colleague has just changed this case; here it is as it stands now.')
        : t(`本案已由${now.triage?.decidedBy?.confirmedBy ?? '同事'}处理（${now.route ? routeName(now.route) : '已离开甄别'}），不用再定。`, 'A colleague has already decided this case.'), 'warn');
      return load(now.state === 'human_review' ? c.id : items[items.findIndex(one => one.id === c.id) + 1]?.id);
    }
    return showProblem(fault, trouble);
  }

  const forward = c => load(items[items.findIndex(one => one.id === c.id) + 1]?.id);

  // --- keys ---
  function keys(event) {
    if (!shortcuts || event.altKey || event.ctrlKey || event.metaKey || document.querySelector('dialog[open]') || event.target.closest('input, textarea, select')) return;
    const position = items.findIndex(c => c.id === current?.id);
    if (event.key === 'j' || event.key === 'k') {
      const next = items[position + (event.key === 'j' ? 1 : -1)];
      if (next) { event.preventDefault(); select1(next.id, true); }
    } else if (event.key === 'Escape' && picked) { draw(); picked = null; } else if (/^[1-9]$/.test(event.key) && current) {
      event.preventDefault();
      const box = detail.querySelector('.decision');
      if (!picked) { if (choices[event.key - 1]) box.pick(choices[event.key - 1]); } else box.querySelector(`[data-reason="${event.key}"]`)?.click();
    }
  }
  document.addEventListener('keydown', keys);
  await load(wanted);
  return () => document.removeEventListener('keydown', keys);
}

/** How many doubtful cases the model promised for a day like today, and how many there are. */
async function budget(host) {
  try {
    const [model, page] = await Promise.all([get('/model'), get(`/cases${query({ from: today(), to: today(), limit: 1 })}`)]);
    const rate = model.abstention?.budget;
    if (page.total !== undefined && page.total !== null) host.append(t(` · 今日收件 ${page.total} 件`, ` · ${page.total} received today`));
    if (rate !== undefined && page.total) host.append(t(`，存疑预算 ${Math.ceil(rate * page.total)} 件（收件的 ${percent(rate)}）`, `; budget of doubtful cases ${Math.ceil(rate * page.total)} (${percent(rate)})`));
  } catch { /* the figure is a comfort, not a need */ }
}

/** Asks for a reason: ready ones with a digit, or one's own words. */
function ask(heading, suggestions = []) {
  return dialog(heading, close => {
    let own = '';
    const input = field(area('', v => { own = v; }), { label: t('理由', 'Reason'), path: 'reason' });
    const done = () => { if (own.trim()) close(own.trim()); else input.querySelector('textarea').focus(); };
    const box = h('div', {}, h('div.choices', {}, suggestions.map((s, i) => h('button', { type: 'button', onclick: () => close(s) }, h('kbd', { 'aria-hidden': 'true' }, i + 1), h('span', {}, s)))), input,
      h('div.actions', {}, button(t('取消', 'Cancel'), () => close()), primary(t('确定', 'OK'), done)));
    box.addEventListener('keydown', e => {
      if (e.key === 'Enter' && e.ctrlKey) done();
      else if (/^[1-9]$/.test(e.key) && e.target.tagName !== 'TEXTAREA' && suggestions[e.key - 1]) { e.preventDefault(); close(suggestions[e.key - 1]); }
    });
    if (!suggestions.length) setTimeout(() => input.querySelector('textarea').focus());
    return box;
  });
}

function help() {
  dialog(t('按键说明', 'Keys'), () => h('dl.keys', {}, [
    ['j / k', t('下一件 / 上一件', 'next / previous case')], ['1 – 7', t('选去向', 'choose the route')], [t('再按 1 – 3', 'then 1 – 3'), t('选理由并送出', 'choose the reason and send')], [t('再按 9', 'then 9'), t('另写理由', 'write a reason')], ['Esc', t('重选去向', 'choose again')],
  ].map(([key, what]) => h('div', {}, h('dt', {}, h('kbd', {}, key)), h('dd', {}, what)))));
}
