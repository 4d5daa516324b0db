// Form controls that know the JSON path they fill, so that what the service says of a path stands beside the field.

import { h, newId } from './dom.js';
import { clock, lang, spoken, t, today } from './lang.js';

/** A labelled control. `check(value)` returns what is wrong, said while typing pauses or the field is left. */
export function field(control, { label, path, hint, required, check, wide }) {
  control.id ||= newId('f');
  const error = h('p.error', { id: `${control.id}-e`, hidden: true });
  const help = hint && h('p.hint', { id: `${control.id}-h` }, hint);
  control.setAttribute('aria-describedby', [help && help.id, error.id].filter(Boolean).join(' '));
  if (required) control.setAttribute('aria-required', 'true');
  const box = h('div.field', { class: wide ? 'wide' : null, data: path ? { path } : {} },
    h('label', { for: control.id }, label, required && h('span.required', { 'aria-hidden': 'true' }, '＊')), control, help, error);
  if (check) {
    control.addEventListener('blur', () => {
      const untouched = 'begun' in control.dataset && !control.value;
      delete control.dataset.begun;
      if (!untouched) say(box, check(control.value));
    });
    control.addEventListener('input', () => { if (!error.hidden) say(box, check(control.value)); });
  }
  box.check = () => (check ? say(box, check(control.value)) : true);
  return box;
}

/** Shows or clears what is wrong with a field; true when nothing is. */
export function say(box, reason) {
  const error = box.querySelector('.error');
  // A single radio button is not wrong; the question is.
  const control = box.querySelector('input:not([type=radio]), textarea, select');
  error.textContent = reason ?? '';
  error.hidden = !reason;
  if (reason) control?.setAttribute('aria-invalid', 'true');
  else control?.removeAttribute('aria-invalid');
  return !reason;
}

export const text = (value, oninput, props = {}) => h('input', { type: 'text', autocomplete: 'off', ...props, value: value ?? '', oninput: e => oninput(e.target.value) });
export const area = (value, oninput, props = {}) => h('textarea', { rows: '3', ...props, value: value ?? '', oninput: e => oninput(e.target.value) });
export const day = (value, oninput, props = {}) => h('input', { type: 'date', ...props, value: value ?? '', oninput: e => oninput(e.target.value) });

/** What states when something was done: nobody but the person fills it in; one click where that was just now. */
function byHand(control, told, caption, now) {
  const box = field(control, told);
  control.after(h('button.quiet.small', { type: 'button', onclick: () => { control.value = now(); control.dispatchEvent(new Event('input', { bubbles: true })); box.check(); }, 'aria-label': t(`${told.label}：${caption}`, `${told.label}: ${caption.toLowerCase()}`) }, caption));
  box.classList.add('by-hand');
  return box;
}

export const dayByHand = (value, put, told, props = {}) => byHand(day(value, put, { max: today(), ...props }), told, t('今天', 'Today'), today);

/** To the minute, as the court's wall shows it; 2026-11-20T08:05. */
export const timeByHand = (value, put, told) => byHand(h('input', { type: 'datetime-local', value, oninput: e => put(e.target.value) }), told, t('现在', 'Now'), () => `${today()}T${clock(new Date())}`);

export const select = (value, options, onchange, props = {}) => {
  const control = h('select', { ...props, onchange: e => onchange(e.target.value) }, options.map(([v, name]) => h('option', { value: v }, name)));
  control.value = value ?? options[0][0];
  return control;
};

/** A month, in words: browsers show their own month field in their own language, and some have none. */
export function month(value, onchange, { max, years = 4 }) {
  const [y, m] = max.split('-').map(Number);
  const all = Array.from({ length: years * 12 }, (_, i) => { const at = y * 12 + m - 1 - i; return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`; });
  if (value && !all.includes(value)) all.push(value);
  return select(value, all.map(one => [one, t(`${Number(one.slice(0, 4))}年${Number(one.slice(5))}月`, one)]), onchange);
}

/** One of a few, all to be seen: 是 / 否 / 未问. */
export function choice(legend, value, options, onchange, { hideLegend, hint } = {}) {
  const name = newId('r');
  const set = h('fieldset.choice', {}, h('legend', { class: hideLegend ? 'hidden' : null }, legend), hint && h('p.hint', {}, hint),
    h('div.segments', {}, options.map(([v, caption]) => h('label', {}, h('input', { type: 'radio', name, value: String(v), checked: v === value, onchange: () => onchange(v) }), h('span', {}, caption)))));
  set.set = v => set.querySelectorAll('input').forEach((input, i) => { input.checked = options[i][0] === v; });
  return set;
}

/** One of a few that only the person knows: nothing is chosen beforehand, and nothing is sent before something is. */
export function toChoose(legend, options, put, { path, hint, value } = {}) {
  let chosen = value;
  const box = h('div.field', { data: path ? { path } : {} }, choice(legend, value, options, x => { chosen = x; put(x); box.check(); }, { hint }), h('p.error', { role: 'alert', hidden: true }));
  box.check = () => say(box, chosen === undefined ? t('请选择', 'Choose one') : null);
  return box;
}

/** A list that begins with nothing: only the person can choose. */
export const selectByHand = (value, options, put, told) => field(select(value ?? '', [['', t('请选择', 'choose')], ...options], put), { required: true, check: x => (x ? null : t('请选择', 'Choose one')), ...told });

/** Puts what the service found wrong beside the fields it names; the rest is returned for a summary. Focus goes to the first. */
export function showErrors(form, errors) {
  for (const box of form.querySelectorAll('.field')) say(box, null);
  const rest = {};
  let first;
  for (const [path, reasons] of Object.entries(errors ?? {})) {
    const box = [...form.querySelectorAll('[data-path]')].find(one => one.dataset.path === path);
    if (!box) { rest[path] = reasons; continue; }
    const words = reasons.map(spoken).join(' ');
    say(box, lang === 'en' && /[\u4e00-\u9fff]/.test(words) ? 'This is not accepted as it is.' : words);
    first ??= box;
  }
  first?.closest('details')?.setAttribute('open', '');
  first?.querySelector('input, textarea, select')?.focus();
  return rest;
}

/** Runs every check of a form; focuses the first field that fails. */
export function checkAll(form) {
  const bad = [...form.querySelectorAll('.field')].filter(box => box.check && !box.check());
  bad[0]?.closest('details')?.setAttribute('open', '');
  bad[0]?.querySelector('input, textarea, select')?.focus();
  return bad.length === 0;
}

export const yesNo = [[true, t('是', 'Yes')], [false, t('否', 'No')]];

export const required = what => value => (value.trim() ? null : t(`请填写${what}`, `${what} is missing`));
