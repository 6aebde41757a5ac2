// Keeps the page of a sitting for use without a network. It is registered only when somebody begins one, and goes when they leave.
// The names of the caches are those of src/sitting/offline.rs.

const PAGES = 'assay-sitting-pages';
const PICTURES = 'assay-sitting-pictures';
const SHELL = '/sitting.html';
const FILES = [SHELL, '{{app.css}}', '{{forms.css}}', '{{icon.svg}}', '{{boot-sitting.js}}', '{{forms.js}}', '{{sitting.js}}', '{{sitting_bg.wasm}}'];

self.addEventListener('install', (event) => event.waitUntil(caches.open(PAGES).then((cache) => cache.addAll(FILES))));

// The page that registered it is looked after from now on. A newer worker waits until no page of the older one is open.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

const kept = (name, request) => caches.open(name).then((cache) => cache.match(request, { ignoreVary: true }));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate' && pathname.startsWith('/sit/')) {
    event.respondWith(fetch(request).catch(async () => (await kept(PAGES, SHELL)) ?? Response.error()));
  } else if (pathname.startsWith('/assets/')) {
    event.respondWith(kept(PAGES, request).then((found) => found ?? fetch(request)));
  } else if (/^\/api\/seats\/[^/]+\/media\//.test(pathname)) {
    // The server first: it shows them only while the sitting is open.
    event.respondWith(fetch(request).catch(async () => (await kept(PICTURES, request)) ?? Response.error()));
  }
});
