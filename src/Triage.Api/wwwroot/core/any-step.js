// A step that this console has no form of its own for yet: the form is made from the service's own description of the interface.

import { change } from './api.js';
import { area, choice, dayByHand, field, select, text } from './form.js';
import { formDialog } from './form-dialog.js';
import { lang, t } from './lang.js';
import { toast } from './widgets.js';

const pascal = action => action.split('_').map(word => word[0].toUpperCase() + word.slice(1)).join('');
const words = name => name.replace(/([A-Z])/g, ' $1').replace(/^./, first => first.toUpperCase());

let description = null;
const described = () => (description ??= fetch('/openapi/v1.json').then(answer => answer.json()).catch(fault => { description = null; throw fault; }));

/** The operation that does an action: they share their name. */
function find(doc, action) {
  for (const [path, item] of Object.entries(doc.paths)) if (item.post?.operationId === pascal(action)) return { path, operation: item.post };
  return null;
}

const resolve = (doc, schema) => {
  const one = schema?.$ref ? doc.components.schemas[schema.$ref.split('/').at(-1)] : schema;
  const real = one?.oneOf?.find(part => part.type !== 'null') ?? one?.anyOf?.find(part => part.type !== 'null');
  return real ? { ...resolve(doc, real), description: one.description ?? real.description } : one ?? {};
};

function control(doc, key, schema, v) {
  const s = resolve(doc, schema);
  const type = [s.type].flat().find(one => one !== 'null');
  const told = { label: words(key), path: key, hint: s.description ?? schema.description };
  const put = x => { v[key] = x; };
  if (s.enum) return field(select('', [['', '—'], ...s.enum.filter(Boolean).map(one => [one, one])], x => put(x || undefined)), told);
  if (type === 'boolean') return choice(told.label, undefined, [[true, t('是', 'Yes')], [false, t('否', 'No')]], put, { hint: told.hint });
  if (s.format === 'date') return dayByHand('', x => put(x || undefined), told, { max: undefined });
  if (type === 'integer' || type === 'number') return field(text('', x => put(x.trim() === '' ? undefined : Number(x)), { inputmode: 'decimal' }), told);
  if (type === 'array') return field(area('', x => put(x.split('\n').map(line => line.trim()).filter(Boolean))), { ...told, hint: [told.hint, t('一行一项', 'one a line')].filter(Boolean).join(t('；', '; ')) });
  return field(/reason|text|note|ground/i.test(key) ? area('', x => put(x.trim() || undefined)) : text('', x => put(x.trim() || undefined)), told);
}

/** @param {{action: string, name: string}} step as GET /cases/{id} lists it */
export async function anyStep(c, step, show) {
  const doc = await described();
  const found = find(doc, step.action);
  const name = lang === 'en' ? words(pascal(step.action)).trim() : step.name;
  if (!found) { toast(t(`“${name}”在控制台中没有表单，请用接口办理。`, `${name} has no form here; use the interface.`), 'warn'); return; }
  const schema = resolve(doc, found.operation.requestBody?.content?.['application/json']?.schema);
  const v = {};
  const controls = Object.entries(schema.properties ?? {}).map(([key, one]) => control(doc, key, one, v));
  if (await formDialog(name, [controls], () => change(c, found.path.split('{id}')[1], v), t('登记', 'Record'))) {
    toast(t('已登记', 'Recorded'));
    show();
  }
}
