// Signing in, at the door or in the middle of work.

import { Problem } from '../core/api.js';
import { add, h } from '../core/dom.js';
import { field, required, text } from '../core/form.js';
import { t } from '../core/lang.js';
import * as session from '../core/session.js';
import { button, dialog, once, problemBox, showProblem } from '../core/widgets.js';

function signInForm(done, { userName } = {}) {
  const values = { userName: userName ?? '', password: '', code: '' };
  const trouble = h('div', { 'aria-live': 'assertive' });
  const name = field(text(values.userName, v => { values.userName = v.trim(); }, { autocomplete: 'username', name: 'username', readonly: Boolean(userName) }), { label: t('用户名', 'User name'), check: required(t('用户名', 'the user name')) });
  const secret = field(text('', v => { values.password = v; }, { type: 'password', autocomplete: 'current-password', name: 'password' }), { label: t('密码', 'Password'), check: required(t('密码', 'the password')) });
  const code = field(text('', v => { values.code = v.trim(); }, { autocomplete: 'one-time-code', maxlength: '24' }), { label: t('动态验证码（六位数字），或者恢复码', 'One-time code, or a recovery code') });
  code.hidden = true;
  const submit = h('button.primary', { type: 'submit' }, t('登录', 'Sign in'));
  const form = h('form.sign-in-form', { novalidate: true }, name, secret, code, trouble, submit);
  form.addEventListener('submit', once(submit, async () => {
    if (![name, secret].map(one => one.check()).every(Boolean)) { form.querySelector('[aria-invalid]').focus(); return; }
    try {
      const begun = await session.signIn(values.userName, values.password, values.code);
      if (!begun.duties.length) return done(begun);
      const { finish } = await import('./finish.js');
      const room = h('div.finish');
      form.replaceWith(room);
      await finish(room, begun, values.password, free => done(session.begin(free)));
    } catch (fault) {
      if (!(fault instanceof Problem)) return showProblem(fault, trouble);
      const factor = /^second_factor_(required|invalid)$/.test(fault.code);
      if (factor) code.hidden = false;
      // That a code is wanted as well is no failure.
      trouble.replaceChildren(fault.code === 'second_factor_required' ? h('p.notice.info', { role: 'status' }, fault.detail) : problemBox(fault));
      const input = (factor ? code : secret).querySelector('input');
      input.focus();
      input.select();
    }
  }));
  return form;
}

export function signInPage(main, done) {
  document.title = t('登录 · 繁简分流', 'Sign in · Case triage');
  add(main, h('div.door', {},
    h('div.door-card', {},
      h('img', { src: 'mark.svg', alt: '', width: '56', height: '56' }),
      h('h1', { tabindex: '-1' }, t('人民法庭繁简分流', 'Case triage for people’s tribunals')),
      h('p.lead', {}, t('简案快办，繁案精审。请用您的工作账号登录。', 'Simple cases fast, complex ones with care. Sign in with your work account.')),
      signInForm(done)),
    h('p.hint', {}, t('本机只保留您尚未发送的草稿；办完离开请退出登录。', 'This computer only keeps your unsent drafts. Sign out when you leave.'))));
  main.querySelector('input').focus();
}

/** Over the page, without touching what is on it. True when the same person is back; false when they would rather leave. */
export async function signInAgain(who, why) {
  document.body.classList.add('locked');
  const back = await dialog(t('请重新登录', 'Please sign in again'), close => h('div', {},
    h('p', {}, why ?? t('登录已过期。填写的内容都在，登录后接着办。', 'Your session has ended. What you typed is still here; sign in and go on.')),
    signInForm(() => close(true), { userName: who?.userName }),
    h('p', {}, button(t('不是我，换人登录', 'Not me: somebody else signs in'), () => close(false), { class: 'quiet' }))),
  { dismissible: false, className: 'sign-in' });
  document.body.classList.remove('locked');
  return back;
}
