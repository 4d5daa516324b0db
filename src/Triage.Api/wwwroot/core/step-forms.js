// Every form of a step, by the name that the table in steps.js gives it. They are only fetched through open-form.js.

import { besideForms } from './beside-steps.js';
import { counterForms } from './counter-steps.js';
import { limitForms } from './limit-steps.js';
import { peopleForms } from './people-steps.js';
import { trialForms } from './trial.js';

export const forms = { ...counterForms, ...trialForms, ...peopleForms, ...limitForms, ...besideForms };
