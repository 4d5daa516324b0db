// One's own password and second factor: at the door, where they must be set first, and on the page of one's account.

import { get, post } from './api.js';
import { fill, h } from './dom.js';
import { checkAll, field, showErrors, text } from './form.js';
import { at, t } from './lang.js';
import { button, once, showProblem } from './widgets.js';

const plainCode = typed => typed.normalize('NFKC').trim();

/** What a refusal says of a field stands beside it; the rest above the button. */
async function send(form, trouble, work) {
  try {
    await work();
  } catch (fault) {
    if (fault.errors) fault.errors = showErrors(form, fault.errors);
    if (fault.errors && fault.status === 422 && !Object.keys(fault.errors).length) return;
    showProblem(fault, trouble);
  }
}

function rulesText({ shortest, kinds }) {
  return [t(`至少 ${shortest} 个字符`, `at least ${shortest} characters`),
    kinds > 1 && t(`大写字母、小写字母、数字、其他字符中至少 ${kinds} 种`, `${kinds} of capitals, small letters, digits and other characters`),
    t('不含用户名和姓名', 'neither user name nor name in it'), t('不是常见密码', 'no common password')].filter(Boolean).join(t('；', '; '));
}

/** @param {{current?: string, done: (session: any, password: string) => void}} o `current` where it has just been typed at the door. */
export async function passwordForm({ current, done }) {
  const rules = await get('/session/password-rules');
  const values = { current: current ?? '', next: '', again: '' };
  const trouble = h('div');
  const secret = (key, autocomplete) => text('', v => { values[key] = v; }, { type: 'password', autocomplete, name: key });
  const old = !current && field(secret('current', 'current-password'), { path: 'currentPassword', label: t('原密码', 'Present password'), required: true, check: v => (v ? null : t('请输入原密码', 'The present password is missing')) });
  const next = field(secret('next', 'new-password'), {
    path: 'newPassword', label: t('新密码', 'New password'), required: true, hint: rulesText(rules),
    check: v => ([...v].length < rules.shortest ? t(`至少 ${rules.shortest} 个字符`, `At least ${rules.shortest} characters`) : null),
  });
  const again = field(secret('again', 'new-password'), { label: t('再输一次新密码', 'New password again'), required: true, check: v => (v === values.next ? null : t('两次输入的不一样', 'The two differ')) });
  const reveal = h('label.reveal', {}, h('input', { type: 'checkbox', onchange: e => form.querySelectorAll('input[name]').forEach(input => { input.type = e.target.checked ? 'text' : 'password'; }) }), t('显示输入的密码', 'Show what I type'));
  const submit = h('button.primary', { type: 'submit' }, t('修改密码', 'Change password'));
  const form = h('form.credentials', { novalidate: true }, old, next, again, reveal, trouble, submit);
  form.addEventListener('submit', once(submit, () => (checkAll(form)
    ? send(form, trouble, async () => done(await post('/session/password', { currentPassword: values.current, newPassword: values.next }, { open: true }), values.next))
    : undefined), trouble));
  return form;
}

/** The picture that an authenticator app takes. Drawn here: made elsewhere it would show the secret there. */
function picture(rows) {
  const dark = rows.flatMap((row, y) => [...row].map((cell, x) => (cell === '1' ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return h('svg.qr', { viewBox: `0 0 ${rows.length} ${rows.length}`, role: 'img', 'aria-label': t('二维码：用身份验证器扫描', 'QR code for your authenticator'), 'shape-rendering': 'crispEdges' },
    h('rect', { width: rows.length, height: rows.length, fill: '#fff' }), h('path', { d: dark, fill: '#000' }));
}

const groups = secret => secret.match(/.{1,4}/g).join(' ');

/** A factor is not replaced or removed without showing the password and, where there is one, a code of it. */
export function proofForm({ enrolled, verb, tone, path, done }) {
  const values = { password: '', code: '' };
  const trouble = h('div');
  const submit = h('button', { type: 'submit', class: tone ?? 'primary' }, verb);
  const form = h('form.credentials', { novalidate: true },
    field(text('', v => { values.password = v; }, { type: 'password', autocomplete: 'current-password' }), { path: 'password', label: t('密码', 'Password'), required: true, check: v => (v ? null : t('请输入密码', 'The password is missing')) }),
    enrolled && field(text('', v => { values.code = v; }, { inputmode: 'numeric', autocomplete: 'one-time-code' }), { path: 'code', label: t('现用的动态验证码，或者恢复码', 'A code of the present factor, or a recovery code'), required: true, check: v => (v.trim() ? null : t('请输入验证码', 'The code is missing')) }),
    trouble, submit);
  form.addEventListener('submit', once(submit, () => (checkAll(form)
    ? send(form, trouble, async () => done(await post(path, { password: values.password, ...(enrolled ? { code: plainCode(values.code) } : {}) }, { open: true })))
    : undefined), trouble));
  return form;
}

/** From the picture to the recovery codes. Fills `host`; `done` once the codes have been written down. */
export function enrol(host, offer, done) {
  const values = { code: '' };
  const trouble = h('div');
  const submit = h('button.primary', { type: 'submit' }, t('启用', 'Enrol'));
  const form = h('form.credentials', { novalidate: true },
    h('ol.steps-list', {},
      h('li', {}, t('在手机上打开身份验证器（应用商店中搜索“身份验证器”或者“TOTP”），选择扫码添加。', 'Open an authenticator app on your phone and choose to scan a code.')),
      h('li', {}, t('扫描下面的二维码；扫不了的，选“手动输入”，照抄密钥。', 'Scan the picture; or choose to type and copy the key.')),
      h('li', {}, t('把应用显示的六位数字填在下面。', 'Type the six digits it shows.'))),
    h('div.offer', {}, picture(offer.picture),
      h('dl', {}, h('dt', {}, t('密钥（手动输入用）', 'Key, for typing')), h('dd', {}, h('code.key', {}, groups(offer.secret))),
        h('dt', {}, t('在这部手机上登记', 'On this very phone')), h('dd', {}, h('a', { href: offer.uri }, t('打开身份验证器', 'Open the authenticator')))),
      h('details', {}, h('summary', {}, t('otpauth 地址', 'otpauth address')), h('code.uri', {}, offer.uri))),
    field(text('', v => { values.code = v; }, { inputmode: 'numeric', autocomplete: 'one-time-code', maxlength: '12' }), {
      path: 'code', label: t('六位数字', 'Six digits'), required: true, check: v => (/^\d{6}$/.test(plainCode(v).replaceAll(' ', '')) ? null : t('请填六位数字', 'Six digits, please')),
    }),
    trouble, submit);
  form.addEventListener('submit', once(submit, () => (checkAll(form)
    ? send(form, trouble, async () => recovery(host, (await post('/session/second-factor/confirm', { code: plainCode(values.code) }, { open: true })).recoveryCodes, done))
    : undefined), trouble));
  fill(host, form);
  form.querySelector('input').focus();
}

function recovery(host, codes, done) {
  const go = button(t('我已抄下', 'I have written them down'), done, { class: 'primary' });
  fill(host, h('section.recovery', { 'aria-label': t('恢复码', 'Recovery codes') },
    h('h2', { tabindex: '-1' }, t('第二因子已启用，请抄下恢复码', 'Enrolled. Write the recovery codes down')),
    h('p', {}, t('手机不在身边时，用一个恢复码代替六位数字登录。每个只能用一次，只在这里显示这一次；请抄在纸上，锁好。', 'Without the phone, a recovery code opens instead. Each opens once, and they are shown only now: keep them on paper, locked away.')),
    h('ul.codes', {}, codes.map(code => h('li', {}, h('code', {}, code)))),
    h('p.hint', {}, t(`${at(new Date().toISOString())} 生成`, `Made ${at(new Date().toISOString())}`)),
    h('div.actions', {}, button(t('打印', 'Print'), () => print()), go)));
  host.querySelector('h2').focus();
}
