// Runs before the page is whole: whoever is signed in has the session looked up and the first figures of the desk on their way while the rest arrives.

import { begin, beginDesk } from './core/ahead.js';

const remembered = localStorage.getItem('triage.user');
if (remembered) {
  const [path, ...params] = location.hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  begin('/session');
  beginDesk(path || localStorage.getItem('triage.home'), params, JSON.parse(remembered));
}
