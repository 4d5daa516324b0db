// A dialog with one form.

import { catchUp } from './api.js';
import { h } from './dom.js';
import { checkAll, showErrors } from './form.js';
import { t } from './lang.js';
import { button, dialog, once, primary } from './widgets.js';

/** `send` posts it, and what the service finds wrong stands beside the fields. Resolves to true where it was accepted. */
export async function formDialog(heading, controls, send, yes, options) {
  let behind = false;
  const done = await dialog(heading, close => {
    const trouble = h('div');
    const form = h('form', { novalidate: true, onsubmit: e => e.preventDefault() }, controls, trouble);
    const submit = primary(yes, null);
    submit.addEventListener('click', once(submit, async () => {
      if (!checkAll(form)) return;
      try {
        await send();
        close(true);
      } catch (fault) {
        if (fault.errors) fault.errors = showErrors(form, fault.errors);
        if (await catchUp(fault)) {
          behind = true;
          if (fault.status === 412) fault.detail += t('填写的内容还在；核对后再点一次，即按最新的案件办理。', ' What you typed is still here; check it and click again to go on with the case as it is now.');
        }
        throw fault;
      }
    }, trouble));
    form.append(h('div.actions', {}, button(t('取消', 'Cancel'), () => close()), submit));
    return form;
  }, options);
  // The page under a form that was given up still shows the case as it was.
  if (behind && done === undefined) document.dispatchEvent(new Event('outdated'));
  return done;
}
