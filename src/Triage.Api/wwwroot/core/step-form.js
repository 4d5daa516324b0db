// A step of a case as a form: a list of fields is enough, so that a new step costs a few lines.

import { change } from './api.js';
import { h } from './dom.js';
import { area, day, dayByHand, field, required, select, selectByHand, text, toChoose, yesNo } from './form.js';
import { formDialog } from './form-dialog.js';
import { t, today } from './lang.js';
import { button, toast } from './widgets.js';

const whole = value => (/^\d+$/.test(value.trim()) ? null : t('请填写整数', 'A whole number'));

/** What a field begins with: a fact, a day, a decision with nothing, unless the step says what the record already shows. */
const initial = f => f.value ?? (f.kind === 'yesNo' ? undefined : f.kind === 'checks' ? [] : f.kind === 'pick' && f.options.length === 1 ? f.options[0][0] : '');

/** A list that offers "none" begins with it; any other is chosen from by hand. */
const optional = f => f.options.some(([value]) => value === '');

function control(f, v) {
  const put = x => { v[f.key] = x; f.changed?.(x); };
  const told = { label: f.label, path: f.key, hint: f.hint, required: f.required, check: f.check ?? (f.required ? required(f.label) : undefined) };
  switch (f.kind) {
    case 'day': return f.future ? field(day(v[f.key], put, { min: f.min }), told) : dayByHand(v[f.key], put, { ...told, required: true, check: unlessHidden(f, v, required(f.label)) }, { max: today(), min: f.min });
    case 'number': return field(text(v[f.key], x => put(x.trim()), { inputmode: 'numeric' }), { ...told, check: x => (!x.trim() && !f.required ? null : whole(x)) });
    case 'area': return withReady(f, field(area(v[f.key], put, { rows: f.rows ?? '3' }), told), put);
    case 'pick': return optional(f) ? field(select(v[f.key], f.options, put), told) : selectByHand(v[f.key], f.options, put, { ...told, check: unlessHidden(f, v, x => (x ? null : t('请选择', 'Choose one'))) });
    case 'yesNo': return toChoose(f.label, yesNo, put, { path: f.key, hint: f.hint, value: v[f.key] });
    case 'checks': return h('fieldset.checks', {}, h('legend', {}, f.label), f.options.map(([value, name]) => h('label', {}, h('input', { type: 'checkbox', checked: v[f.key].includes(value), onchange: e => put(e.target.checked ? [...v[f.key], value] : v[f.key].filter(x => x !== value)) }), ` ${name}`)));
    default: return withReady(f, field(text(v[f.key], put, { maxlength: '200' }), told), put);
  }
}

/** A field that another answer has hidden is not missing. */
const unlessHidden = (f, v, check) => x => (f.only && !f.only(v) ? null : check(x));

/** Ready words above a field: one click writes them. */
function withReady(f, box, put) {
  if (!f.ready) return box;
  return [h('div.choices', { role: 'group', 'aria-label': t('常用', 'Ready words') }, f.ready.map(words => button(words, () => { box.querySelector('textarea, input').value = words; put(words); box.check(); }))), box];
}

/** '' is what nobody filled in. */
const clean = (fields, v) => Object.fromEntries(fields.map(f => [f.key, f.kind === 'number' ? (v[f.key] === '' ? null : Number(v[f.key])) : typeof v[f.key] === 'string' ? v[f.key].trim() || null : v[f.key]]));

/**
 * @param {{name: string, path: string, fields: any[], intro?: any, body?: (v: any) => any, yes?: string, said?: string, wide?: boolean, then?: (after: any) => void}} spec
 */
export async function stepForm(c, show, spec) {
  const v = Object.fromEntries(spec.fields.map(f => [f.key, initial(f)]));
  // A field that only matters after another answer is not shown before it.
  const shown = spec.fields.map(f => ({ f, box: h('div', {}, control({ ...f, changed: x => { f.changed?.(x); settle(); } }, v)) }));
  const settle = () => { for (const { f, box } of shown) box.hidden = Boolean(f.only && !f.only(v)); };
  settle();
  let after;
  if (await formDialog(spec.name, [spec.intro && (typeof spec.intro === 'string' ? h('p.hint', {}, spec.intro) : spec.intro), shown.map(one => one.box)],
    async () => { after = await change(c, spec.path, spec.body ? spec.body(clean(spec.fields, v), v) : clean(spec.fields, v)); }, spec.yes ?? t('登记', 'Record'), spec.wide ? { className: 'wide' } : undefined)) {
    toast(spec.said ?? t('已登记', 'Recorded'));
    if (spec.then) spec.then(after); else show();
  }
}

/** A dialog in which each ready reason is itself the button that sends. */
export async function reasonClick(c, show, { name, path, reasons, intro, said }) {
  let own = '';
  const words = area('', x => { own = x.trim(); });
  if (await formDialog(name, [
    intro && h('p.hint', {}, intro),
    h('div.choices', { role: 'group', 'aria-label': t('理由', 'Reason') }, reasons.map(reason => button(reason, e => {
      words.value = own = reason;
      e.target.closest('form').querySelector('.actions .primary').click();
    }))),
    field(words, { label: t('或者另写理由', 'Or another reason'), path: 'reason', check: x => (x.trim() ? null : t('请填写理由', 'The reason is missing')) }),
  ], () => change(c, path, { reason: own }), t('登记', 'Record'))) { toast(said ?? t('已登记', 'Recorded')); show(); }
}
