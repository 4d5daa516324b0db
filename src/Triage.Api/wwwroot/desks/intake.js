// The complaint as an element form, with the proposal beside it while it is being written.

import { get, once as remember, post, Problem, Unreachable } from '../core/api.js';
import { causeFault, causeField } from '../core/cause.js';
import { announce, debounce, fill, h } from '../core/dom.js';
import { arrange } from '../core/facts.js';
import { checkAll, choice, day, field, required, select, showErrors, text } from '../core/form.js';
import { clock, lang, t, today } from '../core/lang.js';
import { mismatches } from '../core/mismatch.js';
import { narrativeEditor } from '../core/narrative.js';
import { send } from '../core/outbox.js';
import { partiesEditor } from '../core/parties.js';
import { answersOf, inShort, proposalView } from '../core/proposal.js';
import * as vault from '../core/vault.js';
import { button, empty, once, pageHead, primary, problemBox } from '../core/widgets.js';
import { channelName, channels, wishName } from '../core/words.js';
import { yuan } from '../core/yuan.js';

const ENOUGH = 10;

export async function open(main, [id], { user, show }) {
  const draft = await vault.find(id);
  if (!draft || draft.owner !== user.userName) return gone(main);
  if (draft.state === 'outbox') return waiting(main, draft, show);
  if (draft.state === 'sent') { location.replace(`#/receipt/${draft.case.id}/${draft.id}`); return undefined; }
  const reference = await references();
  return editor(main, draft, reference, show);
}

/** Without a line the form still opens; it then lacks the lists and the questions. */
async function references() {
  const or = (work, otherwise) => work.catch(fault => { if (fault instanceof Unreachable || fault instanceof Problem) return otherwise; throw fault; });
  const [catalogue, court, causes] = await Promise.all([or(remember('/rules/facts'), { items: [] }), or(remember('/court'), { villages: [], tribunals: [], teams: [] }), or(remember('/causes'), { items: [] })]);
  return { catalogue: catalogue.items, court, causes: causes.items, facts: new Map(catalogue.items.map(f => [f.id, f])) };
}

function gone(main) {
  fill(main, pageHead(t('没有这份草稿', 'No such draft')), empty(t('它可能已经送出或被删除，或者属于别人。', 'It may have been sent or deleted, or is somebody else’s.')), h('p', {}, h('a', { href: '#/clerk' }, t('回到收件登记', 'Back to intake'))));
}

function waiting(main, draft, show) {
  const note = h('div.notice.warn', { role: 'status' });
  const draw = d => fill(note, h('strong', {}, d.attempts > 1 ? t(`已保存在本机，尚未送达（已试 ${d.attempts} 次）`, `Kept on this computer, not yet received (${d.attempts} attempts)`) : t('正在送出……', 'Sending…')),
    h('p', {}, t('网络恢复后自动送出，不会重复登记；可以先办别的，或者关掉页面。', 'It is sent when the line is back and never registered twice. You may go on with something else, or close the page.')));
  fill(main, pageHead(t(`草稿 ${draft.number} 待发送`, `Draft ${draft.number} is waiting to be sent`)), note, h('p', {}, h('a', { href: '#/clerk' }, t('回到收件登记', 'Back to intake'))));
  draw(draft);
  const look = async () => {
    const now = await vault.find(draft.id);
    if (!now || now.state === 'outbox') { if (now) draw(now); } else show();
  };
  const stop = vault.onChange(look);
  look();
  return stop;
}

function editor(main, draft, { catalogue, court, causes, facts }, show) {
  const body = draft.body;
  if (!body.claims.length) body.claims.push('');
  const saved = h('span.saved');
  const say = () => { saved.textContent = t(`草稿 ${draft.number} · ${clock(draft.savedAt)} 已存本机`, `Draft ${draft.number} · kept at ${clock(draft.savedAt)}`); };
  const panel = h('div.panel-body');
  const short = button(t('分流建议 ↓', 'Proposal ↓'), () => panel.scrollIntoView({ block: 'center' }), { class: 'short' });
  const factSets = new Map();

  const ask = debounce(450, () => propose());
  // What the story says against the form is said beside the story, once the typing pauses.
  const doubts = h('div.notice.warn.mismatch', { role: 'status', hidden: true });
  const compare = () => { const found = mismatches(body); doubts.hidden = found.length === 0; fill(doubts, found.map(one => h('p', {}, one))); };
  const recheck = debounce(600, compare);
  const changed = () => { vault.keep(draft); say(); ask(); recheck(); };
  const put = name => value => { body[name] = value; changed(); };

  const narrative = narrativeEditor(body.narrative, put('narrative'), { rows: '8', maxlength: '20000', placeholder: t('按当事人原话记录：什么时候、和谁、因为什么事、现在要怎样。可直接粘贴。', 'In the party’s own words: when, with whom, about what, and what is wanted now. You may paste.') });
  const narrativeField = field(narrative.input, { label: t('纠纷经过', 'What happened'), path: 'narrative', required: true, wide: true, check: v => (v.trim().length >= ENOUGH ? null : t(`至少 ${ENOUGH} 个字`, `At least ${ENOUGH} characters`)) });
  narrativeField.insertBefore(narrative, narrativeField.querySelector('.error'));
  narrative.append(narrative.input);

  function answer(fact, value) {
    if (fact === 'mediationWish') { body.mediationWish = value; wish.set(value); return changed(); }
    if (fact === 'defendantContact') {
      for (const p of body.parties.filter(one => one.role === 'defendant')) p.contact = value;
      parties.draw();
      return changed();
    }
    if (value === undefined) delete body.facts[fact];
    else body.facts[fact] = value;
    factSets.get(fact)?.set(value === undefined ? 'unknown' : String(value));
    return changed();
  }
  const parties = partiesEditor(body, changed, court);
  const wish = choice(t('起诉一方是否愿意先行调解', 'Is the filing party willing to mediate first'), body.mediationWish, ['agree', 'refuse', 'unknown'].map(v => [v, wishName(v)]), put('mediationWish'));

  // --- the live proposal ---
  let asking = null;
  // Only what was seen can be accepted: out of sight, a proposal waits for a person.
  let seen = null;
  const offer = proposal => {
    seen = proposal && !proposal.abstained ? proposal : null;
    accepting.textContent = seen ? t('提交并采纳建议', 'Submit and accept') : t('提交', 'Submit');
    only.hidden = !seen;
  };
  async function propose() {
    asking?.abort();
    if (body.narrative.trim().length < ENOUGH) { offer(null); narrative.mark(body.narrative, []); return fill(panel, empty(t('写下纠纷经过，这里随写随出分流建议。', 'Write what happened; the proposal appears here as you type.'), t('不满十个字不作建议。', 'Nothing is proposed on fewer than ten characters.'))); }
    asking = new AbortController();
    const unknown = causeFault(body.cause ?? '', causes);
    const asked = submission(unknown ? { ...body, cause: null } : body);
    if (!amountOk(asked.amount)) asked.amount = null;
    panel.setAttribute('aria-busy', 'true');
    try {
      const proposal = await post('/triage/preview', forPreview(asked), { signal: asking.signal });
      short.textContent = `${inShort(proposal, court.teams)} ↓`;
      offer(proposal);
      // What the clerk has opened to read stays open when the proposal is drawn anew.
      const opened = [...panel.querySelectorAll('details[open] > summary')].map(one => one.textContent);
      const top = panel.scrollTop;
      fill(panel, unknown && h('p.notice.warn', {}, t(`“${body.cause}”不是规定的案由，下面的建议没有用它。`, `“${body.cause}” is no cause of the table; what follows does without it.`)), proposalView(proposal, { teams: court.teams, facts, onAnswer: answer }));
      panel.querySelectorAll('details > summary').forEach(one => { if (opened.includes(one.textContent)) one.parentElement.open = true; });
      panel.scrollTop = top;
      narrative.mark(asked.narrative, proposal.evidence);
    } catch (fault) {
      if (fault.name === 'AbortError') return undefined;
      offer(null);
      fill(panel, fault instanceof Unreachable
        ? empty(t('网络中断，暂无建议。', 'Offline: no proposal for now.'), t('您填写的内容已存在本机，可以照常提交，网络恢复后自动送出；去向待看到建议后再定。', 'What you type is kept here and may be submitted; it is sent when the line is back. The route is decided when the proposal can be seen.'))
        : fault instanceof Problem ? problemBox(fault) : empty(String(fault)));
    } finally {
      panel.removeAttribute('aria-busy');
    }
    return undefined;
  }

  // --- submitting ---
  const trouble = h('div.trouble');
  // How many fields are not as they must be, beside the button that would not send.
  const mistakes = h('p.mistakes', { role: 'status', hidden: true });
  const wrong = () => [...form.querySelectorAll('.field .error:not([hidden])')];
  function sayMistakes() {
    const n = wrong().length;
    mistakes.hidden = n === 0;
    fill(mistakes, n > 0 && button(t(`有 ${n} 处没有填好，点这里看第一处`, `${n} field(s) are not as they must be: show the first`), () => { const box = wrong()[0]?.closest('.field'); box?.closest('details')?.setAttribute('open', ''); box?.querySelector('input, textarea, select')?.focus(); }, { class: 'quiet' }));
  }
  const submit = accept => async () => {
    draft.checked = true;
    vault.keep(draft);
    if (!checkAll(form)) { sayMistakes(); announce(mistakes.textContent); return; }
    delete draft.checked;
    ask.cancel();
    asking?.abort();
    draft.body = { ...submission(body), acceptProposal: accept && seen !== null };
    await send(draft);
    show();
  };
  const accepting = primary(t('提交', 'Submit'), null, { title: 'Ctrl+Enter', 'aria-keyshortcuts': 'Control+Enter' });
  const only = button(t('只登记，稍后分流', 'Register only'), null, { hidden: true });
  accepting.addEventListener('click', once(accepting, submit(true), trouble));
  only.addEventListener('click', once(only, submit(false), trouble));

  const form = h('form.element-form', { novalidate: true, onsubmit: e => e.preventDefault() },
    part('一', t('当事人', 'Parties'), parties),
    part('二', t('诉讼请求', 'Claims'), claims(body, changed),
      h('div.grid', {}, field(text(body.amount ?? '', v => put('amount')(v.trim() === '' ? null : v.trim()), { inputmode: 'decimal' }), { label: t('标的额（元）', 'Amount (yuan)'), path: 'amount', hint: t('没有金钱请求可不填', 'Leave empty where no money is claimed'), check: v => (v.trim() === '' || amountOk(yuan(v)) ? null : t('写成元的数字，最多两位小数；也可以写“2.4万”', 'Yuan in digits with at most two places; “2.4万” will do')) }),
        causeField(body.cause, causes, put('cause'), { hint: t('不填则由系统提出', 'Leave empty to have one proposed') }))),
    part('三', t('事实与理由', 'Facts and grounds'), narrativeField, doubts),
    part('四', t('要素问答', 'Questions'), h('p.hint', {}, t('没问到的留在“未问”：未问不等于“否”。', 'What was not asked stays “not asked”, which is not “no”.')), questions(arrange(catalogue), body, factSets, answer)),
    part('五', t('调解意愿', 'Wish to mediate'), wish),
    part('六', t('收件', 'Receipt'), receiptFields(body, put, changed)));

  const stale = draft.problem && refused(draft, form);
  fill(main, pageHead(t('登记一件纠纷', 'Register a dispute'), { actions: saved }),
    stale, h('div.split', {}, form, h('aside.panel', { 'aria-labelledby': 'panel-h' }, h('h2', { id: 'panel-h' }, t('分流建议', 'Proposal')), panel)),
    h('div.submit-bar', {}, trouble, mistakes, h('div.actions', {}, short, h('a.quiet', { href: '#/clerk' }, t('存草稿，先办别的', 'Keep the draft and leave')), only, accepting)));
  say();
  propose();
  compare();
  if (draft.problem) setTimeout(() => { showErrors(form, draft.problem.errors); sayMistakes(); });
  else if (draft.checked) setTimeout(() => { checkAll(form); sayMistakes(); });
  const recount = () => setTimeout(() => { if (!mistakes.hidden) sayMistakes(); });
  form.addEventListener('input', recount);
  form.addEventListener('focusout', recount);

  const keys = event => { if (event.ctrlKey && event.key === 'Enter') { event.preventDefault(); accepting.click(); } };
  main.addEventListener('keydown', keys);
  return () => { ask.cancel(); recheck.cancel(); asking?.abort(); };
}

const part = (no, name, ...content) => h('section.form-part', { 'aria-label': name }, h('h2', {}, h('span.no', { 'aria-hidden': 'true' }, lang === 'en' ? '' : `${no}、`), name), content);

function refused(draft, form) {
  const known = new Set([...form.querySelectorAll('[data-path]')].map(box => box.dataset.path));
  const rest = Object.fromEntries(Object.entries(draft.problem.errors ?? {}).filter(([path]) => !known.has(path)));
  return problemBox({ ...draft.problem, errors: rest });
}

function claims(body, changed) {
  const list = h('div.claims');
  const draw = () => fill(list, body.claims.map((claim, i) => h('div.claim', {},
    field(text(claim, v => { body.claims[i] = v; changed(); }, { maxlength: '2000' }), { label: t(`请求 ${i + 1}`, `Claim ${i + 1}`), path: `claims[${i}]`, wide: true }),
    body.claims.length > 1 && button('×', () => { body.claims.splice(i, 1); changed(); draw(); }, { class: 'quiet remove', 'aria-label': t(`删除请求 ${i + 1}`, `Remove claim ${i + 1}`) }))),
  button(t('＋ 再加一项', '+ Another claim'), () => { body.claims.push(''); changed(); draw(); [...list.querySelectorAll('input')].at(-1).focus(); }, { class: 'quiet' }));
  draw();
  return list;
}

const amountOk = n => n === null || (n >= 0 && n < 1e13 && Math.abs(n * 100 - Math.round(n * 100)) < 1e-6);

function questions(arranged, body, factSets, answer) {
  if (!arranged.length) return h('p.hint', {}, t('网络中断，问题清单暂时没有载入；不影响提交。', 'Offline: the questions could not be loaded. You can submit all the same.'));
  return arranged.map((group, i) => {
    const count = h('span.count');
    const recount = () => { const n = group.facts.filter(f => f.id in body.facts).length; count.textContent = n ? t(`已问 ${n}/${group.facts.length}`, `${n} of ${group.facts.length} asked`) : t(`${group.facts.length} 问`, `${group.facts.length}`); };
    const sets = group.facts.map(f => {
      const set = choice(lang === 'en' ? f.nameEn : f.name, String(body.facts[f.id] ?? 'unknown'), [...answersOf(f).map(([x, word]) => [String(x), word]), ['unknown', t('未问', 'Not asked')]],
        v => { answer(f.id, v === 'unknown' ? undefined : v === 'true'); recount(); }, { hint: lang === 'en' ? f.questionEn : f.question });
      const plainSet = set.set;
      set.set = v => { plainSet(v); recount(); };
      factSets.set(f.id, set);
      return set;
    });
    recount();
    return h('details.question-group', { open: i === 0 }, h('summary', {}, group.name, count), sets);
  });
}

/** Handed over by somebody else; only then is a source asked for and sent, and it is of the kind that the channel says. */
const fromElsewhere = body => !['counter', 'online', 'oral', 'proxy'].includes(body.channel);

function receiptFields(body, put, changed) {
  const extra = h('div.grid');
  const source = body.source ?? {};
  const proxy = body.filedByProxy ?? {};
  const keep = (name, value, key) => { value[key] = value[key] ?? ''; body[name] = Object.values(value).some(v => v) ? value : undefined; changed(); };
  const draw = () => fill(extra,
    fromElsewhere(body) && [field(text(source.name, v => { source.name = v; keep('source', source, 'name'); }), { label: t('来源单位或人员', 'Source'), path: 'source.name' }),
      field(text(source.reference, v => { source.reference = v; keep('source', source, 'reference'); }), { label: t('来文（警情）编号', 'Reference'), path: 'source.reference' })],
    body.channel === 'proxy' && [field(text(proxy.name, v => { proxy.name = v; keep('filedByProxy', proxy, 'name'); }), { label: t('代办人', 'Proxy'), path: 'filedByProxy.name', required: true, check: required(t('代办人', 'the proxy')) }),
      field(text(proxy.authority, v => { proxy.authority = v; keep('filedByProxy', proxy, 'authority'); }), { label: t('授权凭据', 'Authority'), path: 'filedByProxy.authority', required: true, hint: t('如：授权委托书', 'e.g. a power of attorney'), check: required(t('授权凭据', 'the authority')) })]);
  draw();
  return [h('div.grid', {},
    field(select(body.channel, channels.map(c => [c, channelName(c)]), v => { put('channel')(v); draw(); }), { label: t('收件渠道', 'Channel'), path: 'channel' }),
    field(day(body.receivedOn, put('receivedOn'), { max: today() }), { label: t('收件日期', 'Received on'), path: 'receivedOn', check: v => (v && v <= today() ? null : t('不能晚于今天', 'Not in the future')) })), extra];
}

/** The body of the contract: what is empty is left out, full-width digits and thousands separators are folded. */
export function submission(body) {
  const clean = value => Object.fromEntries(Object.entries(value).filter(([, v]) => v !== '' && v !== null && v !== undefined));
  return {
    ...clean({ ...body, source: undefined, filedByProxy: undefined }),
    amount: body.amount === null || body.amount === undefined || body.amount === '' ? null : yuan(body.amount),
    cause: body.cause || null,
    parties: body.parties.map(clean),
    claims: body.claims.map(c => c.trim()).filter(Boolean),
    ...(body.source && fromElsewhere(body) ? { source: clean({ ...body.source, kind: body.channel }) } : {}),
    ...(body.filedByProxy && body.channel === 'proxy' ? { filedByProxy: clean(body.filedByProxy) } : {}),
  };
}

/** While names are still missing the proposal can already be asked for: it does not depend on them. */
function forPreview(body) {
  const parties = body.parties.map((p, i) => (p.name?.trim() ? p : { ...p, name: `${t('当事人', 'Party')}${'甲乙丙丁戊己庚辛壬癸'[i] ?? i}` }));
  return { ...body, parties: parties.map(({ role, kind, name, village, contact }) => ({ role, kind, name, ...(village ? { village } : {}), ...(contact ? { contact } : {}) })), ...(body.receivedOn > today() ? { receivedOn: today() } : {}), ...(body.channel === 'proxy' && !body.filedByProxy?.authority ? { channel: 'counter', filedByProxy: undefined } : {}) };
}
