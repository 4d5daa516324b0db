// The forms of the steps are a part of their own: a page stands without them, and they come by themselves once it stands. Whoever clicks sooner waits for them, and then the form opens.

import { Unreachable } from './api.js';

const SOON = 700;

/** A part that is gone (joined.js) may belong to a newer console: the shell knows what to do then. */
const forms = () => import('./step-forms.js').then(part => part.forms, fault => { throw fault.part ? fault : new Unreachable(String(fault)); });

/** One of core/step-forms.js, once it is here. */
export const formNamed = async name => (await forms())[name];
export const openForm = async (name, ...given) => (await formNamed(name))(...given);

let asked = false;

/** After what the page itself still asks: the line is narrow. */
export function fetchForms() {
  if (asked) return;
  asked = true;
  setTimeout(() => forms().catch(() => { asked = false; }), SOON);
}
