// A dialog with one form.

import { h } from './dom.js';
import { checkAll, showErrors } from './form.js';
import { t } from './lang.js';
import { button, dialog, once, primary } from './widgets.js';

/** `send` posts it, and what the service finds wrong stands beside the fields. Resolves to true where it was accepted. */
export function formDialog(heading, controls, send, yes, options) {
  return dialog(heading, close => {
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
        throw fault;
      }
    }, trouble));
    // A control of the form may itself have done what the dialog was for.
    setTimeout(() => form.closest('dialog')?.addEventListener('done', () => close(true)));
    form.append(h('div.actions', {}, button(t('取消', 'Cancel'), () => close()), submit));
    return form;
  }, options);
}
