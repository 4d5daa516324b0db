(addresses => {
  // The table of the joined modules (Features/WebConsole/ModuleJoiner): a module is run when it is first needed; a part that holds a desk is fetched when the desk is first opened.
  const makers = new Map();
  const made = new Map();
  const coming = new Map();
  const need = name => {
    if (!made.has(name)) made.set(name, makers.get(name)(need, load));
    return made.get(name);
  };
  const fetched = name => {
    if (!coming.has(name)) {
      coming.set(name, new Promise((resolve, reject) => {
        const script = document.createElement('script');
        script.src = addresses[name];
        script.onload = resolve;
        script.onerror = () => { coming.delete(name); reject(Object.assign(new TypeError(`${name} did not arrive`), { part: name })); };
        document.head.append(script);
      }));
    }
    return coming.get(name);
  };
  const load = async name => {
    if (!makers.has(name)) await fetched(name);
    return need(name);
  };
  self.$ = (name, make) => { if (!makers.has(name)) makers.set(name, make); };
  self.$.need = need;
  /** Fetches the other desks one after the other, so that they open at once and without a line. */
  self.$.fetchAll = async () => { for (const name of Object.keys(addresses)) if (!makers.has(name)) await fetched(name); };
  // Whoever comes back to a desk needs its part: it is asked for before anything else has run.
  const wanted = `desks/${location.hash.split('/')[1] || localStorage.getItem('triage.home')}.js`;
  if (localStorage.getItem('triage.user') && addresses[wanted]) fetched(wanted).catch(() => undefined);
})
