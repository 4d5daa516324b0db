// Who is in dispute with whom.

import { fill, h } from './dom.js';
import { field, required, select, text } from './form.js';
import { t } from './lang.js';
import { button } from './widgets.js';
import { contactName, partyKind, partyRole } from './words.js';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** The check digit of a resident's number (GB 11643-1999). */
export function idNumberFault(value) {
  const number = value.normalize('NFKC').trim().toUpperCase();
  if (!number) return null;
  if (!/^\d{17}[\dX]$/.test(number)) return number.length >= 6 && /^[0-9A-Z()-]{6,20}$/.test(number) && !/^\d{17,}/.test(number) ? null : t('应为 18 位身份证号或其他证件号', 'An 18-digit ID number or another document number');
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(number[i]), 0);
  return '10X98765432'[sum % 11] === number[17] ? null : t('身份证号校验位不对，请核对', 'The check digit is wrong');
}

const phoneFault = value => (!value.trim() || /^\+?\d[\d -]{4,19}$/.test(value.normalize('NFKC').trim()) ? null : t('电话号码不对', 'Not a phone number'));

export function partiesEditor(body, changed, court) {
  const list = h('div.parties');
  document.getElementById('villages')?.remove();
  document.body.append(h('datalist', { id: 'villages' }, court.villages.map(v => h('option', { value: v.name }, v.town))));
  const error = h('p.error', { hidden: true });

  const draw = () => fill(list, body.parties.map((p, i) => card(p, i)),
    h('div.actions', {}, ['plaintiff', 'defendant', 'third_party'].map(role => button(t(`＋ ${partyRole(role)}`, `+ ${partyRole(role)}`), () => {
      body.parties.push({ role, kind: 'person', name: '' });
      changed();
      draw();
      list.querySelectorAll('.party')[body.parties.length - 1].querySelector('input').focus();
    }, { class: 'quiet' }))), h('div.field', { data: { path: 'parties' } }, error));

  function card(p, i) {
    const path = `parties[${i}]`;
    const put = name => value => { p[name] = value; changed(); };
    const who = `${partyRole(p.role)} ${body.parties.slice(0, i + 1).filter(one => one.role === p.role).length}`;
    const elsewhere = h('p.hint');
    const place = () => {
      const village = court.villages.find(v => v.name === p.village);
      elsewhere.textContent = village ? t(`${village.town} · ${court.tribunals.find(one => one.code === village.tribunal)?.name ?? ''} · 联络员 ${village.liaison}`, `${village.town} · liaison ${village.liaison}`) : '';
    };
    place();
    const box = h('fieldset.party', {}, h('legend', {}, who),
      field(text(p.name, put('name'), { maxlength: '100' }), { label: p.kind === 'person' ? t('姓名', 'Name') : t('名称', 'Name'), path: `${path}.name`, required: true, check: required(t('姓名（名称）', 'the name')) }),
      field(select(p.role, ['plaintiff', 'defendant', 'third_party'].map(v => [v, partyRole(v)]), v => { put('role')(v); draw(); }), { label: t('诉讼地位', 'Role'), path: `${path}.role` }),
      field(select(p.kind, ['person', 'company', 'organisation', 'government'].map(v => [v, partyKind(v)]), v => { put('kind')(v); draw(); }), { label: t('类型', 'Kind'), path: `${path}.kind` }),
      field(select(p.contact ?? '', [['', t('未问', 'Not asked')], ...['reachable', 'uncertain', 'missing'].map(v => [v, contactName(v)])], put('contact')), { label: t('联系情况', 'Contact'), path: `${path}.contact` }),
      field(text(p.idNumber, put('idNumber'), { inputmode: 'text', maxlength: '20' }), { label: p.kind === 'person' ? t('身份证号', 'ID number') : t('统一社会信用代码', 'Credit code'), path: `${path}.idNumber`, check: p.kind === 'person' ? idNumberFault : undefined }),
      field(text(p.phone, put('phone'), { type: 'tel', maxlength: '20' }), { label: t('电话', 'Phone'), path: `${path}.phone`, check: phoneFault }),
      field(text(p.village, v => { put('village')(v); place(); }, { list: 'villages', maxlength: '100' }), { label: t('村（社区）', 'Village'), path: `${path}.village` }),
      field(text(p.address, put('address'), { maxlength: '300' }), { label: t('住址', 'Address'), path: `${path}.address` }),
      elsewhere,
      body.parties.length > 2 && button(t('移除', 'Remove'), () => { body.parties.splice(i, 1); changed(); draw(); }, { class: 'quiet remove', 'aria-label': t(`移除${who}`, `Remove ${who}`) }));
    return box;
  }

  list.draw = draw;
  draw();
  return list;
}
