// Form controls that know the JSON path they fill, so that what the service says of a path stands beside the field.

import { h, newId } from './dom.js';
import { t, today } from './lang.js';

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
    control.addEventListener('blur', () => say(box, check(control.value)));
    control.addEventListener('input', () => { if (!error.hidden) say(box, check(control.value)); });
  }
  box.check = () => (check ? say(box, check(control.value)) : true);
  return box;
}

/** Shows or clears what is wrong with a field; true when nothing is. */
export function say(box, reason) {
  const error = box.querySelector('.error');
  const control = box.querySelector('input, textarea, select');
  error.textContent = reason ?? '';
  error.hidden = !reason;
  if (reason) control?.setAttribute('aria-invalid', 'true');
  else control?.removeAttribute('aria-invalid');
  return !reason;
}

export const text = (value, oninput, props = {}) => h('input', { type: 'text', autocomplete: 'off', ...props, value: value ?? '', oninput: e => oninput(e.target.value) });
export const area = (value, oninput, props = {}) => h('textarea', { rows: '3', ...props, value: value ?? '', oninput: e => oninput(e.target.value) });
export const day = (value, oninput, props = {}) => h('input', { type: 'date', ...props, value: value ?? '', oninput: e => oninput(e.target.value) });

/** A day that states when something was done: nobody but the person fills it in; one click where that was today. */
export function dayByHand(value, put, told, props = {}) {
  const control = day(value, put, { max: today(), ...props });
  const box = field(control, told);
  const now = h('button.quiet.small', { type: 'button', onclick: () => { control.value = today(); control.dispatchEvent(new Event('input', { bubbles: true })); box.check(); }, 'aria-label': t(`${told.label}：今天`, `${told.label}: today`) }, t('今天', 'Today'));
  control.after(now);
  box.classList.add('by-hand');
  return box;
}

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

/** Puts what the service found wrong beside the fields it names; the rest is returned for a summary. Focus goes to the first. */
export function showErrors(form, errors) {
  for (const box of form.querySelectorAll('.field')) say(box, null);
  const rest = {};
  let first;
  for (const [path, reasons] of Object.entries(errors ?? {})) {
    const box = [...form.querySelectorAll('[data-path]')].find(one => one.dataset.path === path);
    if (!box) { rest[path] = reasons; continue; }
    say(box, reasons.join(' '));
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

export const required = what => value => (value.trim() ? null : t(`请填写${what}`, `${what} is missing`));
