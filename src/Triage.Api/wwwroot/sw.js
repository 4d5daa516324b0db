// Keeps the console itself on the computer, so that it opens without a line and without waiting for one.
// What to keep, and a version that changes with any of it, comes from the service (Features/WebConsole). Nothing of /api is ever kept.

importScripts('/console-files.js');

const { version, files } = self.consoleFiles;
const CACHE = `console-${version}`;

self.addEventListener('install', event => event.waitUntil((async () => {
  const cache = await caches.open(CACHE);
  await cache.addAll(files.map(file => (file.startsWith('/parts/') ? file : new Request(file, { cache: 'no-cache' }))));
  await self.skipWaiting();
})()));

self.addEventListener('activate', event => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith('console-') && name !== CACHE) await caches.delete(name);
  await self.clients.claim();
})()));

self.addEventListener('fetch', event => {
  const { method, url, mode } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== self.location.origin) return;
  const wanted = mode === 'navigate' && (pathname === '/' || pathname === '/index.html') ? '/' : pathname;
  if (files.includes(wanted)) event.respondWith(caches.match(wanted, { cacheName: CACHE }).then(kept => kept ?? fetch(event.request)));
});
