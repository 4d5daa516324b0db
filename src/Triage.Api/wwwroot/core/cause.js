// The cause of a case put right by the officer or the clerk. What triage proposed follows from it anew, by statute; the history keeps who and why.

import { change, once as remember, post } from './api.js';
import { debounce, fill, h } from './dom.js';
import { area, field, required, text } from './form.js';
import { formDialog } from './form-dialog.js';
import { t } from './lang.js';
import { button } from './widgets.js';

/** The causes that share most with what was typed, the nearest first. */
export function nearCauses(typed, causes, most = 4) {
  const letters = new Set(typed.replace(/[纠纷、（）\s]/g, ''));
  return causes.map(c => [c, [...new Set(c.name)].filter(x => letters.has(x)).length / Math.sqrt(c.name.length)]).filter(([, n]) => n > 0.3).sort((a, b) => b[1] - a[1]).slice(0, most).map(([c]) => c.name);
}

/** What is wrong with a cause as typed; null where it is one of the table, or left open. */
export const causeFault = (typed, causes) => (!typed.trim() || !causes.length || causes.some(c => c.name === typed.trim() || c.code === typed.trim()) ? null : t('《民事案件案由规定》里没有这个案由，请选一个相近的，或者留空', 'No such cause in the table: pick one near it, or leave it empty'));

/** A field for a cause with the list behind it, and the nearest ones to click where it is none of the list. */
export function causeField(value, causes, put, { label = t('案由', 'Cause'), hint, required: needed } = {}) {
  document.getElementById('causes')?.remove();
  document.body.append(h('datalist', { id: 'causes' }, causes.map(c => h('option', { value: c.name }))));
  // Said while one types, for browsers that show no list of their own.
  const near = h('p.near-causes', { hidden: true, role: 'group', 'aria-label': t('相近的案由', 'Causes near it') });
  // Pressed, they leave the focus in the field: its loss would draw them anew under the finger.
  near.addEventListener('mousedown', event => event.preventDefault());
  let offered = '';
  const soon = debounce(250, () => offer());
  const input = text(value ?? '', v => { put(v.trim() || null); soon(); }, { list: 'causes' });
  const box = field(input, { label, path: 'cause', hint, required: needed, check: v => { offer(); return (needed && !v.trim() ? t('请填写案由', 'The cause is missing') : null) ?? causeFault(v, causes); } });
  const take = name => { input.value = name; put(name); box.check(); input.focus(); };
  function offer() {
    const names = causeFault(input.value, causes) ? nearCauses(input.value, causes) : [];
    if (names.join() === offered) return;
    offered = names.join();
    near.hidden = !names.length;
    near.replaceChildren(...(names.length ? [t('相近的案由：', 'Near it: '), ...names.map(name => button(name, () => take(name), { class: 'quiet' }))] : []));
  }
  box.append(near);
  box.offer = offer;
  box.take = take;
  return box;
}

/** What the story itself reads like, whatever was written: the cause that would be proposed had nobody named one; null where there is none, or it is the same. */
async function readFromStory(c) {
  const parties = c.parties.map(({ role, kind, name, contact }) => ({ role, kind, name, ...(contact ? { contact } : {}) }));
  const p = await post('/triage/preview', { channel: 'counter', parties, narrative: c.narrative, claims: c.claims, amount: c.amount ?? null, cause: null, facts: c.facts ?? {}, mediationWish: c.mediationWish });
  return p.cause && p.cause.name !== c.cause?.name ? p.cause.name : null;
}

/** @param {(after: any) => void} then with the case as triage now sees it */
export async function correctCause(c, then) {
  const { items } = await remember('/causes');
  const v = { cause: null, reason: '' };
  const why = field(area('', x => { v.reason = x.trim(); }), { label: t('根据什么更正', 'On what ground'), path: 'reason', required: true, check: required(t('根据', 'the ground')) });
  const ready = [t('与叙述和诉讼请求核对', 'Checked against narrative and claims'), t('当事人当面说明', 'Said in person')];
  const cause = causeField('', items, x => { v.cause = x; }, { label: t('应为', 'It should be'), required: true, hint: t('输入几个字，从列表中选', 'Type a few characters and pick') });
  // A help, not a need: the form stands before it is here, and without it.
  const read = h('p.near-causes', { hidden: true, role: 'group', 'aria-label': t('从叙述看', 'By the narrative') });
  readFromStory(c).then(name => {
    if (!name || !items.some(one => one.name === name)) return;
    read.hidden = false;
    fill(read, t('从叙述看：', 'By the narrative: '), button(name, () => cause.take(name), { class: 'quiet' }));
  }, () => undefined);
  let after;
  if (await formDialog(t('更正案由', 'Correct the cause'), [
    h('p', {}, t('现在的案由：', 'Now: '), h('strong', {}, c.cause?.name ?? '—')),
    cause, read,
    h('div.choices', { role: 'group', 'aria-label': t('常用', 'Ready words') }, ready.map(words => button(words, () => { why.querySelector('textarea').value = words; v.reason = words; why.check(); }))), why,
  ], async () => { after = await change(c, '/facts', { facts: {}, cause: v.cause, reason: v.reason }); }, t('更正并重新甄别', 'Correct and look again'))) then(after);
}
